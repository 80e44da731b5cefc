package io.redshiftops.sandbox.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.sql.Connection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Copies of a cluster's data while the cluster works. */
class SnapshotTest {

    private static final int SNAPSHOTS = 5;

    @Test
    void aSnapshotIsTakenWhileSessionsComeAndGo() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService sessions = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> opened = sessions.submit(() -> {
                int count = 0;
                while (!enough.get()) {
                    try (Connection session = RunningCluster.connect()) {
                        assertThat(RunningCluster.value(session, "select 1")).isEqualTo("1");
                    }
                    count++;
                }
                return count;
            });

            assertThatCode(() -> {
                        for (int i = 0; i < SNAPSHOTS; i++) {
                            RunningCluster.snapshot("while-sessions-come-and-go-" + i);
                        }
                    })
                    .doesNotThrowAnyException();

            enough.set(true);
            assertThat(opened.get()).isPositive();
        } finally {
            enough.set(true);
            sessions.shutdownNow();
        }
        try (Connection session = RunningCluster.connect()) {
            assertThat(RunningCluster.value(session, "select 1")).isEqualTo("1");
        }
    }
}
