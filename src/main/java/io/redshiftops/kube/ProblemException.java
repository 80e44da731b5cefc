package io.redshiftops.kube;

/** Carries a {@link Problem} out of code that cannot go on. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.reason().word() + ": " + problem.message());
        this.problem = problem;
    }

    /** The problem. */
    public Problem problem() {
        return problem;
    }
}
