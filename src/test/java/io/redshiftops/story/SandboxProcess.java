package io.redshiftops.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sandbox that runs as users run it: {@code io.redshiftops.sandbox.Sandbox} in a JVM of its own. */
final class SandboxProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXPORT = Pattern.compile("export ([A-Z_]+)='(.*)'");
    private static final int ENDS_WITHIN_SECONDS = 20;

    private final Process process;
    private final Path directory;
    private final Map<String, String> exports;
    private final KubernetesClient kubernetes;
    private final HttpClient http = HttpClient.newHttpClient();

    private SandboxProcess(Process process, Path directory) throws IOException {
        this.process = process;
        this.directory = directory;
        this.exports = exports(directory.resolve("env"));
        this.kubernetes = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Path.of(export("KUBECONFIG")).toFile()))
                .build();
    }

    /**
     * Starts a sandbox and waits until it says that it is ready.
     *
     * @param name of its directory below {@code target/stories}
     * @param options environment variables such as {@code SF}
     */
    static SandboxProcess start(String name, Map<String, String> options) {
        Path directory = Path.of("target/stories", name).toAbsolutePath();
        try {
            Files.createDirectories(directory);
            String classPath = "target/test-classes:" + Files.readString(Path.of("target/sandbox.classpath"));
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx1g",
                            "-cp",
                            classPath,
                            "io.redshiftops.sandbox.Sandbox")
                    .redirectErrorStream(true);
            builder.environment().putAll(options);
            builder.environment().put("DIR", directory.toString());
            Process process = builder.start();
            awaitReady(process, directory.resolve("sandbox.log"));
            return new SandboxProcess(process, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(Process process, Path log) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        String line = output.readLine();
        while (line != null && !line.equals("sandbox ready")) {
            text.append(line).append('\n');
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the sandbox did not start:\n" + text);
        }
        Thread rest = new Thread(() -> copy(output, log), "sandbox-output");
        rest.setDaemon(true);
        rest.start();
    }

    private static void copy(BufferedReader output, Path log) {
        try (var file = Files.newBufferedWriter(log)) {
            output.transferTo(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> exports(Path file) throws IOException {
        Map<String, String> exports = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            Matcher export = EXPORT.matcher(line);
            if (export.matches()) {
                exports.put(export.group(1), export.group(2));
            }
        }
        return exports;
    }

    /** A variable that the sandbox's {@code env} file sets. */
    String export(String name) {
        return Objects.requireNonNull(exports.get(name), name);
    }

    Path directory() {
        return directory;
    }

    KubernetesClient kubernetes() {
        return kubernetes;
    }

    /** What {@code GET _sandbox/<name>} answers. */
    JsonNode get(String name) {
        return send("GET", name, null);
    }

    /** What {@code PUT} or {@code POST _sandbox/<name>} answers to a JSON body. */
    JsonNode send(String method, String name, @Nullable String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(export("AWS_ENDPOINT_URL") + "/_sandbox/" + name))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(method + " " + name + " answered " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What the operator created in AWS and is there: service, kind and id of each thing. */
    List<String> createdByOperator() {
        List<String> found = new ArrayList<>();
        get("resources")
                .properties()
                .forEach(service -> service.getValue()
                        .properties()
                        .forEach(kind -> kind.getValue().forEach(thing -> {
                            if (thing.path("createdBy").asText().equals("redshift-operator")) {
                                found.add(service.getKey() + " " + kind.getKey() + " "
                                        + thing.path("id").asText());
                            }
                        })));
        return found;
    }

    /** The operator's process, the only Java child of the sandbox; empty while it is not running. */
    Optional<ProcessHandle> operator() {
        return process.children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst();
    }

    /** All processes that the sandbox started, directly or not. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** Ends the operator as {@code kill -9} does, if it is running. */
    void killOperator() {
        operator().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Asks the sandbox to end, as Ctrl-C does, and says whether it did in time. */
    boolean end() {
        kubernetes.close();
        process.destroy();
        try {
            return process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (!end()) {
            process.destroyForcibly();
            throw new IllegalStateException("the sandbox did not end within " + ENDS_WITHIN_SECONDS + " s");
        }
    }
}
