package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.catalog.QueryRecord;
import io.redshiftops.sandbox.redshift.wire.Problem;
import org.jspecify.annotations.Nullable;

/** Says PostgreSQL's errors and notices in Redshift's words. */
final class ErrorTranslation {

    /** What Redshift, which descends from PostgreSQL 8.0, tells clients. */
    static final String SERVER_VERSION = "8.0.2";

    Problem error(Problem error, @Nullable QueryRecord query, @Nullable Transaction transaction) {
        return error.plain();
    }

    @Nullable
    Problem notice(Problem notice) {
        return notice.plain();
    }
}
