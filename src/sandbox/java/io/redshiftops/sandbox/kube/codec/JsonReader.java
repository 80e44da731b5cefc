package io.redshiftops.sandbox.kube.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as Kubernetes does: numbers without a fraction are 64-bit integers, whatever their notation, and keys that
 * are given twice are told apart from keys that are not.
 */
public final class JsonReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final List<String> duplicates = new ArrayList<>();

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads one JSON value. */
    public static Document read(byte[] body) throws MalformedDocumentException {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() == null) {
                throw new MalformedDocumentException("unexpected end of JSON input");
            }
            JsonReader reader = new JsonReader(parser);
            JsonNode tree = reader.value(null);
            if (parser.nextToken() != null) {
                throw new MalformedDocumentException(
                        "invalid character " + character(body, offset(parser)) + " after top-level value");
            }
            return new Document(tree, reader.duplicates);
        } catch (JsonProcessingException e) {
            throw new MalformedDocumentException(describe(e, body), e);
        } catch (IOException e) {
            throw new MalformedDocumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads one JSON value that is known to be good, such as an annotation that this server wrote. */
    public static Document read(String text) throws MalformedDocumentException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode value(@Nullable Position position) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(position);
            case START_ARRAY -> array(position);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(@Nullable Position position) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Position field = new Position(position, key, -1);
            if (object.has(key)) {
                duplicates.add("duplicate field \"" + field + "\"");
            }
            parser.nextToken();
            object.set(key, value(field));
        }
        return object;
    }

    private ArrayNode array(@Nullable Position position) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(new Position(position, "", array.size())));
        }
        return array;
    }

    private JsonNode number() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            BigInteger exact = parser.getBigIntegerValue();
            if (exact.bitLength() < Long.SIZE) {
                return NODES.numberNode(exact.longValue());
            }
        }
        return number(parser.getDoubleValue());
    }

    /** A floating-point number; Go writes one without a fraction like an integer, so it is stored as one. */
    static JsonNode number(double value) {
        boolean integral = value == Math.rint(value) && Math.abs(value) < 1e18;
        return integral ? NODES.numberNode((long) value) : NODES.numberNode(value);
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private static String describe(JsonProcessingException e, byte[] body) {
        if (e instanceof JsonEOFException || e.getLocation() == null) {
            return "unexpected end of JSON input";
        }
        int at = (int) e.getLocation().getByteOffset();
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Unrecognized token")) {
            int start = at;
            while (start > 0 && Character.isLetterOrDigit(body[start - 1])) {
                start--;
            }
            return "invalid character " + character(body, start) + " looking for beginning of value";
        }
        String where = " looking for beginning of value";
        if (message.contains("double-quote to start field name")) {
            where = " looking for beginning of object key string";
        } else if (message.contains("colon to separate")) {
            where = " after object key";
        } else if (message.contains("to separate Object")) {
            where = " after object key:value pair";
        } else if (message.contains("to separate Array")) {
            where = " after array element";
        }
        return "invalid character " + character(body, Math.max(0, at - 1)) + where;
    }

    private static String character(byte[] body, int at) {
        return at < body.length ? "'" + (char) (body[at] & 0xff) + "'" : "''";
    }

    /** Where a value stands; made into text only when it is needed. */
    private record Position(@Nullable Position parent, String key, int index) {
        @Override
        public String toString() {
            String start = parent == null ? "" : parent.toString();
            if (index >= 0) {
                return start + "[" + index + "]";
            }
            return start.isEmpty() ? key : start + "." + key;
        }
    }
}
