package io.redshiftops.sandbox.kube.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values as Go prints them, since Kubernetes' messages are made by Go's {@code fmt} and {@code encoding/json}. */
public final class GoText {

    private GoText() {}

    /** A string as {@code %q} prints it. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 7 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case 11 -> out.append("\\v");
                default -> appendPrintable(out, c);
            }
        });
        return out.append('"').toString();
    }

    private static void appendPrintable(StringBuilder out, int c) {
        if (c < ' ' || c == 0x7f) {
            out.append(String.format("\\x%02x", c));
        } else if (isPrintable(c)) {
            out.appendCodePoint(c);
        } else {
            out.append(c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
        }
    }

    private static boolean isPrintable(int c) {
        return c == ' '
                || !(Character.isISOControl(c)
                        || Character.isSpaceChar(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.UNASSIGNED
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.PRIVATE_USE);
    }

    /** A floating-point number as {@code %v} prints it. */
    public static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e21)) {
            return exponential(value);
        }
        if (value == Math.rint(value)) {
            return new BigDecimal(value).toBigInteger().toString();
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static String exponential(double value) {
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = decimal.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** A tree as {@code json.Marshal} writes it: keys in the tree's order, HTML characters escaped. */
    public static String json(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream().map(GoText::member).collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            return IntStream.range(0, value.size())
                    .mapToObj(i -> json(value.get(i)))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (value.isFloatingPointNumber()) {
            return number(value.doubleValue());
        }
        return escapeHtml(value.toString());
    }

    private static String member(Map.Entry<String, JsonNode> entry) {
        return escapeHtml(com.fasterxml.jackson.databind.node.TextNode.valueOf(entry.getKey())
                        .toString())
                + ":" + json(entry.getValue());
    }

    private static String escapeHtml(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    /** A tree as {@code %v} prints Go's maps, slices and scalars: {@code map[a:1 b:[x y]]}. */
    public static String value(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + ":" + value(entry.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value.isArray()) {
            return IntStream.range(0, value.size())
                    .mapToObj(i -> value(value.get(i)))
                    .collect(Collectors.joining(" ", "[", "]"));
        }
        if (value.isFloatingPointNumber()) {
            return number(value.doubleValue());
        }
        return value.isNull() || value.isMissingNode() ? "<nil>" : value.asText();
    }

    /** What Go calls the dynamic type of a decoded JSON value. */
    public static String typeName(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "map[string]interface {}";
            case ARRAY -> "[]interface {}";
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isFloatingPointNumber() ? "float64" : "int64";
            default -> "<nil>";
        };
    }
}
