package io.redshiftops.sandbox.operator;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A process that is started again whenever it ends, with the growing pauses of a node's back-off, until it is closed. What it
 * prints goes to a file. It does not outlive this JVM, not even one that is killed.
 */
public final class LocalProcess implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** After so long the next end counts as a first one. */
    private static final Duration HEALTHY = Duration.ofSeconds(30);

    private static final Duration GOES_WITHIN = Duration.ofSeconds(8);
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:\\s]+:([0-9]+)");

    private static final Path SHELL = Path.of("/bin/sh");
    /** Ends a process, whose id is the argument, when standard input ends, as a pipe does when its writer dies. */
    private static final String WATCHDOG = "while read -r line; do :; done; kill -KILL \"$0\"";

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final Thread supervisor;
    private volatile boolean closing;
    private volatile @Nullable Process process;
    private volatile int port;

    private LocalProcess(List<String> command, Map<String, String> environment, Path log) {
        this.command = command;
        this.environment = environment;
        this.log = log;
        this.supervisor = new Thread(this::supervise, "operator-supervisor");
        this.supervisor.setDaemon(true);
    }

    /**
     * Starts a process.
     *
     * @param environment all of its environment but PATH, HOME, LANG and what the JVM needs for temporary files
     */
    public static LocalProcess start(List<String> command, Map<String, String> environment, Path log) {
        LocalProcess local = new LocalProcess(command, environment, log);
        local.supervisor.start();
        return local;
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        while (!closing) {
            long begin = System.nanoTime();
            try {
                int exit = runOnce();
                note("process ended with exit code " + exit);
            } catch (IOException e) {
                note("process cannot be started: " + e.getMessage());
            } catch (InterruptedException e) {
                return;
            }
            boolean wasHealthy = System.nanoTime() - begin > HEALTHY.toNanos();
            pause = wasHealthy ? FIRST_PAUSE : pause;
            if (!pausedFor(pause)) {
                return;
            }
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private boolean pausedFor(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            return !closing;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private int runOnce() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR"));
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        if (closing) {
            started.destroy();
        }
        started.getOutputStream().close();
        Optional<Process> watchdog = watch(started);
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
                BufferedWriter file =
                        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            String line = output.readLine();
            while (line != null) {
                file.write(line);
                file.newLine();
                file.flush();
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    port = Integer.parseInt(listening.group(1));
                }
                line = output.readLine();
            }
            return started.waitFor();
        } finally {
            watchdog.ifPresent(Process::destroy);
            port = 0;
            process = null;
        }
    }

    /** A shell that kills the process if this JVM ends without a chance to. */
    private static Optional<Process> watch(Process process) throws IOException {
        if (!Files.isExecutable(SHELL)) {
            return Optional.empty();
        }
        return Optional.of(new ProcessBuilder(SHELL.toString(), "-c", WATCHDOG, Long.toString(process.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private void note(String text) {
        if (!closing) {
            try {
                Files.writeString(log, "sandbox: " + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The HTTP port that it said it listens on; empty while it is not up. */
    public Optional<Integer> port() {
        int known = port;
        return known == 0 ? Optional.empty() : Optional.of(known);
    }

    /** Its process id; empty while it is not running. */
    public Optional<Long> pid() {
        Process current = process;
        return current == null || !current.isAlive() ? Optional.empty() : Optional.of(current.pid());
    }

    /** Asks it to end, and ends it by force after eight seconds. */
    @Override
    public void close() {
        closing = true;
        Process current = process;
        supervisor.interrupt();
        if (current != null) {
            current.destroy();
            try {
                if (!current.waitFor(GOES_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    current.destroyForcibly();
                }
            } catch (InterruptedException e) {
                current.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
