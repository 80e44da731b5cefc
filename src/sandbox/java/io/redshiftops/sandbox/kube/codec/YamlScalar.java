package io.redshiftops.sandbox.kube.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an unquoted text means in YAML 1.1, which Kubernetes reads: {@code y}, {@code on} and {@code off} are booleans and
 * {@code 010} is eight.
 *
 * @see <a href="https://yaml.org/type/">The YAML 1.1 types</a>
 */
final class YamlScalar {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?");
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

    private YamlScalar() {}

    static JsonNode resolve(String text) {
        if (NULL.contains(text)) {
            return NODES.nullNode();
        }
        if (TRUE.contains(text)) {
            return NODES.booleanNode(true);
        }
        if (FALSE.contains(text)) {
            return NODES.booleanNode(false);
        }
        char first = text.charAt(0);
        if (Character.isDigit(first) || "+-.".indexOf(first) >= 0) {
            return number(text.replace("_", ""), text);
        }
        return NODES.textNode(text);
    }

    /** Whether a text must be quoted, or a reader would take it for something other than a string. */
    static boolean needsQuotes(String text) {
        return !resolve(text).isTextual()
                || DATE.matcher(text).matches()
                || BASE_60.matcher(text).matches();
    }

    private static JsonNode number(String digits, String original) {
        String sign = digits.startsWith("-") ? "-" : "";
        String unsigned = digits.startsWith("-") || digits.startsWith("+") ? digits.substring(1) : digits;
        String lower = unsigned.toLowerCase(Locale.ROOT);
        int radix = 10;
        String body = lower;
        if (lower.startsWith("0x")) {
            radix = 16;
            body = lower.substring(2);
        } else if (lower.startsWith("0b")) {
            radix = 2;
            body = lower.substring(2);
        } else if (lower.startsWith("0o")) {
            radix = 8;
            body = lower.substring(2);
        } else if (lower.length() > 1 && lower.startsWith("0") && lower.matches("[0-7]+")) {
            radix = 8;
        }
        if (isInteger(body, radix)) {
            BigInteger value = new BigInteger(sign + body, radix);
            return value.bitLength() < Long.SIZE
                    ? NODES.numberNode(value.longValue())
                    : NODES.numberNode(value.doubleValue());
        }
        if (FLOAT.matcher(digits).matches()) {
            return JsonReader.number(Double.parseDouble(digits));
        }
        return NODES.textNode(original);
    }

    private static boolean isInteger(String text, int radix) {
        return !text.isEmpty() && text.chars().allMatch(c -> Character.digit(c, radix) >= 0);
    }
}
