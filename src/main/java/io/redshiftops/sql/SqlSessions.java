package io.redshiftops.sql;

/** Opens sessions. */
public interface SqlSessions {

    /**
     * Opens a session.
     *
     * @param label what the session is called in the system views
     * @throws SqlFailure if the server cannot be reached or refuses the login
     */
    SqlSession open(SqlServer server, SqlLogin login, String label);
}
