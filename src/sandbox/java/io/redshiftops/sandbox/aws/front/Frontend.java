package io.redshiftops.sandbox.aws.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.core.RestService;
import io.redshiftops.sandbox.aws.core.Signature;
import io.redshiftops.sandbox.aws.protocol.Operation;
import io.redshiftops.sandbox.aws.protocol.WireFormat;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes every HTTP request to AWS and answers it. */
public final class Frontend implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Frontend.class.getName());

    /** Where the sandbox's own routes are. No bucket's name begins so. */
    private static final String SANDBOX = "/_sandbox/";

    /** More than any request of a control plane. */
    private static final int LARGEST_BODY = 4 << 20;

    private static final Pattern PRESIGNED =
            Pattern.compile("(?:^|&)(X-Amz-Credential|AWSAccessKeyId|(?i:X-Amz-Security-Token))=([^&]*)");

    /** A service with its operations. */
    private record Served(AwsService service, Map<String, Operation> operations) {}

    private final Map<String, Served> services = new HashMap<>();
    private final Pipeline pipeline;
    private final SandboxRoutes routes;

    public Frontend(List<AwsService> services, Pipeline pipeline, SandboxRoutes routes) {
        services.forEach(service -> this.services.put(service.name(), new Served(service, Operation.of(service))));
        this.pipeline = pipeline;
        this.routes = routes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        exchange.setStreams(new OpenBody(exchange.getRequestBody()), null);
        Optional<Reply> reply;
        try {
            reply = exchange.getRequestURI().getRawPath().startsWith(SANDBOX)
                    ? Optional.of(routes.answer(exchange))
                    : answer(exchange);
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "failed to answer " + exchange.getRequestURI(), bug);
            reply = Optional.of(
                    Reply.of(500, "text/plain", "the sandbox failed; see its log".getBytes(StandardCharsets.UTF_8)));
        }
        if (reply.isPresent()) {
            send(exchange, reply.get());
        } else {
            // Closing without a reply breaks the connection, which is what a lost reply looks like.
            exchange.close();
        }
    }

    private Optional<Reply> answer(HttpExchange exchange) throws IOException {
        String requestId = UUID.randomUUID().toString();
        Optional<Signature> signature = signature(exchange);
        String serviceName = signature.map(Signature::service).orElseGet(() -> unsignedService(exchange));
        Served served = services.get(serviceName);
        if (served == null) {
            return Optional.of(refuseUnknownService(exchange, serviceName, requestId));
        }
        return served.service() instanceof RestService rest
                ? answerRest(rest, signature, exchange, requestId)
                : answerModelled(served, signature, exchange, requestId);
    }

    private Optional<Reply> answerRest(
            RestService service, Optional<Signature> signature, HttpExchange exchange, String requestId) {
        RestService.Request request;
        try {
            request = service.read(exchange);
        } catch (AwsError error) {
            return Optional.of(service.render(error, exchange, requestId));
        }
        return pipeline.run(service, request.operation(), signature, request::perform)
                .reply(error -> service.render(error, exchange, requestId))
                .map(reply -> reply.with("x-amz-request-id", requestId));
    }

    private Optional<Reply> answerModelled(
            Served served, Optional<Signature> signature, HttpExchange exchange, String requestId) throws IOException {
        AwsService service = served.service();
        String body = new String(exchange.getRequestBody().readNBytes(LARGEST_BODY), StandardCharsets.UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String named = WireFormat.operationName(service.protocol(), target, body);
        if (named == null) {
            AwsError error = AwsError.badRequest("MissingAction", "The request names no action of " + service.name());
            return Optional.of(WireFormat.render(service, error, requestId));
        }
        Operation operation = served.operations().get(named.toLowerCase(Locale.ROOT));
        return pipeline.run(service, operation == null ? named : operation.name(), signature, call -> {
                    if (operation == null) {
                        throw AwsError.notEmulated(service.name() + ":" + named);
                    }
                    return pipeline.exclusively(() -> WireFormat.perform(service, operation, call, body, requestId));
                })
                .reply(error -> WireFormat.render(service, error, requestId))
                .map(reply -> reply.with("x-amzn-RequestId", requestId));
    }

    /** Unsigned forms go to STS, where a web identity is its own proof; everything else that is unsigned is for S3. */
    private static String unsignedService(HttpExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return type != null && type.startsWith("application/x-www-form-urlencoded") ? "sts" : "s3";
    }

    private static Optional<Signature> signature(HttpExchange exchange) {
        Optional<Signature> header = Signature.parse(
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"));
        return header.or(() -> presigned(exchange.getRequestURI().getRawQuery()));
    }

    private static Optional<Signature> presigned(@Nullable String query) {
        if (query == null) {
            return Optional.empty();
        }
        Map<String, String> found = new HashMap<>();
        Matcher matcher = PRESIGNED.matcher(query);
        while (matcher.find()) {
            found.put(
                    matcher.group(1).toLowerCase(Locale.ROOT),
                    URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8));
        }
        String token = found.get("x-amz-security-token");
        return Signature.parse(found.get("x-amz-credential"), token)
                .or(() -> Optional.ofNullable(found.get("awsaccesskeyid")).map(key -> Signature.version2(key, token)));
    }

    /** In an envelope that the service's clients can read, as far as that can be guessed. */
    private static Reply refuseUnknownService(HttpExchange exchange, String name, String requestId) {
        boolean json = exchange.getRequestHeaders().containsKey("X-Amz-Target");
        Protocol protocol = json ? Protocol.JSON : Protocol.QUERY;
        return WireFormat.render(
                new UnknownService(name, protocol), AwsError.notEmulated("The service " + name), requestId);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        try (exchange;
                Reply.Body body = reply.body()) {
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            // What a client sends and nobody read would be taken for its next request.
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            long length = body.length();
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().putIfAbsent("Content-Length", List.of(Long.toString(length)));
                exchange.sendResponseHeaders(reply.status(), -1);
            } else if (length == 0) {
                exchange.sendResponseHeaders(reply.status(), -1);
            } else {
                exchange.sendResponseHeaders(reply.status(), length);
                body.writeTo(exchange.getResponseBody());
            }
        }
    }

    /** A request's body that whoever parses it cannot close, so that what is left of it can still be read away. */
    private static final class OpenBody extends FilterInputStream {
        OpenBody(InputStream body) {
            super(body);
        }

        @Override
        public void close() {
            // Ending the exchange closes it.
        }
    }

    /** Stands for a service that is not here, so that its refusal can be written. */
    private record UnknownService(String name, Protocol protocol) implements AwsService {
        @Override
        public List<Object> operations() {
            return List.of();
        }

        @Override
        public Map<String, List<io.redshiftops.sandbox.aws.core.ResourceEntry>> resources() {
            return Map.of();
        }
    }
}
