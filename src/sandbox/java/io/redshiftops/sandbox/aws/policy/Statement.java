package io.redshiftops.sandbox.aws.policy;

import java.util.List;
import java.util.Optional;

/** One statement of a policy. */
record Statement(
        Effect effect,
        Optional<PrincipalElement> principal,
        Matching<Glob> actions,
        Matching<Template> resources,
        List<Condition> conditions) {

    enum Effect {
        ALLOW,
        DENY
    }

    /** A list of patterns, of which one must match, or with {@code Not…} none may. */
    record Matching<T>(boolean inverted, List<T> patterns) {}

    /** Whether the statement speaks of this request, its principal element aside. */
    boolean appliesTo(RequestContext request) {
        return matchesAction(request)
                && matchesResource(request)
                && conditions.stream().allMatch(condition -> condition.holds(request));
    }

    private boolean matchesAction(RequestContext request) {
        boolean any = actions.patterns().stream().anyMatch(pattern -> pattern.matchesIgnoringCase(request.action()));
        return any != actions.inverted();
    }

    private boolean matchesResource(RequestContext request) {
        boolean any = resources.patterns().stream()
                .anyMatch(pattern -> pattern.resolve(request)
                        .filter(glob -> ArnPattern.matches(glob, request.resource()))
                        .isPresent());
        return any != resources.inverted();
    }
}
