package io.redshiftops.sql;

import com.amazon.redshift.util.RedshiftException;
import com.amazon.redshift.util.ServerErrorMessage;
import io.redshiftops.sql.SqlFailure.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what an exception of the driver means. */
final class JdbcFailures {

    /** Redshift gives most of its own errors SQLSTATE XX000, so that only the text tells them apart. */
    private static final List<String> SERIALIZATION = List.of(
            "serializable isolation violation",
            "could not serialize",
            "conflict with concurrent transaction",
            "deadlock detected");

    private JdbcFailures() {}

    static SqlFailure translate(SQLException e) {
        ServerErrorMessage server = e instanceof RedshiftException redshift ? redshift.getServerErrorMessage() : null;
        String message =
                server == null || server.getMessage() == null ? String.valueOf(e.getMessage()) : server.getMessage();
        String detail = server == null ? null : server.getDetail();
        return new SqlFailure(kind(e.getSQLState(), message, detail), e.getSQLState(), message, detail, e);
    }

    private static Kind kind(@Nullable String sqlState, String message, @Nullable String detail) {
        String state = sqlState == null ? "" : sqlState;
        String text = (message + " " + detail).toLowerCase(Locale.ROOT);
        if (SERIALIZATION.stream().anyMatch(text::contains)
                || message.startsWith("1023")
                || message.startsWith("1018")
                || state.startsWith("40")) {
            return Kind.SERIALIZATION;
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.isEmpty()) {
            return Kind.CONNECTION;
        }
        if (state.startsWith("53")) {
            return Kind.RESOURCES;
        }
        return switch (state) {
            case "57014" -> Kind.CANCELED;
            case "28000", "28P01" -> Kind.LOGIN;
            case "42501" -> Kind.PRIVILEGE;
            case "42P06", "42P07", "42710", "42P04" -> Kind.ALREADY_EXISTS;
            case "42P01", "3F000", "3D000", "42704", "42703", "42883" -> Kind.NOT_FOUND;
            default ->
                text.contains("already exists")
                        ? Kind.ALREADY_EXISTS
                        : text.contains("nonexistent table") ? Kind.NOT_FOUND : Kind.STATEMENT;
        };
    }
}
