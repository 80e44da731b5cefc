package io.redshiftops.sandbox.aws.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.redshiftops.sandbox.aws.core.AwsService;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure that calls will meet.
 *
 * @param service the service that it hits, such as {@code redshift}; {@code *} for all
 * @param operation the operation that it hits, such as {@code CreateCluster}; {@code *} for all
 * @param kind what happens
 * @param skip how many matching calls are spared first; null for none
 * @param times how many matching calls it hits; null for all
 * @param probability the share of matching calls that it hits, from 0 to 1; null for all
 * @param seed where the throws of {@code probability} start, so that a run can be repeated; null for 0
 * @param duration how long {@code LATENCY} takes in real time, or {@code HIDE} and {@code WITHHOLD} last on the sandbox's
 *     clock
 * @param status the HTTP status of {@code ERROR}; null for 400
 * @param code the code of {@code ERROR}
 * @param message the text of {@code ERROR}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        String service,
        String operation,
        Kind kind,
        @Nullable Integer skip,
        @Nullable Integer times,
        @Nullable Double probability,
        @Nullable Long seed,
        @Nullable Duration duration,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String message) {

    /** What can happen to a call. */
    public enum Kind {
        /** Refused for too many calls, with the service's own code. */
        THROTTLE(true),
        /** Refused with the service's internal error, status 500. */
        SERVER_ERROR(true),
        /** Refused with any code, status and text. */
        ERROR(true),
        /** Refused because something else is under way on the resource. */
        BUSY(true),
        /** Refused because the session is over. */
        EXPIRED_TOKEN(true),
        /** Done, but only after a while. */
        LATENCY(false),
        /** Done, but the connection breaks before the reply. */
        LOST_REPLY(false),
        /** Done, but what it made is not visible for a while. */
        HIDE(false),
        /** Done and visible, but other services do not know what it made for a while: a role cannot be assumed. */
        WITHHOLD(false);

        private final boolean refuses;

        Kind(boolean refuses) {
            this.refuses = refuses;
        }

        /** Whether the call is refused instead of done. */
        boolean refuses() {
            return refuses;
        }
    }

    private static final Set<Kind> LASTING = EnumSet.of(Kind.LATENCY, Kind.HIDE, Kind.WITHHOLD);

    /** Checks that it says all that its kind needs. */
    @SuppressWarnings({
        // Jackson makes records of JSON that lacks fields, whatever their types say.
        "ConstantValue",
        "RedundantNullCheck"
    })
    public Fault {
        service = service == null ? "*" : service;
        operation = operation == null ? "*" : operation;
        if (kind == null) {
            throw new IllegalArgumentException("a fault needs a kind, one of " + EnumSet.allOf(Kind.class));
        }
        if (LASTING.contains(kind) != (duration != null)) {
            throw new IllegalArgumentException(
                    "duration belongs to faults of the kinds " + LASTING + " and only to them, not to " + kind);
        }
        if ((kind == Kind.ERROR) != (code != null)) {
            throw new IllegalArgumentException("code belongs to faults of the kind ERROR and only to them");
        }
        if (probability != null && !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability is from 0 to 1, not " + probability);
        }
    }

    /** A fault that hits every call of an operation until it is removed. */
    public static Fault of(Kind kind, String service, String operation) {
        return new Fault(service, operation, kind, null, null, null, null, null, null, null, null);
    }

    /** A fault of a kind that lasts. */
    public static Fault lasting(Kind kind, Duration duration, String service, String operation) {
        return new Fault(service, operation, kind, null, null, null, null, duration, null, null, null);
    }

    /** A fault that answers with this error. */
    public static Fault error(int status, String code, String message, String service, String operation) {
        return new Fault(service, operation, Kind.ERROR, null, null, null, null, null, status, code, message);
    }

    /** The same, for this many calls only. */
    public Fault times(int count) {
        return new Fault(service, operation, kind, skip, count, probability, seed, duration, status, code, message);
    }

    /** The same, sparing this many calls first. */
    public Fault after(int spared) {
        return new Fault(service, operation, kind, spared, times, probability, seed, duration, status, code, message);
    }

    /** The same, hitting a share of the calls only. */
    public Fault withProbability(double share, long from) {
        return new Fault(service, operation, kind, skip, times, share, from, duration, status, code, message);
    }

    boolean matches(AwsService called, String calledOperation) {
        return (service.equals("*") || service.equals(called.name()))
                && (operation.equals("*") || operation.equals(calledOperation));
    }
}
