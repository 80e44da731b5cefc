package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The facts about built-in types that are in {@code types.txt}, which explains the format. */
final class TypeFacts {

    private static final String RESOURCE = "types.txt";

    private final Map<String, Map<String, String>> facts = new HashMap<>();

    /** Reads the facts. */
    static TypeFacts load() {
        TypeFacts facts = new TypeFacts();
        try (InputStream in = Objects.requireNonNull(TypeFacts.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String section = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    section = "k8s.io." + line.substring(1, line.length() - 1) + ".";
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    facts.add(section, line.split(" "));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return facts;
    }

    private void add(String section, String[] words) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            attributes.put(
                    equals < 0 ? words[i] : words[i].substring(0, equals),
                    equals < 0 ? "" : words[i].substring(equals + 1));
        }
        facts.put(section + words[0], attributes);
    }

    /** Whether a type, or a field as {@code type.field}, has an attribute. */
    boolean has(String name, String attribute) {
        return facts.getOrDefault(name, Map.of()).containsKey(attribute);
    }

    /** The value of an attribute, empty if it is not there. */
    String get(String name, String attribute) {
        return facts.getOrDefault(name, Map.of()).getOrDefault(attribute, "");
    }

    /** The items of an attribute. */
    List<String> list(String name, String attribute) {
        String value = get(name, attribute);
        return value.isEmpty() ? List.of() : List.of(value.split(","));
    }

    /** The default of a field, null if it has none. */
    @Nullable
    JsonNode defaultOf(String field) {
        if (!has(field, "default")) {
            return null;
        }
        try {
            return JsonReader.read(get(field, "default")).tree();
        } catch (MalformedDocumentException e) {
            throw new IllegalStateException("the default of " + field + " is no JSON", e);
        }
    }
}
