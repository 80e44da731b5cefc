package io.redshiftops.sandbox.aws.s3;

import com.sun.net.httpserver.HttpExchange;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request to S3, taken apart.
 *
 * @param bucket empty for a request to the service itself
 * @param key empty for a request to a bucket
 * @param query decoded, in the order of the URL
 * @param headers by name in lower case, with the first value of each
 */
record S3Request(
        String method,
        Optional<String> bucket,
        Optional<String> key,
        Map<String, String> query,
        Map<String, String> headers,
        InputStream body) {

    /** What a virtual-host style request has after the bucket's name; there is no name service for anything else. */
    private static final String VIRTUAL_HOST = ".localhost";

    static S3Request of(HttpExchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String path = exchange.getRequestURI().getRawPath().substring(1);
        Optional<String> hosted = hostedBucket(headers.getOrDefault("host", ""));
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        String rest = hosted.isPresent() ? path : slash < 0 ? "" : path.substring(slash + 1);
        Optional<String> bucket = hosted.or(() -> nonEmpty(percentDecode(first)));
        return new S3Request(
                exchange.getRequestMethod(),
                bucket,
                nonEmpty(percentDecode(rest)),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                exchange.getRequestBody());
    }

    private static Optional<String> hostedBucket(String host) {
        String name = host.contains(":") ? host.substring(0, host.indexOf(':')) : host;
        return name.endsWith(VIRTUAL_HOST)
                ? Optional.of(name.substring(0, name.length() - VIRTUAL_HOST.length()))
                : Optional.empty();
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    /** In a path, other than in a form, a plus sign is a plus sign. */
    static String percentDecode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    String bucketName() {
        return bucket.orElseThrow();
    }

    String keyName() {
        return key.orElseThrow();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A whole number, within bounds. */
    int number(String name, int absent, int largest) {
        String text = query.get(name);
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 0) {
                return Math.min(value, largest);
            }
        } catch (NumberFormatException e) {
            throw S3Error.invalidArgument("Provided " + name + " not an integer or within integer range");
        }
        throw S3Error.invalidArgument("Argument " + name + " must be an integer between 0 and 2147483647");
    }

    /** What the client tells about the object, and gets back with it. */
    Map<String, String> userMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (name.startsWith("x-amz-meta-")) {
                metadata.put(name, value);
            }
        });
        for (String name :
                List.of("content-type", "cache-control", "content-disposition", "content-language", "expires")) {
            header(name).ifPresent(value -> metadata.put(name, value));
        }
        // The chunked encoding is the transfer's, not the object's.
        header("content-encoding")
                .map(value -> value.replaceFirst("^aws-chunked,?\\s*", "").replaceFirst(",\\s*aws-chunked$", ""))
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> metadata.put("content-encoding", value));
        return metadata;
    }
}
