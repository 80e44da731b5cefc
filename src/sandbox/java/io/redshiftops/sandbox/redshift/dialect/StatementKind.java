package io.redshiftops.sandbox.redshift.dialect;

/** The kinds of statements that are let through; any other is refused. */
public enum StatementKind {
    EMPTY("OTHERS", false),
    SELECT("SELECT", true),
    INSERT("INSERT", true),
    UPDATE("UPDATE", true),
    DELETE("DELETE", true),
    COPY("COPY", true),
    CREATE_TABLE_AS("CTAS", true),
    /** Whatever defines or drops objects, users and privileges. */
    DDL("DDL", true),
    TRUNCATE("DDL", true),
    VACUUM("UTILITY", false),
    ANALYZE("UTILITY", true),
    EXPLAIN("OTHERS", true),
    LOCK("UTILITY", false),
    BEGIN("UTILITY", false),
    COMMIT("UTILITY", false),
    ROLLBACK("UTILITY", false),
    SET("UTILITY", false),
    SHOW("UTILITY", false),
    CANCEL("UTILITY", false),
    /** DECLARE, which begins to read. */
    DECLARE("OTHERS", true),
    /** FETCH and CLOSE. */
    CURSOR("OTHERS", true),
    PREPARE("UTILITY", false),
    EXECUTE("OTHERS", true),
    DEALLOCATE("UTILITY", false);

    private final String queryType;
    private final boolean snapshot;

    StatementKind(String queryType, boolean snapshot) {
        this.queryType = queryType;
        this.snapshot = snapshot;
    }

    /** The type that SYS_QUERY_HISTORY shows. */
    public String queryType() {
        return queryType;
    }

    /**
     * Whether it needs the transaction's snapshot, which the first such statement takes.
     *
     * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html">Serializable isolation</a>
     */
    public boolean takesSnapshot() {
        return snapshot;
    }

    /** Whether it changes rows of a table and so excludes other writers of it. */
    public boolean isWrite() {
        return this == INSERT || this == UPDATE || this == DELETE || this == COPY;
    }

    /** Whether the compute nodes run it, so that the STL tables list it. */
    public boolean isQuery() {
        return this == SELECT || isWrite() || this == CREATE_TABLE_AS || this == DECLARE || this == EXECUTE;
    }
}
