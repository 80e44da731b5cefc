package io.redshiftops.access;

/** Ends a job that was asked to stop; what it had open is rolled back. */
public final class JobStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A stop. */
    public JobStopped() {
        super("the job was asked to stop");
    }
}
