package io.redshiftops.sandbox.aws.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One question to the policies: may this action be done on this resource, in these circumstances?
 *
 * <p>Keys are compared without regard to case, as IAM does. A key that is not there is absent from the request; which
 * keys can be there at all says {@link ConditionKeys}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html">
 *     The request context</a>
 */
public final class RequestContext {

    private final String action;
    private final String resource;
    private final Map<String, List<String>> keys;

    /**
     * A question.
     *
     * @param action such as {@code redshift:CreateCluster}
     * @param resource an ARN, or {@code *} for actions that know no resource
     * @param keys condition keys with their values in this request; none may be empty of values except a multivalued
     *     key
     */
    public RequestContext(String action, String resource, Map<String, List<String>> keys) {
        this.action = action;
        this.resource = resource;
        this.keys = new TreeMap<>();
        keys.forEach((key, values) -> this.keys.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
    }

    String action() {
        return action;
    }

    String resource() {
        return resource;
    }

    /** The values of a key; an absent key has none. */
    List<String> values(String key) {
        return keys.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
    }

    /** The value of a key that has exactly one. */
    Optional<String> single(String key) {
        ConditionKeys.mustBeEmulated(key);
        List<String> values = values(key);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
