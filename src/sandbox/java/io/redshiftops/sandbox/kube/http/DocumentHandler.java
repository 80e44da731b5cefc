package io.redshiftops.sandbox.kube.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.auth.ServiceAccountTokens;
import io.redshiftops.sandbox.kube.discovery.DiscoveryDocuments;
import io.redshiftops.sandbox.kube.discovery.OpenApiDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Answers requests for documents about the server itself. */
final class DocumentHandler {

    private static final List<String> HEALTH = List.of("/healthz", "/livez", "/readyz");

    private final DiscoveryDocuments discovery;
    private final OpenApiDocuments openApi;
    private final ServiceAccountTokens tokens;

    DocumentHandler(DiscoveryDocuments discovery, OpenApiDocuments openApi, ServiceAccountTokens tokens) {
        this.discovery = discovery;
        this.openApi = openApi;
        this.tokens = tokens;
    }

    void handle(Request request, Reply reply) throws IOException {
        if (!List.of("GET", "HEAD").contains(request.method())) {
            reply.notFound();
            return;
        }
        String path = request.path().length() > 1 && request.path().endsWith("/")
                ? request.path().substring(0, request.path().length() - 1)
                : request.path();
        if (HEALTH.contains(path)) {
            health(path, request, reply);
            return;
        }
        switch (path) {
            case "/version" -> reply.json(200, ServerVersion.document());
            case "/.well-known/openid-configuration" -> reply.json(200, tokens.discovery());
            case "/openid/v1/jwks" ->
                reply.send(
                        200,
                        "application/jwk-set+json",
                        tokens.keySet().toString().getBytes(StandardCharsets.UTF_8));
            case "/openapi/v2" -> openApiV2(request, reply);
            case "/openapi/v3" -> reply.json(200, openApi.index());
            case "/" -> reply.json(200, paths());
            default -> discovery(request, request.segments(), reply);
        }
    }

    private void discovery(Request request, List<String> parts, Reply reply) throws IOException {
        if (parts.size() >= 4 && parts.get(0).equals("openapi")) {
            boolean core = parts.get(2).equals("api");
            Optional<String> document = core
                    ? openApi.document("", parts.get(3))
                    : parts.size() == 5 ? openApi.document(parts.get(3), parts.get(4)) : Optional.empty();
            if (document.isPresent()) {
                reply.send(200, MediaType.JSON, document.get().getBytes(StandardCharsets.UTF_8));
            } else {
                reply.notFound();
            }
            return;
        }
        boolean core = parts.get(0).equals("api");
        if (!core && !parts.get(0).equals("apis")) {
            reply.notFound();
            return;
        }
        if (parts.size() == 1) {
            groups(request, core, reply);
            return;
        }
        Optional<ObjectNode> document;
        if (core) {
            document = discovery.resources("", parts.get(1));
        } else if (parts.size() == 2) {
            document = discovery.group(parts.get(1));
        } else {
            document = discovery.resources(parts.get(1), parts.get(2));
        }
        if (document.isPresent()) {
            MediaType type = MediaType.negotiate(request.header("Accept"), false);
            reply.tree(200, document.get(), type);
        } else {
            reply.notFound();
        }
    }

    /** All groups: at length for clients that ask for it, else their names and versions. */
    private void groups(Request request, boolean core, Reply reply) throws IOException {
        Optional<String> aggregated = Arrays.stream(request.header("Accept").split(",", -1))
                .map(MediaType::parse)
                .filter(type -> type.as().equals("APIGroupDiscoveryList"))
                .map(type -> type.parameters().getOrDefault("v", ""))
                .filter(version -> List.of("v2", "v2beta1").contains(version))
                .findFirst();
        if (aggregated.isPresent()) {
            String version = aggregated.get();
            reply.send(
                    200,
                    "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList",
                    discovery.aggregated(core, version).toString().getBytes(StandardCharsets.UTF_8));
            return;
        }
        MediaType type = MediaType.negotiate(request.header("Accept"), false);
        reply.tree(200, core ? discovery.coreVersions(request.header("Host")) : discovery.groups(), type);
    }

    private static void health(String path, Request request, Reply reply) throws IOException {
        String text = request.query().has("verbose")
                ? "[+]ping ok\n[+]etcd ok\n" + path.substring(1) + " check passed\n"
                : "ok";
        reply.text(200, "text/plain; charset=utf-8", text);
    }

    /**
     * The old form of the API's description. It names no paths: clients find everything in the new form, and ask for
     * the old one about kinds that are not there.
     */
    private void openApiV2(Request request, Reply reply) throws IOException {
        ObjectNode document = openApi.versionTwo();
        if (request.header("Accept").contains(OpenApiDocuments.PROTOBUF)) {
            reply.send(200, OpenApiDocuments.PROTOBUF_ANSWER, OpenApiDocuments.protobuf(document));
        } else {
            reply.json(200, document);
        }
    }

    private ObjectNode paths() {
        ObjectNode paths = JsonNodeFactory.instance.objectNode();
        List.of(
                        "/api",
                        "/apis",
                        "/healthz",
                        "/livez",
                        "/openapi/v2",
                        "/openapi/v3",
                        "/openid/v1/jwks",
                        "/readyz",
                        "/version")
                .forEach(paths.putArray("paths")::add);
        return paths;
    }
}
