package io.redshiftops.sandbox.kube.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What is wrong with one field of an object, in the words of Kubernetes' {@code field.Error}.
 *
 * @param field the path, such as {@code spec.rules[0].name}; {@code <nil>} for the object as a whole
 * @param value the value found, missing if the message shows none
 * @param detail what the field should be, may be empty
 */
public record FieldError(Type type, String field, JsonNode value, String detail) {

    /** The path of the object as a whole. */
    public static final String ROOT = "<nil>";

    /** The kinds of errors, with the reason that clients test for and the words that users read. */
    public enum Type {
        REQUIRED("FieldValueRequired", "Required value", false),
        INVALID("FieldValueInvalid", "Invalid value", true),
        TYPE_INVALID("FieldValueTypeInvalid", "Invalid value", true),
        NOT_SUPPORTED("FieldValueNotSupported", "Unsupported value", true),
        NOT_FOUND("FieldValueNotFound", "Not found", true),
        DUPLICATE("FieldValueDuplicate", "Duplicate value", true),
        FORBIDDEN("FieldValueForbidden", "Forbidden", false),
        TOO_LONG("FieldValueTooLong", "Too long", false),
        TOO_MANY("FieldValueTooMany", "Too many", true);

        private final String reason;
        private final String words;
        private final boolean showsValue;

        Type(String reason, String words, boolean showsValue) {
            this.reason = reason;
            this.words = words;
            this.showsValue = showsValue;
        }

        /** What stands in {@code details.causes[].reason}. */
        public String reason() {
            return reason;
        }
    }

    public static FieldError required(String field, String detail) {
        return new FieldError(Type.REQUIRED, field, MissingNode.getInstance(), detail);
    }

    public static FieldError invalid(String field, JsonNode value, String detail) {
        return new FieldError(Type.INVALID, field, value, detail);
    }

    public static FieldError invalid(String field, String value, String detail) {
        return invalid(field, TextNode.valueOf(value), detail);
    }

    public static FieldError invalid(String field, long value, String detail) {
        return invalid(field, LongNode.valueOf(value), detail);
    }

    /** An error of the object as a whole whose value shows as {@code null}. */
    public static FieldError invalidObject(String detail) {
        return invalid(ROOT, NullNode.getInstance(), detail);
    }

    public static FieldError typeInvalid(String field, JsonNode value, String detail) {
        return new FieldError(Type.TYPE_INVALID, field, value, detail);
    }

    public static FieldError notSupported(String field, JsonNode value, Collection<String> supported) {
        String detail = supported.isEmpty()
                ? ""
                : supported.stream().map(GoText::quote).collect(Collectors.joining(", ", "supported values: ", ""));
        return new FieldError(Type.NOT_SUPPORTED, field, value, detail);
    }

    public static FieldError notSupported(String field, String value, Collection<String> supported) {
        return notSupported(field, TextNode.valueOf(value), supported);
    }

    public static FieldError notFound(String field, String value) {
        return new FieldError(Type.NOT_FOUND, field, TextNode.valueOf(value), "");
    }

    public static FieldError duplicate(String field, JsonNode value) {
        return new FieldError(Type.DUPLICATE, field, value, "");
    }

    public static FieldError forbidden(String field, String detail) {
        return new FieldError(Type.FORBIDDEN, field, MissingNode.getInstance(), detail);
    }

    public static FieldError tooLong(String field, long limit) {
        return new FieldError(
                Type.TOO_LONG,
                field,
                MissingNode.getInstance(),
                "may not be more than " + limit + (limit == 1 ? " byte" : " bytes"));
    }

    public static FieldError tooMany(String field, int found, long limit) {
        return new FieldError(
                Type.TOO_MANY,
                field,
                IntNode.valueOf(found),
                "must have at most " + limit + (limit == 1 ? " item" : " items"));
    }

    /** The message without the path. */
    public String body() {
        String head = type.words;
        if (type.showsValue && !value.isMissingNode()) {
            head += ": " + shown();
        }
        return detail.isEmpty() ? head : head + ": " + detail;
    }

    /** The whole message: path and body. */
    public String message() {
        return field + ": " + body();
    }

    private String shown() {
        if (value.isTextual()) {
            return GoText.quote(value.asText());
        }
        return GoText.json(value);
    }
}
