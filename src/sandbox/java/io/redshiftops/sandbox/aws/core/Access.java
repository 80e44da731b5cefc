package io.redshiftops.sandbox.aws.core;

import io.redshiftops.sandbox.aws.policy.ConditionKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operation asks the policies before it acts: an action, the resources that it touches, and the condition keys
 * that the Service Authorization Reference lists for it. Every resource must be allowed.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">
 *     Service Authorization Reference</a>
 */
public final class Access {

    private static final String ANY = "*";

    /**
     * A resource that is asked about.
     *
     * @param arn what policies are matched with
     * @param shown how a denial names it, which is not always its ARN
     * @param keys all condition keys, those of the request and those of the resource
     */
    public record Target(String arn, String shown, Map<String, List<String>> keys) {}

    private final String action;
    private final List<Target> targets = new ArrayList<>();
    private final Map<String, List<String>> keys = new LinkedHashMap<>();

    private Access(String action) {
        this.action = action;
    }

    /** Asks for an action, such as {@code redshift:CreateCluster}. */
    public static Access to(String action) {
        return new Access(action);
    }

    /** On a resource that has no tags, or none that count. */
    public Access on(String arn) {
        return on(arn, Map.of());
    }

    /** On a resource with tags, which {@code aws:ResourceTag/…} and the service's own key tell. */
    public Access on(String arn, Map<String, String> tags) {
        return on(arn, arn, tags);
    }

    /** On a resource that denials name otherwise than by its ARN. */
    public Access on(String arn, String shown, Map<String, String> tags) {
        Map<String, List<String>> resourceKeys = new LinkedHashMap<>();
        String service = action.substring(0, action.indexOf(':'));
        tags.forEach((key, value) -> {
            resourceKeys.put(ConditionKeys.RESOURCE_TAG + key, List.of(value));
            resourceKeys.put(service + ":ResourceTag/" + key, List.of(value));
        });
        targets.add(new Target(arn, shown, resourceKeys));
        return this;
    }

    /** With a condition key of its own. */
    public Access with(String key, String... values) {
        keys.put(key, List.of(values));
        return this;
    }

    /** With the tags that the request sets: {@code aws:RequestTag/…} and {@code aws:TagKeys}. */
    public Access tagging(Map<String, String> tags) {
        tags.forEach((key, value) -> keys.put(ConditionKeys.REQUEST_TAG + key, List.of(value)));
        return tagKeys(tags.keySet());
    }

    /** With the tags that the request removes. */
    public Access tagKeys(Collection<String> tagKeys) {
        if (!tagKeys.isEmpty()) {
            keys.put(ConditionKeys.TAG_KEYS, List.copyOf(tagKeys));
        }
        return this;
    }

    public String action() {
        return action;
    }

    /** The resources, each of which must be allowed; for an action that knows none, {@code *}. */
    public List<Target> targets() {
        if (targets.isEmpty()) {
            return List.of(new Target(ANY, ANY, Map.copyOf(keys)));
        }
        return targets.stream().map(this::withRequestKeys).toList();
    }

    private Target withRequestKeys(Target target) {
        Map<String, List<String>> all = new LinkedHashMap<>(keys);
        all.putAll(target.keys());
        return new Target(target.arn(), target.shown(), all);
    }
}
