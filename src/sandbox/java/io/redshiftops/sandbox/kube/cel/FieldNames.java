package io.redshiftops.sandbox.kube.cel;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What fields are called in expressions, where some of their names are not allowed. */
final class FieldNames {

    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private static final Pattern EXPRESSIBLE = Pattern.compile("[a-zA-Z_./-][a-zA-Z0-9_./-]*");

    private FieldNames() {}

    /** The name of a field in expressions; empty if it cannot be named. */
    static Optional<String> escape(String field) {
        if (RESERVED.contains(field)) {
            return Optional.of("__" + field + "__");
        }
        if (!EXPRESSIBLE.matcher(field).matches()) {
            return Optional.empty();
        }
        return Optional.of(field.replace("__", "__underscores__")
                .replace(".", "__dot__")
                .replace("-", "__dash__")
                .replace("/", "__slash__"));
    }
}
