package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.SessionRecord;
import io.redshiftops.sandbox.redshift.dialect.Literals;
import io.redshiftops.sandbox.redshift.postgres.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out, over a connection of its own, what an error has to say about a session's transaction and others. */
final class ConcurrentTransactions implements ErrorTranslation.Conflicts {

    private final SessionHost host;
    private final SessionRecord session;
    private final SessionSettings settings;

    ConcurrentTransactions(SessionHost host, SessionRecord session, SessionSettings settings) {
        this.host = host;
        this.session = session;
        this.settings = settings;
    }

    @Override
    public long table(Transaction transaction) {
        String name = last(transaction.written());
        if (name == null) {
            name = last(transaction.read());
        }
        if (name == null) {
            return 0;
        }
        String path = settings.value("search_path", "\"$user\", public");
        String found = ask(
                "set search_path = " + path + "; select coalesce(to_regclass(" + Literals.quote(name) + ")::oid, 0)");
        return found == null ? 0 : Long.parseLong(found);
    }

    private static @Nullable String last(Iterable<String> names) {
        String last = null;
        for (String name : names) {
            last = name;
        }
        return last;
    }

    @Override
    public String other(Transaction transaction) {
        return host.log().overlapping(transaction.start());
    }

    @Override
    public boolean serializable() {
        return "serializable".equals(ask("show default_transaction_isolation"));
    }

    private @Nullable String ask(String sql) {
        try (Backend connection = host.enter().connectAsOwner(session.database())) {
            List<List<@Nullable String>> rows = connection.execute(sql);
            return rows.isEmpty() ? null : rows.get(0).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at the database " + session.database(), e);
        } finally {
            host.leave();
        }
    }
}
