package io.redshiftops.sandbox.redshift;

import static io.redshiftops.sandbox.redshift.RunningCluster.column;
import static io.redshiftops.sandbox.redshift.RunningCluster.connect;
import static io.redshiftops.sandbox.redshift.RunningCluster.run;
import static io.redshiftops.sandbox.redshift.RunningCluster.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A ledger with an epoch row under LOCK lets each object in once, however many load it at the same time. */
class ExactlyOnceTest {

    private static final int LOADERS = 4;
    private static final int OBJECTS = 10;

    @Test
    void racingLoadersLoadEachObjectOnce() throws Exception {
        try (Connection admin = connect()) {
            run(admin, "drop table if exists loaded", "drop table if exists ledger", "drop table if exists epoch");
            run(admin, "create table loaded (object int)", "create table ledger (object int)");
            run(admin, "create table epoch (id int, epoch int)", "insert into epoch values (1, 0)");
            ExecutorService threads = Executors.newFixedThreadPool(LOADERS);
            List<Future<Integer>> loaders = new ArrayList<>();
            for (int i = 0; i < LOADERS; i++) {
                loaders.add(threads.submit(ExactlyOnceTest::loadAll));
            }
            int loads = 0;
            for (Future<Integer> loader : loaders) {
                loads += loader.get(60, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(loads).isEqualTo(OBJECTS);
            assertThat(value(admin, "select count(*) || ' ' || count(distinct object) from loaded"))
                    .isEqualTo(OBJECTS + " " + OBJECTS);
        }
    }

    private static int loadAll() throws SQLException {
        int loads = 0;
        try (Connection session = connect()) {
            for (int object = 0; object < OBJECTS; object++) {
                run(session, "begin", "lock epoch", "update epoch set epoch = epoch + 1 where id = 1");
                if (column(session, "select object from ledger where object = " + object)
                        .isEmpty()) {
                    run(session, "insert into loaded values (" + object + ")");
                    run(session, "insert into ledger values (" + object + ")", "commit");
                    loads++;
                } else {
                    run(session, "rollback");
                }
            }
        }
        return loads;
    }

    @Test
    void aHolderThatIsTerminatedLeavesNothingAndLetsTheNextOneIn() throws SQLException {
        try (Connection dead = connect();
                Connection next = connect()) {
            run(next, "drop table if exists ledger_of_the_dead", "create table ledger_of_the_dead (object int)");
            String process = value(dead, "select pg_backend_pid()");
            run(dead, "begin", "lock ledger_of_the_dead", "insert into ledger_of_the_dead values (1)");
            run(next, "select pg_terminate_backend(" + process + ")");
            run(next, "begin", "lock ledger_of_the_dead");
            assertThat(column(next, "select object from ledger_of_the_dead")).isEmpty();
            run(next, "commit");
        }
    }
}
