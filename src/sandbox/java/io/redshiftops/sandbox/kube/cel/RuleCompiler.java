package io.redshiftops.sandbox.kube.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.regex.Pattern;

/** Compiles the expressions of one place of a schema, where {@code self} has a type. */
final class RuleCompiler {

    private static final Pattern LOCATION = Pattern.compile("(?m)^(ERROR: <input>:[0-9]+:[0-9]+: )");

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(1_000_000)
            .maxRegexProgramSize(1_000)
            .build();

    private final CelCompiler compiler;
    private final CelCompiler optionalCompiler;

    RuleCompiler(CelType self, CelTypeProvider types) {
        this.compiler = Base.CEL
                .toCompilerBuilder()
                .setTypeProvider(types)
                .addVar("self", self)
                .addVar("oldSelf", self)
                .build();
        this.optionalCompiler = Base.CEL
                .toCompilerBuilder()
                .setTypeProvider(types)
                .addVar("self", self)
                .addVar("oldSelf", OptionalType.create(self))
                .build();
    }

    /** The language with all libraries; made when the first rule is compiled, which takes a while. */
    private static final class Base {

        static final Cel CEL = create();

        private static Cel create() {
            FunctionLibrary[] own = {
                QuantityFunctions.library(),
                NetworkFunctions.library(),
                UrlFunctions.library(),
                ListFunctions.library(),
                TextFunctions.library()
            };
            return CelFactory.standardCelBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addCompilerLibraries(
                            CelExtensions.strings(),
                            CelExtensions.optional(),
                            CelExtensions.sets(OPTIONS),
                            CelExtensions.encoders(OPTIONS),
                            CelExtensions.comprehensions())
                    .addRuntimeLibraries(
                            CelExtensions.strings(),
                            CelExtensions.optional(),
                            CelExtensions.sets(OPTIONS),
                            CelExtensions.encoders(OPTIONS),
                            CelExtensions.comprehensions())
                    .addCompilerLibraries(own)
                    .addRuntimeLibraries(own)
                    .build();
        }
    }

    /** An expression that cannot be compiled. */
    static final class CompileException extends Exception {

        private final String text;

        CompileException(String text) {
            super(text);
            this.text = text;
        }

        /** What is wrong, in the words of the real server as far as the compilers agree. */
        String text() {
            return text;
        }
    }

    /** A compiled expression. */
    record Compiled(CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        boolean usesOldSelf() {
            return tree.getReferenceMap().values().stream()
                    .anyMatch(reference -> reference.name().equals("oldSelf"));
        }
    }

    /** A rule, which must be a truth. */
    Compiled rule(String expression, boolean optionalOldSelf) throws CompileException {
        Compiled compiled = compile(expression, optionalOldSelf);
        if (!compiled.tree().getResultType().equals(SimpleType.BOOL)) {
            throw new CompileException("cel expression must evaluate to a bool");
        }
        return compiled;
    }

    /** A message, which must be a text. */
    Compiled message(String expression, boolean optionalOldSelf) throws CompileException {
        Compiled compiled = compile(expression, optionalOldSelf);
        if (!compiled.tree().getResultType().equals(SimpleType.STRING)) {
            throw new CompileException("messageExpression must evaluate to a string");
        }
        return compiled;
    }

    private Compiled compile(String expression, boolean optionalOldSelf) throws CompileException {
        CelCompiler chosen = optionalOldSelf ? optionalCompiler : compiler;
        try {
            CelValidationResult parsed = chosen.parse(expression);
            if (parsed.hasError()) {
                String errors = LOCATION.matcher(parsed.getErrorString()).replaceAll("$1Syntax error: ");
                throw new CompileException("compilation failed: " + errors);
            }
            CelValidationResult checked = chosen.check(parsed.getAst());
            if (checked.hasError()) {
                throw new CompileException("compilation failed: " + checked.getErrorString());
            }
            return new Compiled(checked.getAst(), Base.CEL.createProgram(checked.getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new CompileException("compilation failed: " + e.getMessage());
        }
    }
}
