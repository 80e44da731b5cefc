package io.redshiftops.sandbox.kube;

import io.redshiftops.sandbox.http.LoopbackServer;
import io.redshiftops.sandbox.kube.auth.Authenticator;
import io.redshiftops.sandbox.kube.auth.BootstrapPolicy;
import io.redshiftops.sandbox.kube.auth.EscalationCheck;
import io.redshiftops.sandbox.kube.auth.RbacAuthorizer;
import io.redshiftops.sandbox.kube.auth.ServiceAccountTokens;
import io.redshiftops.sandbox.kube.builtin.BuiltinKinds;
import io.redshiftops.sandbox.kube.builtin.ProtoTypes;
import io.redshiftops.sandbox.kube.controller.Cluster;
import io.redshiftops.sandbox.kube.controller.GarbageCollector;
import io.redshiftops.sandbox.kube.controller.NamespaceController;
import io.redshiftops.sandbox.kube.controller.NamespaceLifecycle;
import io.redshiftops.sandbox.kube.controller.RoleAggregation;
import io.redshiftops.sandbox.kube.controller.ServiceAccountController;
import io.redshiftops.sandbox.kube.definition.DefinitionController;
import io.redshiftops.sandbox.kube.definition.DefinitionLifecycle;
import io.redshiftops.sandbox.kube.definition.DefinitionRules;
import io.redshiftops.sandbox.kube.http.ApiEndpoint;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.Admission;
import io.redshiftops.sandbox.kube.resource.ObjectDeleter;
import io.redshiftops.sandbox.kube.resource.ObjectWriter;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import io.redshiftops.sandbox.kube.resource.ResourceRegistry;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.Target;
import io.redshiftops.sandbox.kube.resource.WriteOptions;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import io.redshiftops.sandbox.tls.CertificateAuthority;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Kubernetes API server on a loopback port, over TLS, with the controllers that belong to every cluster. Everything is in
 * memory and ends with it.
 */
public final class KubeApiServer implements AutoCloseable {

    /** The issuer of service account tokens, as clusters without a public one have it. */
    private static final String ISSUER = "https://kubernetes.default.svc.cluster.local";

    private static final List<String> NAMESPACES = List.of("default", "kube-node-lease", "kube-public", "kube-system");
    private static final String MANAGER = "kube-apiserver";

    private final CertificateAuthority authority;
    private final String adminToken;
    private final Cluster cluster;
    private final List<AutoCloseable> controllers;
    private final LoopbackServer server;

    private KubeApiServer(CertificateAuthority authority, int port) {
        this.authority = authority;
        this.adminToken = randomToken();
        Clock clock = Clock.systemUTC();
        ObjectStore store = new ObjectStore();
        RbacAuthorizer authorizer = new RbacAuthorizer(store);
        List<Admission> admission =
                List.of(new NamespaceLifecycle(store), new DefinitionLifecycle(store), new EscalationCheck(authorizer));
        this.cluster = new Cluster(
                store,
                new ResourceRegistry(),
                new ObjectWriter(store, admission, clock),
                new ObjectDeleter(store, admission, clock),
                clock);
        ProtoTypes protos = new ProtoTypes();
        BuiltinKinds.create(protos, new DefinitionRules(clock), clock).stream()
                .collect(Collectors.groupingBy(ResourceType::resource))
                .forEach(cluster.registry()::replace);
        this.controllers = List.of(
                new DefinitionController(cluster, protos),
                new NamespaceController(cluster),
                new ServiceAccountController(cluster, authority.pem()),
                new RoleAggregation(cluster),
                new GarbageCollector(cluster));
        bootstrap();
        ServiceAccountTokens tokens = new ServiceAccountTokens(store, ISSUER, clock);
        this.server = LoopbackServer.start(
                "kube",
                port,
                authority.serverContext(List.of("127.0.0.1", "localhost")),
                ApiEndpoint.of(cluster, protos, new Authenticator(adminToken, tokens), authorizer, tokens));
    }

    /**
     * Starts a server.
     *
     * @param authority issues its certificate
     * @param port the port, 0 for a free one
     */
    public static KubeApiServer start(CertificateAuthority authority, int port) {
        return new KubeApiServer(authority, port);
    }

    private static String randomToken() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What is in every new cluster. */
    private void bootstrap() {
        for (String name : NAMESPACES) {
            KubeObject namespace = KubeObject.of(new GroupVersionKind("", "v1", "Namespace"));
            namespace.metadata().put("name", name);
            create(namespace);
        }
        BootstrapPolicy.objects().forEach(this::create);
    }

    private void create(KubeObject object) {
        ResourceType type = cluster.registry().find(object.groupVersionKind()).orElseThrow();
        cluster.writer()
                .create(
                        Target.of(type, object.namespace(), object.name()),
                        object,
                        WriteOptions.by(MANAGER),
                        RequestContext.system());
    }

    /** Where clients reach it. */
    public String url() {
        return "https://127.0.0.1:" + server.port();
    }

    /** The token of user {@code admin}, of the group {@code system:masters}. */
    public String adminToken() {
        return adminToken;
    }

    /** A kubeconfig for the bearer of a token, with everything in it. */
    public String kubeconfig(String token) {
        String certificate = Base64.getEncoder().encodeToString(authority.pem().getBytes(StandardCharsets.UTF_8));
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: sandbox
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                users:
                - name: sandbox
                  user:
                    token: %s
                contexts:
                - name: sandbox
                  context:
                    cluster: sandbox
                    user: sandbox
                    namespace: default
                current-context: sandbox
                """.formatted(url(), certificate, token);
    }

    /** Stops listening and forgets everything. */
    @Override
    public void close() {
        server.close();
        for (AutoCloseable controller : controllers) {
            try {
                controller.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot stop " + controller, e);
            }
        }
        cluster.store().close();
    }
}
