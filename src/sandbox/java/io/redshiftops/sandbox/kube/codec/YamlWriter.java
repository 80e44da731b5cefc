package io.redshiftops.sandbox.kube.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Writes trees as YAML in the style of Kubernetes: sorted keys, two blanks, lists not indented. */
public final class YamlWriter {

    private static final String SPECIAL_AT_START = "-?:,[]{}#&*!|>'\"%@`";

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    public static String text(JsonNode tree) {
        YamlWriter writer = new YamlWriter();
        writer.write(tree, 0, true);
        return writer.out.toString();
    }

    /** Writes a value and the end of its last line; the cursor stands behind a key, a dash or at a line's start. */
    private void write(JsonNode value, int indent, boolean atLineStart) {
        if (value.isObject() && !value.isEmpty()) {
            writeObject(value, indent, atLineStart);
        } else if (value.isArray() && !value.isEmpty()) {
            writeArray(value, indent, atLineStart);
        } else {
            if (!atLineStart) {
                out.append(' ');
            }
            writeScalar(value, indent);
        }
    }

    private void writeObject(JsonNode object, int indent, boolean atLineStart) {
        List<Map.Entry<String, JsonNode>> entries =
                object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
        boolean first = atLineStart;
        if (!atLineStart) {
            out.append('\n');
        }
        for (Map.Entry<String, JsonNode> entry : entries) {
            if (!first) {
                out.append(" ".repeat(indent));
            }
            first = false;
            out.append(scalar(entry.getKey())).append(':');
            JsonNode value = entry.getValue();
            write(value, value.isArray() ? indent : indent + 2, false);
        }
    }

    private void writeArray(JsonNode array, int indent, boolean atLineStart) {
        if (!atLineStart) {
            out.append('\n');
        }
        boolean first = atLineStart;
        for (JsonNode item : array) {
            if (!first) {
                out.append(" ".repeat(indent));
            }
            first = false;
            out.append("- ");
            write(item, indent + 2, true);
        }
    }

    private void writeScalar(JsonNode value, int indent) {
        if (value.isObject()) {
            out.append("{}\n");
        } else if (value.isArray()) {
            out.append("[]\n");
        } else if (value.isTextual()) {
            String text = value.asText();
            if (text.contains("\n") && isBlockText(text)) {
                writeBlock(text, indent);
            } else {
                out.append(scalar(text)).append('\n');
            }
        } else {
            out.append(JsonWriter.text(value)).append('\n');
        }
    }

    private void writeBlock(String text, int indent) {
        out.append(text.endsWith("\n\n") ? "|+" : text.endsWith("\n") ? "|" : "|-")
                .append('\n');
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : body.split("\n", -1)) {
            out.append(line.isEmpty() ? "" : " ".repeat(indent)).append(line).append('\n');
        }
    }

    private static boolean isBlockText(String text) {
        return !text.startsWith(" ")
                && !text.startsWith("\n")
                && text.chars().allMatch(c -> c == '\n' || c == '\t' || (c >= ' ' && c != 0x7f));
    }

    private static String scalar(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f) || YamlScalar.needsQuotes(text)) {
            return doubleQuoted(text);
        }
        char first = text.charAt(0);
        boolean indicator = SPECIAL_AT_START.indexOf(first) >= 0;
        boolean harmless = "-?:".indexOf(first) >= 0 && text.length() > 1 && text.charAt(1) != ' ';
        boolean special = (indicator && !harmless)
                || text.startsWith(" ")
                || text.endsWith(" ")
                || text.contains(": ")
                || text.endsWith(":")
                || text.contains(" #");
        return special ? "'" + text.replace("'", "''") + "'" : text;
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        quoted.append(String.format("\\x%02x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
