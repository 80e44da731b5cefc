package io.redshiftops.jmh.kube;

import io.redshiftops.sandbox.kube.KubeApiServer;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long one request takes over a kept-alive connection with TLS, client included: medians and percentiles.
 *
 * <p>After {@code mvn process-test-classes}:
 * {@code java -cp target/test-classes:target/classes:$(cat target/sandbox.classpath) org.openjdk.jmh.Main
 * RequestLatency}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RequestLatencyBenchmark {

    private static final String PATH = "/api/v1/namespaces/default/configmaps/measured";
    private static final String SAME =
            "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"measured\"},\"data\":{\"same\":\"1\"}}";

    private final CertificateAuthority authority = CertificateAuthority.create();
    private final KubeApiServer server = KubeApiServer.start(authority, 0);
    private final HttpClient client =
            HttpClient.newBuilder().sslContext(trust(authority)).build();
    private long count;

    /** Makes the object that is asked for. */
    @Setup
    public void create() throws IOException, InterruptedException {
        applyWithoutChange();
    }

    /** Stops the server. */
    @TearDown
    public void close() {
        server.close();
    }

    /** Reads an object. */
    @Benchmark
    public int get() throws IOException, InterruptedException {
        return send(request("").GET());
    }

    /** Changes an object by a merge patch. */
    @Benchmark
    public int mergePatch() throws IOException, InterruptedException {
        return send(request("")
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString("{\"data\":{\"count\":\"" + ++count + "\"}}")));
    }

    /** Changes an object by a server-side apply. */
    @Benchmark
    public int apply() throws IOException, InterruptedException {
        return apply("counter", SAME.replace("same", "counted").replace("\"1\"", "\"" + ++count + "\""));
    }

    /** Applies what is there already. */
    @Benchmark
    public int applyWithoutChange() throws IOException, InterruptedException {
        return apply("same", SAME);
    }

    private int apply(String manager, String body) throws IOException, InterruptedException {
        return send(request("?fieldManager=" + manager)
                .header("Content-Type", "application/apply-patch+yaml")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(URI.create(server.url() + PATH + query))
                .header("Authorization", "Bearer " + server.adminToken())
                .header("Accept", "application/json");
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException(new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body().length;
    }

    private static SSLContext trust(CertificateAuthority authority) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "authority",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(authority.pem().getBytes(StandardCharsets.UTF_8))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot trust the sandbox's authority", e);
        }
    }
}
