package io.redshiftops.kube;

/**
 * Why an object is not as wanted.
 *
 * @param kind who can help
 * @param reason the word for the condition
 * @param message what happened, to which object, what AWS or the database said, and what to do; never a secret
 */
public record Problem(Kind kind, Reason reason, String message) {

    /** Who can help. */
    public enum Kind {
        /** Time: the work goes on elsewhere. */
        WAIT,
        /** Trying again. */
        RETRY,
        /** Only a user. It is tried again all the same, since a mended policy or bucket sends no event. */
        USER
    }

    /** Something that is under way elsewhere. */
    public static Problem waiting(Reason reason, String message) {
        return new Problem(Kind.WAIT, reason, message);
    }

    /** A failure that trying again may mend. */
    public static Problem retry(Reason reason, String message) {
        return new Problem(Kind.RETRY, reason, message);
    }

    /** A failure that only a user can mend. */
    public static Problem user(Reason reason, String message) {
        return new Problem(Kind.USER, reason, message);
    }

    /** The problem as an exception, for code that cannot go on. */
    public ProblemException exception() {
        return new ProblemException(this);
    }
}
