package io.redshiftops.sandbox;

import io.redshiftops.sandbox.operator.LocalProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged operator as a local process. */
final class OperatorProcess {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration POLL = Duration.ofMillis(50);

    private OperatorProcess() {}

    /** Starts it; what it prints goes to {@code operator.log}. */
    static LocalProcess start(Path project, Map<String, String> environment, Path directory) {
        Path jar = project.resolve(JAR);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: run mvn package first");
        }
        try {
            Path temporary = Files.createDirectories(temporary(directory));
            return LocalProcess.start(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djava.io.tmpdir=" + temporary,
                            "-jar",
                            jar.toString()),
                    environment,
                    directory.resolve("operator.log"));
        } catch (IOException e) {
            throw new IllegalStateException("cannot start the operator", e);
        }
    }

    private static Path temporary(Path directory) {
        return directory.resolve("tmp");
    }

    /** Deletes what operators that could not clean up left. */
    static void deleteTemporaryFiles(Path directory) {
        Path temporary = temporary(directory);
        if (!Files.exists(temporary)) {
            return;
        }
        try (Stream<Path> files = Files.walk(temporary)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it says that it is ready.
     *
     * @throws IllegalStateException if it is not in time
     */
    static void awaitReady(LocalProcess operator, Duration patience, Path log) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (!operator.port().map(OperatorProcess::isReady).orElse(false)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the operator is not ready; " + log + " tells why");
                }
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the operator was starting", e);
        }
    }

    private static boolean isReady(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
