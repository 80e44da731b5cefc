package io.redshiftops.load;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.redshiftops.access.JobControl;
import io.redshiftops.access.Jobs;
import io.redshiftops.access.Jobs.Job;
import io.redshiftops.access.Target;
import io.redshiftops.access.Target.AdminLogin;
import io.redshiftops.access.WarehouseAccess;
import io.redshiftops.aws.Aws;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.load.LoadProgress.TableFacts;
import io.redshiftops.load.SimulatedDatabase.Weakness;
import io.redshiftops.load.Turns.Schedule;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlLogin;
import io.redshiftops.sql.SqlServer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * Loads that race over one table of a {@link SimulatedDatabase}. A load that fails in a way that trying again may mend, or
 * whose process dies, is started again until it ends.
 */
final class LoadSimulation implements AutoCloseable {

    private static final String SERVER = "server";
    private static final int MOST_LOADS = 3;
    private static final int RESTARTS = 60;
    private static final KubernetesClient NO_KUBERNETES =
            new KubernetesClientBuilder().withConfig(Config.empty()).build();

    final Turns turns;
    final SimulatedStorage storage;
    final SimulatedDatabase database;
    private final Map<String, Optional<Problem>> outcomes = new LinkedHashMap<>();
    private final Map<String, TableFacts> facts = new LinkedHashMap<>();
    private final Jobs jobs;
    private int running;

    LoadSimulation(Schedule schedule, Weakness... weaknesses) {
        this.turns = new Turns(schedule);
        this.storage = new SimulatedStorage(turns);
        this.database = new SimulatedDatabase(turns, storage, weaknesses);
        this.jobs = new Jobs(MOST_LOADS + 1);
    }

    /** Runs every load to its end; the problem that only a user can mend, if one stands in its way, by name. */
    Map<String, Optional<Problem>> run(Map<String, LoadDesign> loads) {
        List<String> names = new ArrayList<>(loads.keySet());
        names.add(SERVER);
        running = loads.size();
        turns.expect(names);
        jobs.start(SERVER, control -> serve(), () -> {});
        loads.forEach((name, design) -> {
            LoadProgress progress = new LoadProgress();
            AtomicReference<LoadProgress> current = new AtomicReference<>(progress);
            jobs.start(
                    name,
                    control -> load(name, design, control, current),
                    () -> current.get().acknowledge(current.get().attempts()));
        });
        for (String name : loads.keySet()) {
            end(name);
        }
        end(SERVER);
        return outcomes;
    }

    private void end(String name) {
        Job<?> job = jobs.find(name).orElseThrow();
        Awaitility.await(name)
                .pollDelay(Duration.ZERO)
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .atMost(Duration.ofSeconds(20))
                .until(job::hasEnded);
        RuntimeException failure = job.failure();
        jobs.forget(name);
        if (failure != null) {
            throw failure;
        }
    }

    /** What the load knows of its table in the end. */
    TableFacts facts(String name) {
        return Objects.requireNonNull(facts.get(name));
    }

    // ---------------------------------------------------------------- the server

    /** The server notices in its own time that a client is gone. */
    private boolean serve() {
        turns.enter(SERVER);
        while (turns.step("notice", () -> database.hasLostSession() || running == 0, () -> notice(), null)) {
            // Until all loads have ended and no session is left.
        }
        turns.leave();
        return true;
    }

    private boolean notice() {
        if (database.hasLostSession()) {
            database.noticeLostSession();
            return true;
        }
        return running > 0;
    }

    // ---------------------------------------------------------------- a load

    private boolean load(String name, LoadDesign design, JobControl control, AtomicReference<LoadProgress> current) {
        turns.enter(name);
        Problem problem = null;
        for (int start = 0; start < RESTARTS; start++) {
            try {
                LoadProgress progress = new LoadProgress();
                current.set(progress);
                TableDesign table = design.tables().get(0);
                problem = run(design, progress, control).load(table).orElse(null);
                synchronized (turns) {
                    facts.put(name, progress.tables().get(0));
                }
                if (problem == null || problem.kind() == Problem.Kind.USER) {
                    break;
                }
            } catch (Turns.Died e) {
                turns.revive();
            }
        }
        synchronized (turns) {
            outcomes.put(name, Optional.ofNullable(problem));
            running--;
        }
        turns.leave();
        return true;
    }

    private LoadRun run(LoadDesign design, LoadProgress progress, JobControl control) {
        Aws aws = (Aws) Proxy.newProxyInstance(
                Aws.class.getClassLoader(), new Class<?>[] {Aws.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("objects")) {
                        return storage;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        SqlLogin login = new SqlLogin("loader", "Secret1");
        Target target = new Target(
                "w",
                "arn:namespace",
                new SqlServer("db", 5439, "dev"),
                "eu-central-1",
                new AdminLogin.Managed("arn:secret"),
                "arn:aws:iam::123456789012:role/w",
                "i/default",
                null,
                null,
                null,
                null);
        return new LoadRun(
                design,
                target,
                login,
                new WarehouseAccess(NO_KUBERNETES, aws, database, "i"),
                aws,
                new LedgerLocks(() -> {
                    throw new SqlFailure(SqlFailure.Kind.CONNECTION, null, "nobody looks", null, null);
                }),
                progress,
                control,
                () -> {},
                (table, what) -> {});
    }

    @Override
    public void close() {
        jobs.close();
    }
}
