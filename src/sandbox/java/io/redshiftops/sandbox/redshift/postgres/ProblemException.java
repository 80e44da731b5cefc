package io.redshiftops.sandbox.redshift.postgres;

import io.redshiftops.sandbox.redshift.wire.Problem;

/** PostgreSQL, or something that stands for it, answered with an error. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    /** Wraps what was answered. */
    public ProblemException(Problem problem) {
        super(problem.severity() + " " + problem.code() + ": " + problem.message());
        this.problem = problem;
    }

    /** What was answered. */
    public Problem problem() {
        return problem;
    }
}
