package io.redshiftops.sandbox;

import static java.lang.System.Logger.Level.DEBUG;

import io.redshiftops.sandbox.operator.LocalProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code make sandbox}: a world in the foreground, until Ctrl-C or SIGTERM. */
public final class Sandbox {

    private static final Duration OPERATOR_UP_WITHIN = Duration.ofMinutes(3);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(18);
    private static final System.Logger LOG = System.getLogger(Sandbox.class.getName());

    private Sandbox() {}

    /** What is done in a world, on the main thread; interrupted when the process is asked to end. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does the work; the world ends when it returns.
         *
         * @throws InterruptedException if the process is asked to end
         */
        void in(SandboxWorld world) throws InterruptedException;
    }

    /** Runs a sandbox with the options in the environment. */
    public static void main(String[] arguments) {
        System.exit(run(options -> world -> {
            tell(System.out, options, world);
            awaitEnd();
        }));
    }

    /** Chooses the work by the options. */
    @FunctionalInterface
    public interface Program {
        /**
         * The work.
         *
         * @throws IllegalArgumentException with a text for the user if an option makes no sense
         */
        Work with(SandboxOptions options);
    }

    /**
     * Makes a world with the options in the environment, works in it and ends it, however the work ended.
     *
     * @return the process's exit status
     */
    public static int run(Program program) {
        SandboxOptions options;
        Work work;
        try {
            options = SandboxOptions.of(System.getenv());
            work = program.with(options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(main, ended), "sandbox-shutdown"));
        try {
            run(options, work);
            return 0;
        } catch (InterruptedException e) {
            return 130;
        } catch (IllegalStateException e) {
            System.err.println("error: " + e.getMessage());
            LOG.log(DEBUG, "the program failed", e);
            return 1;
        } finally {
            ended.countDown();
        }
    }

    private static void run(SandboxOptions options, Work work) throws InterruptedException {
        SandboxWorld world = SandboxWorld.start(options, Path.of("").toAbsolutePath());
        try {
            world.operator()
                    .ifPresent(operator -> OperatorProcess.awaitReady(operator, OPERATOR_UP_WITHIN, log(options)));
            work.in(world);
        } finally {
            boolean interrupted = Thread.interrupted();
            world.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns only by an exception, when the process is asked to end. */
    public static void awaitEnd() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    /** Tells how to reach a world. */
    public static void tell(PrintStream out, SandboxOptions options, SandboxWorld world) {
        options.cluster()
                .ifPresent(file -> out.printf(
                        "using the cluster of %s: the CRDs, the namespace redshift-operator-system and the RBAC rules"
                                + " stay there%n",
                        file));
        out.printf("AWS         %s%n", world.awsEndpoint());
        out.printf("Kubernetes  %s%n", world.kubernetes().getMasterUrl());
        out.printf("operator    %s%n", operator(options, world));
        out.printf(
                "another shell reaches it all after:  . %s%n",
                relative(options.directory().resolve("env")));
        out.println("sandbox ready");
        out.flush();
    }

    private static String operator(SandboxOptions options, SandboxWorld world) {
        return world.operator()
                .flatMap(LocalProcess::pid)
                .map(pid -> "process %d, its output in %s".formatted(pid, relative(log(options))))
                .orElse("off");
    }

    private static Path log(SandboxOptions options) {
        return options.directory().resolve("operator.log");
    }

    private static Path relative(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    /** In the shutdown hook: has the main thread end the world, and waits for it. */
    private static void end(Thread main, CountDownLatch ended) {
        main.interrupt();
        try {
            if (!ended.await(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("the sandbox did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
