package io.redshiftops.sandbox.kube.http;

import com.sun.net.httpserver.HttpExchange;
import io.redshiftops.sandbox.kube.model.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A request as it came over the wire. */
final class Request {

    private static final int BODY_LIMIT = 3 * 1024 * 1024;

    private final HttpExchange exchange;
    private final String path;
    private final Query query;

    Request(HttpExchange exchange) {
        this.exchange = exchange;
        this.path = exchange.getRequestURI().getRawPath();
        this.query = Query.parse(exchange.getRequestURI().getRawQuery());
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** The path as it was sent, without the query. */
    String path() {
        return path;
    }

    /** The decoded parts of the path. */
    List<String> segments() {
        return Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    Query query() {
        return query;
    }

    /** A header, empty if there is none. */
    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    Map<String, List<String>> headers() {
        return exchange.getRequestHeaders();
    }

    /** The media type of the body without parameters, empty if none is given. */
    String contentType() {
        String type = header("Content-Type");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
    }

    /** The whole body. */
    byte[] body() {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
            if (body.length > BODY_LIMIT) {
                throw ApiException.tooLarge("limit is " + BODY_LIMIT);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
