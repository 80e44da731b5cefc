package io.redshiftops.sandbox.redshift;

import static io.redshiftops.sandbox.redshift.RunningCluster.column;
import static io.redshiftops.sandbox.redshift.RunningCluster.connect;
import static io.redshiftops.sandbox.redshift.RunningCluster.run;
import static io.redshiftops.sandbox.redshift.RunningCluster.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a query's result comes from the cache, and that it is never stale. */
class ResultCacheTest {

    private static final String QUESTION = "select sum(amount) from cached_amounts";

    private Connection session;
    private Connection other;

    @BeforeEach
    void connectTwo() throws SQLException {
        session = connect();
        other = connect();
        run(session, "drop table if exists cached_amounts", "create table cached_amounts (amount int)");
        run(session, "insert into cached_amounts values (40)");
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
        other.close();
    }

    /** Whether the runs of a text in this test came from the cache, oldest first. */
    private List<@Nullable String> hits(String text, int runs) throws SQLException {
        return column(
                session,
                "select result_cache_hit from (select query_id, result_cache_hit from sys_query_history where query_text = '"
                        + text.replace("'", "''") + "' order by query_id desc limit " + runs + ") q order by query_id");
    }

    @Test
    void theSameQuestionIsAnsweredFromTheCacheInAnotherSessionToo() throws SQLException {
        assertThat(value(session, QUESTION)).isEqualTo("40");
        assertThat(value(other, QUESTION)).isEqualTo("40");
        assertThat(hits(QUESTION, 2)).containsExactly("f", "t");
    }

    @Test
    void aCommittedWriteIsSeenAtOnce() throws SQLException {
        value(session, QUESTION);
        run(other, "insert into cached_amounts values (2)");
        assertThat(value(session, QUESTION)).isEqualTo("42");
        assertThat(hits(QUESTION, 2)).containsExactly("f", "f");
    }

    @Test
    void aTransactionKeepsSeeingItsSnapshotAndItsOwnWrites() throws SQLException {
        run(session, "begin");
        assertThat(value(session, QUESTION)).isEqualTo("40");
        run(other, "insert into cached_amounts values (2)");
        assertThat(value(other, QUESTION)).isEqualTo("42");
        assertThat(value(session, QUESTION)).isEqualTo("40");
        run(session, "commit");
        run(session, "begin", "insert into cached_amounts values (100)");
        assertThat(value(session, QUESTION)).isEqualTo("142");
        run(session, "rollback");
        assertThat(value(session, QUESTION)).isEqualTo("42");
    }

    @Test
    void aSessionCanDoWithoutTheCache() throws SQLException {
        value(session, QUESTION);
        run(session, "set enable_result_cache_for_session to off");
        value(session, QUESTION);
        run(session, "set enable_result_cache_for_session to on");
        value(session, QUESTION);
        assertThat(hits(QUESTION, 3)).containsExactly("f", "f", "t");
    }

    @Test
    void whatDiffersFromRunToRunIsNotKept() throws SQLException {
        String random = "select random() < 2 from cached_amounts";
        value(session, random);
        value(session, random);
        assertThat(hits(random, 2)).containsExactly("f", "f");
        String view = "select count(*) >= 0 from sys_query_history";
        value(session, view);
        value(session, view);
        assertThat(hits(view, 2)).containsExactly("f", "f");
    }
}
