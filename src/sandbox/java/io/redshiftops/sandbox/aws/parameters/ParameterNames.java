package io.redshiftops.sandbox.aws.parameters;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules for names of parameters.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html">
 *     Requirements and constraints</a>
 */
final class ParameterNames {

    private static final Pattern CHARACTERS = Pattern.compile("[a-zA-Z0-9_.\\-/]+");
    private static final int LONGEST = 1011;
    private static final int MOST_LEVELS = 15;

    private ParameterNames() {}

    static void check(String name) {
        if (!CHARACTERS.matcher(name).matches() || name.length() > LONGEST) {
            throw SsmError.validation(
                    "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a"
                            + " path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix"
                            + " of letters, numbers and the following 3 symbols .-_");
        }
        String bare = name.startsWith("/") ? name.substring(1) : name;
        if (bare.contains("/") && !name.startsWith("/")) {
            throw SsmError.validation("Parameter name must be a fully qualified name.");
        }
        String lower = bare.toLowerCase(Locale.ROOT);
        if (lower.startsWith("aws") || lower.startsWith("ssm")) {
            throw SsmError.validation("No access to reserved parameter name: " + name + ".");
        }
        if (bare.split("/", -1).length > MOST_LEVELS) {
            throw io.redshiftops.sandbox.aws.core.AwsError.badRequest(
                    "HierarchyLevelLimitExceededException",
                    "A hierarchy can have a maximum of " + MOST_LEVELS + " levels.");
        }
    }

    /** ARNs have one slash before the name, whether or not it begins with one. */
    static String arnPart(String name) {
        return "parameter" + (name.startsWith("/") ? "" : "/") + name;
    }
}
