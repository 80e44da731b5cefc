package io.redshiftops.sandbox.aws.policy;

import java.util.List;
import java.util.function.Predicate;

/**
 * One condition of a statement: an operator, a key and the values that the policy wants.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html">
 *     Conditions with several keys or values</a>
 */
record Condition(Operator operator, Quantifier quantifier, boolean ifExists, String key, List<Template> wanted) {

    /** How an operator is applied to a key that may hold several values. */
    enum Quantifier {
        NONE,
        FOR_ALL_VALUES,
        FOR_ANY_VALUE
    }

    boolean holds(RequestContext request) {
        ConditionKeys.mustBeEmulated(key);
        if (quantifier == Quantifier.NONE && operator != Operator.NULL && ConditionKeys.isMultivalued(key)) {
            throw new NotEmulatedException("The condition key " + key + " holds a set; to compare it without"
                    + " ForAllValues or ForAnyValue is not emulated by this sandbox.");
        }
        List<String> found = request.values(key);
        if (operator == Operator.NULL) {
            return wanted.stream().anyMatch(value -> Boolean.parseBoolean(value.source()) == found.isEmpty());
        }
        if (found.isEmpty() && ifExists) {
            return true;
        }
        Predicate<String> satisfied = value -> anyFits(request, value) != operator.isNegated();
        if (quantifier == Quantifier.FOR_ANY_VALUE) {
            return found.stream().anyMatch(satisfied);
        }
        // An absent key satisfies negated operators and ForAllValues, which is IAM's known trap.
        boolean absenceSatisfies = operator.isNegated() || quantifier == Quantifier.FOR_ALL_VALUES;
        return found.isEmpty() ? absenceSatisfies : found.stream().allMatch(satisfied);
    }

    private boolean anyFits(RequestContext request, String value) {
        return wanted.stream()
                .anyMatch(template -> template.resolve(request)
                        .filter(glob -> operator.fits(glob, value))
                        .isPresent());
    }
}
