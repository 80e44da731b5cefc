package io.redshiftops.sandbox.aws;

import io.redshiftops.sandbox.aws.front.Frontend;
import io.redshiftops.sandbox.aws.front.Pipeline;
import io.redshiftops.sandbox.aws.front.SandboxRoutes;
import io.redshiftops.sandbox.http.LoopbackServer;
import java.net.URI;

/**
 * A plain-HTTP loopback port on which all services of a world answer, for clients that are pointed at it by {@code
 * AWS_ENDPOINT_URL}. The service is told by the request's signature.
 */
public final class AwsEndpoint implements AutoCloseable {

    private final LoopbackServer server;
    private final SandboxRoutes routes;

    private AwsEndpoint(LoopbackServer server, SandboxRoutes routes) {
        this.server = server;
        this.routes = routes;
    }

    /**
     * Starts to answer.
     *
     * @param port the port, 0 for a free one
     */
    public static AwsEndpoint start(AwsWorld world, int port) {
        SandboxRoutes routes = new SandboxRoutes();
        WorldRoutes.addTo(routes, world);
        Pipeline pipeline = new Pipeline(
                world.account(), world.iam().keys(), world.iam().authorizer(), world.faults(), world.journal());
        Frontend frontend = new Frontend(world.services(), pipeline, routes);
        return new AwsEndpoint(LoopbackServer.start("aws", port, null, frontend), routes);
    }

    /** What {@code AWS_ENDPOINT_URL} is to be. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The routes under {@code /_sandbox/}, to which more can be added. */
    public SandboxRoutes routes() {
        return routes;
    }

    @Override
    public void close() {
        server.close();
    }
}
