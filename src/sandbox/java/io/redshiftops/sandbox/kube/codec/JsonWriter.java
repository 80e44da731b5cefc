package io.redshiftops.sandbox.kube.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.model.GoText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes trees as JSON in the notation of Go, which differs from Java's for numbers with a fraction. */
public final class JsonWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonWriter() {}

    public static byte[] bytes(JsonNode tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            write(tree, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static String text(JsonNode tree) {
        return new String(bytes(tree), StandardCharsets.UTF_8);
    }

    private static void write(JsonNode tree, JsonGenerator generator) throws IOException {
        switch (tree.getNodeType()) {
            case OBJECT -> {
                generator.writeStartObject();
                for (Map.Entry<String, JsonNode> entry : tree.properties()) {
                    generator.writeFieldName(entry.getKey());
                    write(entry.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case ARRAY -> {
                generator.writeStartArray();
                for (JsonNode item : tree) {
                    write(item, generator);
                }
                generator.writeEndArray();
            }
            case STRING -> generator.writeString(tree.textValue());
            case BOOLEAN -> generator.writeBoolean(tree.booleanValue());
            case NUMBER -> {
                if (tree.isFloatingPointNumber()) {
                    generator.writeNumber(GoText.number(tree.doubleValue()));
                } else {
                    generator.writeNumber(tree.longValue());
                }
            }
            default -> generator.writeNull();
        }
    }
}
