package io.redshiftops.sandbox.kube.http;

import com.sun.net.httpserver.HttpHandler;
import io.redshiftops.sandbox.kube.auth.AccessReviews;
import io.redshiftops.sandbox.kube.auth.Authenticator;
import io.redshiftops.sandbox.kube.auth.IdentityReviews;
import io.redshiftops.sandbox.kube.auth.RbacAuthorizer;
import io.redshiftops.sandbox.kube.auth.ServiceAccountTokens;
import io.redshiftops.sandbox.kube.builtin.BuiltinKinds;
import io.redshiftops.sandbox.kube.builtin.ProtoTypes;
import io.redshiftops.sandbox.kube.controller.Cluster;
import io.redshiftops.sandbox.kube.discovery.DiscoveryDocuments;
import io.redshiftops.sandbox.kube.discovery.OpenApiDocuments;
import io.redshiftops.sandbox.kube.read.ObjectReader;
import io.redshiftops.sandbox.kube.resource.CreateOnly;
import io.redshiftops.sandbox.kube.resource.ObjectPatcher;
import io.redshiftops.sandbox.kube.resource.ScaleWriter;
import java.util.HashMap;
import java.util.Map;

/** Puts the API of a cluster on HTTP. */
public final class ApiEndpoint {

    private ApiEndpoint() {}

    /**
     * What answers all requests to a cluster's API.
     *
     * @param authorizer decides about everybody but the administrators
     */
    public static HttpHandler of(
            Cluster cluster,
            ProtoTypes protos,
            Authenticator authenticator,
            RbacAuthorizer authorizer,
            ServiceAccountTokens tokens) {
        ObjectReader reader = new ObjectReader(cluster.store());
        Map<String, CreateOnly> questions = new HashMap<>(new AccessReviews(authorizer).byKind());
        questions.putAll(new IdentityReviews(authenticator, tokens).byKind());
        WriteHandler writes = new WriteHandler(
                new BodyReader(cluster.registry()),
                new WriteHandler.Writers(
                        cluster.writer(),
                        new ObjectPatcher(cluster.writer()),
                        cluster.deleter(),
                        new ScaleWriter(cluster.writer())),
                reader,
                questions,
                BuiltinKinds.createParts(protos, cluster.clock()),
                cluster.clock());
        ReadHandler reads = new ReadHandler(cluster.store(), reader, cluster.clock());
        return new ApiHandler(
                authenticator,
                authorizer,
                new ResourceHandler(cluster.registry(), reads, writes),
                new DocumentHandler(
                        new DiscoveryDocuments(cluster.registry()),
                        new OpenApiDocuments(cluster.registry(), protos),
                        tokens));
    }
}
