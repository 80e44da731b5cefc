package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.wire.Problem;
import java.io.IOException;

/** The backend ended the session. */
final class SessionEndedException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    SessionEndedException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    /** The backend's last words, for the client. */
    Problem problem() {
        return problem;
    }
}
