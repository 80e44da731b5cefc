package io.redshiftops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * One aspect of an object's state, as in <a
 * href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#typical-status-properties">the
 * API conventions</a>.
 */
public record Condition(
        @Required @Size(max = 64) @JsonPropertyDescription("What the condition is about, such as Ready.")
        String type,

        @Required @JsonPropertyDescription("True, False or Unknown.")
        ConditionStatus status,

        @Nullable @JsonPropertyDescription("The generation of the spec that this was found for.")
        Long observedGeneration,

        @Required @Size(max = 64) @JsonPropertyDescription("Since when the status is what it is, RFC 3339.")
        String lastTransitionTime,

        @Required @Size(max = 128) @JsonPropertyDescription("Why, in one word.")
        String reason,

        @Required @Size(max = 8192) @JsonPropertyDescription("Why, for people: what happened and what to do.")
        String message) {

    /** The condition that says whether the object is as wanted. */
    public static final String READY = "Ready";

    /** The condition that is true while work is going on or a failure is being retried. */
    public static final String RECONCILING = "Reconciling";

    /** The condition that is true when only a user can help. */
    public static final String STALLED = "Stalled";
}
