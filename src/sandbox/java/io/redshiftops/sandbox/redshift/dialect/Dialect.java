package io.redshiftops.sandbox.redshift.dialect;

import java.util.ArrayList;
import java.util.List;

/** Redshift's dialect: takes a client's text apart and says what PostgreSQL is to be asked. */
public final class Dialect {

    private Dialect() {}

    /**
     * The statements in a text.
     *
     * @param caseSensitive whether quoted names keep their case: enable_case_sensitive_identifier
     * @throws io.redshiftops.sandbox.redshift.postgres.ProblemException with what to answer if a statement is wrong,
     *     not Redshift's or not emulated
     */
    public static List<Statement> compile(String text, boolean caseSensitive) {
        List<Statement> statements = new ArrayList<>();
        for (Source source : Source.split(text, caseSensitive)) {
            statements.add(StatementCompiler.compile(source));
        }
        return statements;
    }
}
