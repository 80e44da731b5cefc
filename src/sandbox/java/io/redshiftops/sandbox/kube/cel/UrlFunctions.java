package io.redshiftops.sandbox.kube.cel;

import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Functions on URLs.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library">URL library</a>
 */
final class UrlFunctions {

    static final OpaqueType TYPE = OpaqueType.create("kubernetes.URL");

    private UrlFunctions() {}

    static FunctionLibrary library() {
        return new FunctionLibrary()
                .global(
                        "isURL",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING),
                        arguments -> parse((String) arguments[0]).isPresent())
                .global(
                        "url",
                        TYPE,
                        List.of(SimpleType.STRING),
                        arguments -> parse((String) arguments[0])
                                .orElseThrow(() -> FunctionLibrary.failure(
                                        "URL parse error during conversion from string: parse \"" + arguments[0]
                                                + "\": invalid URI for request")))
                .member(
                        "getScheme",
                        SimpleType.STRING,
                        List.of(TYPE),
                        arguments -> orEmpty(self(arguments).getScheme()))
                .member("getHost", SimpleType.STRING, List.of(TYPE), arguments -> host(self(arguments)))
                .member("getHostname", SimpleType.STRING, List.of(TYPE), arguments -> hostname(self(arguments)))
                .member("getPort", SimpleType.STRING, List.of(TYPE), arguments -> port(self(arguments)))
                .member(
                        "getEscapedPath",
                        SimpleType.STRING,
                        List.of(TYPE),
                        arguments -> orEmpty(self(arguments).getRawPath()))
                .member(
                        "getQuery",
                        MapType.create(SimpleType.STRING, ListType.create(SimpleType.STRING)),
                        List.of(TYPE),
                        arguments -> query(self(arguments)));
    }

    private static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean absolute = uri.getScheme() != null || text.startsWith("/");
            return absolute ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException noUrl) {
            // That is what was asked.
            return Optional.empty();
        }
    }

    private static URI self(Object[] arguments) {
        return (URI) arguments[0];
    }

    private static String host(URI uri) {
        String authority = orEmpty(uri.getRawAuthority());
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String hostname(URI uri) {
        String host = host(uri);
        if (host.startsWith("[")) {
            return host.substring(1, Math.max(1, host.indexOf(']')));
        }
        int colon = host.lastIndexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    private static String port(URI uri) {
        String host = host(uri);
        int colon = host.lastIndexOf(':');
        return colon < 0 || colon < host.lastIndexOf(']') ? "" : host.substring(colon + 1);
    }

    private static Map<String, List<String>> query(URI uri) {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (String pair : orEmpty(uri.getRawQuery()).split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
                String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                parameters.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            }
        }
        return parameters;
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
