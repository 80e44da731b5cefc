package io.redshiftops.sandbox.kube.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import io.redshiftops.sandbox.kube.cel.RuleCompiler.CompileException;
import io.redshiftops.sandbox.kube.cel.RuleCompiler.Compiled;
import io.redshiftops.sandbox.kube.schema.ValidationRule;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A validation rule with its compiled expressions, or why they do not compile. */
final class CompiledRule {

    private static final int MESSAGE_LIMIT = 5 * 1024;

    private final ValidationRule rule;
    private @Nullable Compiled condition;
    private @Nullable Compiled message;
    private String conditionProblem = "";
    private String messageProblem = "";

    CompiledRule(ValidationRule rule, RuleCompiler compiler) {
        this.rule = rule;
        try {
            this.condition = compiler.rule(rule.rule(), rule.optionalOldSelf());
        } catch (CompileException e) {
            this.conditionProblem = e.text();
        }
        if (!rule.messageExpression().isBlank()) {
            try {
                this.message = compiler.message(rule.messageExpression(), rule.optionalOldSelf());
            } catch (CompileException e) {
                this.messageProblem = e.text();
            }
        }
    }

    ValidationRule rule() {
        return rule;
    }

    /** Why the rule does not compile, empty if it does. */
    String conditionProblem() {
        return conditionProblem;
    }

    /** Why the message expression does not compile, empty if it does. */
    String messageProblem() {
        return messageProblem;
    }

    Optional<CelAbstractSyntaxTree> conditionTree() {
        return Optional.ofNullable(condition).map(Compiled::tree);
    }

    Optional<CelAbstractSyntaxTree> messageTree() {
        return Optional.ofNullable(message).map(Compiled::tree);
    }

    /** Whether the rule compares with the state before. */
    boolean usesOldSelf() {
        return condition != null && condition.usesOldSelf();
    }

    /** Whether the rule holds. */
    boolean holds(Map<String, Object> variables) throws CelEvaluationException {
        return condition == null || Boolean.TRUE.equals(condition.program().eval(variables));
    }

    /** What the user is told when the rule does not hold. */
    String message(Map<String, Object> variables) {
        if (message == null) {
            return rule.messageOrDefault();
        }
        try {
            String text = String.valueOf(message.program().eval(variables)).strip();
            boolean usable = !text.isEmpty() && text.length() <= MESSAGE_LIMIT && !text.contains("\n");
            return usable ? text : rule.messageOrDefault();
        } catch (CelEvaluationException e) {
            // Like the real server: a message that fails gives way to the plain one.
            return rule.messageOrDefault();
        }
    }
}
