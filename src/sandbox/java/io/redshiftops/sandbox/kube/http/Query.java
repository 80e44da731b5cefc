package io.redshiftops.sandbox.kube.http;

import io.redshiftops.sandbox.kube.model.ApiException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query parameters of a request. */
final class Query {

    private final Map<String, List<String>> parameters = new LinkedHashMap<>();

    private Query() {}

    static Query parse(@Nullable String raw) {
        Query query = new Query();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.parameters
                        .computeIfAbsent(decode(name), any -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiException.badRequest("invalid URL escape in " + text);
        }
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** The first value, empty if there is none. */
    String get(String name) {
        return parameters.getOrDefault(name, List.of("")).get(0);
    }

    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** A flag: given without a value, or with anything but false and 0. */
    boolean flag(String name) {
        return optionalFlag(name).orElse(false);
    }

    Optional<Boolean> optionalFlag(String name) {
        return has(name)
                ? Optional.of(!get(name).equalsIgnoreCase("false") && !get(name).equals("0"))
                : Optional.empty();
    }

    /** A whole number, 0 if there is none. */
    long number(String name) {
        String text = get(name);
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("[+-]?[0-9]{1,18}")) {
            throw ApiException.badRequest("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
        return Long.parseLong(text);
    }
}
