package io.redshiftops.sandbox;

import static java.lang.System.Logger.Level.WARNING;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.redshiftops.sandbox.aws.AwsEndpoint;
import io.redshiftops.sandbox.aws.AwsWorld;
import io.redshiftops.sandbox.kube.KubeApiServer;
import io.redshiftops.sandbox.operator.ContainerSpec;
import io.redshiftops.sandbox.operator.LocalProcess;
import io.redshiftops.sandbox.redshift.RedshiftServers;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One emulated world: an AWS account with Redshift in it, a Kubernetes API server (or a cluster that the user has), the
 * operator's CRDs, RBAC and IAM role installed, and, unless told otherwise, the operator as a process.
 *
 * <p>Everything that it writes is below its directory, or, where it is worth keeping, under {@code target/}.
 */
public final class SandboxWorld implements AutoCloseable {

    /** The access key of the account's administrator; the secret is never looked at. */
    private static final String ADMIN_KEY = "AKIASANDBOXADMIN0001";

    private static final System.Logger LOG = System.getLogger(SandboxWorld.class.getName());

    private final SandboxOptions options;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final AwsWorld aws;
    private final AwsEndpoint endpoint;
    private final KubernetesClient kubernetes;
    private final Map<String, String> operatorEnvironment;
    private final Optional<LocalProcess> operator;

    /** Starts all parts; the operator may not be up yet, see {@link OperatorProcess}. */
    private SandboxWorld(SandboxOptions options, Path project) {
        this.options = options;
        Path directory = options.directory();
        try {
            CertificateAuthority authority = CertificateAuthority.create();
            write("redshift-ca.pem", authority.pem());
            RoleReadsSource copySource = new RoleReadsSource();
            RedshiftServers servers =
                    opened(new RedshiftServers(project.resolve("target/postgres"), authority, copySource));
            Thread warmUp = new Thread(servers::warmUp, "postgres-warm-up");
            warmUp.setDaemon(true);
            warmUp.start();
            this.aws = opened(AwsWorld.builder(directory.resolve("s3"), new ClusterBackends(servers))
                    .build());
            copySource.use(aws.roleReads());
            aws.addAdministrator("admin", ADMIN_KEY);
            SampleBucket.addTo(aws, options.scaleFactor(), project.resolve("target/sample-data"));
            this.endpoint = opened(AwsEndpoint.start(aws, 0));
            write("kubeconfig", options.cluster().isPresent() ? theirs() : ours(authority));
            this.kubernetes = opened(new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
                    .build());
            OperatorInstallation installation = new OperatorInstallation(project, kubernetes);
            ContainerSpec container = installation.apply();
            ServiceAccountIdentity identity = new ServiceAccountIdentity(
                    kubernetes, container.namespace(), container.serviceAccount(), directory.resolve("operator"));
            keep(identity);
            this.operatorEnvironment = environment(container, identity, installation.addRole(aws));
            write("env", exports());
            opened.push(() -> OperatorProcess.deleteTemporaryFiles(directory));
            this.operator = options.operator()
                    ? Optional.of(opened(OperatorProcess.start(project, operatorEnvironment, directory)))
                    : Optional.empty();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a world.
     *
     * @param project the project's folder, with {@code crds/}, {@code deploy/} and the packaged operator in {@code target/}
     */
    public static SandboxWorld start(SandboxOptions options, Path project) {
        return new SandboxWorld(options, project);
    }

    private String ours(CertificateAuthority authority) {
        KubeApiServer server = opened(KubeApiServer.start(authority, 0));
        return server.kubeconfig(server.adminToken());
    }

    private String theirs() {
        try {
            return Files.readString(options.cluster().orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(ServiceAccountIdentity identity) {
        identity.renew();
        ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "token-renewal");
            thread.setDaemon(true);
            return thread;
        });
        opened.push(renewals::shutdownNow);
        long period = ServiceAccountIdentity.LIFETIME.toSeconds() / 2;
        ScheduledFuture<?> renewal =
                renewals.scheduleAtFixedRate(() -> renew(identity), period, period, TimeUnit.SECONDS);
        opened.push(() -> renewal.cancel(false));
    }

    private static void renew(ServiceAccountIdentity identity) {
        try {
            identity.renew();
        } catch (RuntimeException e) {
            LOG.log(WARNING, "the operator's tokens cannot be renewed; the next try is before they run out", e);
        }
    }

    /** The container's own variables, and those that EKS and the sandbox add. */
    private Map<String, String> environment(ContainerSpec container, ServiceAccountIdentity identity, String role) {
        Map<String, String> environment = new TreeMap<>(container.environment());
        environment.put("KUBECONFIG", identity.kubeconfig().toString());
        environment.put("AWS_ROLE_ARN", role);
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", identity.awsToken().toString());
        environment.put("AWS_ENDPOINT_URL", endpoint.uri().toString());
        environment.put("REDSHIFTOPS_DATABASE_CA", redshiftCa().toString());
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", "0");
        return environment;
    }

    private String exports() {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "KUBECONFIG",
                kubeconfig().toString(),
                "AWS_ENDPOINT_URL",
                endpoint.uri().toString(),
                "AWS_REGION",
                "us-east-1",
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                ADMIN_KEY,
                "AWS_SECRET_ACCESS_KEY",
                "sandbox",
                "REDSHIFT_CA",
                redshiftCa().toString()));
        StringBuilder text = new StringBuilder();
        variables.forEach(
                (name, value) -> text.append("export %s='%s'\n".formatted(name, value.replace("'", "'\\''"))));
        return text.toString();
    }

    /** The kubeconfig of the cluster's administrator. */
    public Path kubeconfig() {
        return options.directory().resolve("kubeconfig");
    }

    /** The authority that signed the databases' certificates, as PEM. */
    public Path redshiftCa() {
        return options.directory().resolve("redshift-ca.pem");
    }

    /** An administrator's client of the cluster. */
    public KubernetesClient kubernetes() {
        return kubernetes;
    }

    /** Where the emulated AWS listens. */
    public URI awsEndpoint() {
        return endpoint.uri();
    }

    /** The emulated AWS itself, for tests that look behind it. */
    public AwsWorld aws() {
        return aws;
    }

    /** All of the operator's environment, for who runs it otherwise. */
    public Map<String, String> operatorEnvironment() {
        return Map.copyOf(operatorEnvironment);
    }

    /** The operator's process, if it runs here. */
    public Optional<LocalProcess> operator() {
        return operator;
    }

    private void write(String name, String content) {
        try {
            Files.createDirectories(options.directory());
            Files.writeString(options.directory().resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    /** Ends all parts, the last first. A part that fails to end does not keep the others from it. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.log(WARNING, "cannot end " + part.getClass().getSimpleName(), e);
            }
        }
    }
}
