package io.redshiftops.kube;

import io.redshiftops.api.v1alpha1.Condition;
import io.redshiftops.api.v1alpha1.ConditionStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of an object's next status, in the forms that <a
 * href="https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md">kstatus</a> reads: never
 * Reconciling and Stalled at once. A condition whose status stays keeps its transition time. Not thread-safe.
 */
public final class Conditions {

    private static final int MAX_MESSAGE = 8192;

    private final List<Condition> previous;
    private final @Nullable Long generation;
    private final Instant now;
    private final List<Condition> next = new ArrayList<>();

    private Conditions(@Nullable List<Condition> previous, @Nullable Long generation, Clock clock) {
        this.previous = previous == null ? List.of() : previous;
        this.generation = generation;
        this.now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Begins the next conditions.
     *
     * @param previous the conditions of the last status
     * @param generation the generation of the spec that they will answer
     */
    public static Conditions after(@Nullable List<Condition> previous, @Nullable Long generation, Clock clock) {
        return new Conditions(previous, generation, clock);
    }

    /** The object is as wanted. */
    public Conditions ready(Reason reason, String message) {
        return set(Condition.READY, ConditionStatus.TRUE, reason.word(), message);
    }

    /** The object is on its way. */
    public Conditions reconciling(Reason reason, String message) {
        return set(Condition.READY, ConditionStatus.FALSE, reason.word(), message)
                .set(Condition.RECONCILING, ConditionStatus.TRUE, reason.word(), message);
    }

    /** Something failed and is tried again. */
    public Conditions retrying(Reason reason, String message) {
        return set(Condition.READY, ConditionStatus.FALSE, reason.word(), message)
                .set(Condition.RECONCILING, ConditionStatus.TRUE, "ProgressingWithRetry", message);
    }

    /** Only a user can help. */
    public Conditions stalled(Reason reason, String message) {
        return set(Condition.READY, ConditionStatus.FALSE, reason.word(), message)
                .set(Condition.STALLED, ConditionStatus.TRUE, reason.word(), message);
    }

    /** The form that fits a problem. */
    public Conditions problem(Problem problem) {
        return switch (problem.kind()) {
            case WAIT -> reconciling(problem.reason(), problem.message());
            case RETRY -> retrying(problem.reason(), problem.message());
            case USER -> stalled(problem.reason(), problem.message());
        };
    }

    /** A further condition. */
    public Conditions set(String type, ConditionStatus status, String reason, String message) {
        next.removeIf(condition -> condition.type().equals(type));
        next.add(new Condition(type, status, generation, transition(type, status), reason, cut(message)));
        return this;
    }

    /** A condition as it was, for the generation that it was found for. */
    public Conditions keep(Condition condition) {
        next.removeIf(known -> known.type().equals(condition.type()));
        next.add(condition);
        return this;
    }

    private String transition(String type, ConditionStatus status) {
        return previous.stream()
                .filter(condition -> condition.type().equals(type) && condition.status() == status)
                .map(Condition::lastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(now.toString());
    }

    /** A message in the length that a status takes. */
    public static String cut(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
    }

    /** The conditions, Ready first. */
    public List<Condition> list() {
        return List.copyOf(next);
    }

    /** The condition of a type, if there is one. */
    public static @Nullable Condition find(@Nullable List<Condition> conditions, String type) {
        return conditions == null
                ? null
                : conditions.stream()
                        .filter(condition -> condition.type().equals(type))
                        .findFirst()
                        .orElse(null);
    }

    /** Whether a condition is true for this generation of the spec. */
    public static boolean isTrue(@Nullable List<Condition> conditions, String type, @Nullable Long generation) {
        Condition condition = find(conditions, type);
        return condition != null
                && condition.status() == ConditionStatus.TRUE
                && Objects.equals(condition.observedGeneration(), generation);
    }
}
