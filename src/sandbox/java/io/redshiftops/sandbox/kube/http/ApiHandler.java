package io.redshiftops.sandbox.kube.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.redshiftops.sandbox.kube.auth.Authenticator;
import io.redshiftops.sandbox.kube.auth.Authorizer;
import io.redshiftops.sandbox.kube.auth.Impersonation;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.UserInfo;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Every request's way in: who asks, whether he may, and who answers. */
final class ApiHandler implements HttpHandler {

    private static final Logger LOG = System.getLogger(ApiHandler.class.getName());

    private final Authenticator authenticator;
    private final Impersonation impersonation;
    private final Authorizer authorizer;
    private final ResourceHandler resources;
    private final DocumentHandler documents;

    ApiHandler(
            Authenticator authenticator, Authorizer authorizer, ResourceHandler resources, DocumentHandler documents) {
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.impersonation = new Impersonation(authorizer);
        this.resources = resources;
        this.documents = documents;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Reply reply = new Reply(exchange);
        try (exchange) {
            answer(exchange, reply);
        } catch (IOException | UncheckedIOException e) {
            // The client hung up; there is nobody to tell.
            LOG.log(Level.DEBUG, () -> "a client hung up on " + exchange.getRequestURI(), e);
        }
    }

    /** Users are warned in refusals too. */
    private void handleResource(Request request, RequestInfo info, RequestContext context, Reply reply)
            throws IOException {
        try {
            resources.handle(request, info, context, reply);
        } catch (ApiException e) {
            reply.warn(context.warnings());
            throw e;
        }
    }

    private void answer(HttpExchange exchange, Reply reply) throws IOException {
        try {
            Request request = new Request(exchange);
            RequestInfo info = RequestInfo.of(request);
            UserInfo user = authenticator.authenticate(request.header("Authorization"));
            user = impersonation.apply(user, request.headers());
            if (!user.isMaster()) {
                authorizer.require(info.attributes(user, request.query()));
            }
            if (info.isResource()) {
                handleResource(request, info, new RequestContext(user), reply);
            } else {
                documents.handle(request, reply);
            }
        } catch (ApiException e) {
            reply.error(e);
        } catch (RuntimeException e) {
            if (e instanceof UncheckedIOException) {
                throw e;
            }
            LOG.log(Level.ERROR, () -> exchange.getRequestMethod() + " " + exchange.getRequestURI() + " failed", e);
            reply.error(ApiException.internal("Internal error occurred: " + e));
        }
    }
}
