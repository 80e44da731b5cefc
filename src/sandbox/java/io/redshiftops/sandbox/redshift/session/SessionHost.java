package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.SystemLog;
import io.redshiftops.sandbox.redshift.copy.CopySource;
import io.redshiftops.sandbox.redshift.postgres.PostgresServer;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** The cluster that a session belongs to. Safe for use by several threads. */
public interface SessionHost {

    /** What clients that ask for encryption get. */
    SSLContext tls();

    /**
     * A session begins: gives the running server, started if need be, which then runs at least until {@link #leave()}.
     *
     * @throws io.redshiftops.sandbox.redshift.postgres.ProblemException with what to answer a client while there is none
     */
    PostgresServer enter();

    /** A session that entered has ended. */
    void leave();

    /** What happened in the cluster. */
    SystemLog log();

    /** The results of queries that may be asked again. */
    ResultCache results();

    /** What COPY reads. */
    CopySource copySource();

    /** In whose name COPY reads for a user. */
    CopySource.Reader copyReader(String user);

    /** Where temporary files go; what a killed process leaves there is removed at the next start. */
    Path scratch();

    /** The open sessions. */
    Sessions sessions();
}
