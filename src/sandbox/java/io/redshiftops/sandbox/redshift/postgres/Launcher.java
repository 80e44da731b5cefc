package io.redshiftops.sandbox.redshift.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL's programs are run on this machine.
 *
 * <p>PostgreSQL refuses to run as root; there it gets a user namespace of its own, in which it is nobody special, while
 * its files still belong to root. A server runs under a shell that holds the read end of a pipe of ours: when this JVM
 * ends, for whatever reason and without a chance to clean up, the pipe closes and the shell stops the server.
 */
final class Launcher {

    /** Stops the server when standard input ends; reports the server's exit code when it ends by itself. */
    private static final String WATCHDOG = """
            exec 3<&0 </dev/null
            "$@" 3<&- &
            server=$!
            ( while read -r line <&3; do :; done
              kill -INT "$server"; sleep 10; kill -QUIT "$server" ) >/dev/null 2>&1 &
            watchdog=$!
            exec 3<&-
            wait "$server"
            status=$?
            kill "$watchdog" 2>/dev/null
            exit "$status"
            """;

    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private final List<String> prefix;

    private Launcher(List<String> prefix) {
        this.prefix = prefix;
    }

    /** Finds out how; throws if this user cannot run PostgreSQL here. */
    static Launcher detect() {
        if (!System.getProperty("user.name").equals("root")) {
            return new Launcher(List.of());
        }
        List<String> namespace = List.of("unshare", "--user");
        if (!succeeds(namespace, "true")) {
            throw new IllegalStateException("PostgreSQL does not run as root, and this system gives root no user"
                    + " namespace (unshare --user): run the sandbox as an ordinary user");
        }
        return new Launcher(namespace);
    }

    /** A program that ends by itself. */
    ProcessBuilder program(List<String> command) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command);
        return new ProcessBuilder(line);
    }

    /** A server that is stopped by closing the standard input of its process. */
    ProcessBuilder server(List<String> command) {
        List<String> line = new ArrayList<>();
        if (!WINDOWS) {
            line.addAll(List.of("/bin/sh", "-c", WATCHDOG, "postgres-watchdog"));
        }
        line.addAll(prefix);
        line.addAll(command);
        return new ProcessBuilder(line);
    }

    private static boolean succeeds(List<String> prefix, String program) {
        List<String> line = new ArrayList<>(prefix);
        line.add(program);
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
