package io.redshiftops.sandbox.aws.policy;

import java.util.List;

/**
 * Matching of ARNs by their six parts between colons, each of which may hold wildcards; only the last one, the
 * resource, may hold colons.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN">
 *     ARN condition operators</a>
 */
final class ArnPattern {

    private static final int PARTS = 6;

    private ArnPattern() {}

    static boolean matches(Glob pattern, String arn) {
        if (pattern.matchesEverything()) {
            return true;
        }
        List<Glob> wanted = pattern.splitAtColons(PARTS);
        String[] found = arn.split(":", PARTS);
        if (found.length < PARTS || wanted.size() < PARTS) {
            // A pattern that is cut short is completed with wildcards; "*" as resource is no ARN.
            return found.length == PARTS && matchesStart(wanted, found);
        }
        return matchesStart(wanted, found);
    }

    private static boolean matchesStart(List<Glob> wanted, String[] found) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).matches(found[i])) {
                return false;
            }
        }
        return true;
    }
}
