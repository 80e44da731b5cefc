package io.redshiftops.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Writes an SVG picture, element by element.
 *
 * <p>Horizontal positions are percentages of the picture's width, vertical ones pixels: so a picture fills the width that
 * it is given while its text keeps its size. A {@code viewBox} would shrink the text on a phone.
 */
final class Svg {

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    void open(String element, String... attributes) {
        tag(element, attributes);
        text.append('>');
        open.push(element);
    }

    /** An element without content. */
    void empty(String element, String... attributes) {
        tag(element, attributes);
        text.append("/>");
    }

    /** An element with text. */
    void text(String element, String content, String... attributes) {
        open(element, attributes);
        text.append(escape(content));
        close();
    }

    /** Ends the element that was begun last. */
    void close() {
        text.append("</").append(open.pop()).append('>');
    }

    /** Puts another picture's finished elements here. */
    void include(Svg part) {
        text.append(part.finished());
    }

    private void tag(String element, String... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            text.append(escape(attributes[i + 1])).append('"');
        }
    }

    /** The picture, once every element has ended. */
    String finished() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return text.toString();
    }

    /** A percentage for an attribute. */
    static String percent(double value) {
        return String.format(Locale.ROOT, "%.2f%%", value);
    }

    /** Pixels for an attribute. */
    static String pixels(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Text as XML has it; control characters, which XML has none for, are replaced. */
    static String escape(String value) {
        StringBuilder escaped = new StringBuilder(value.length());
        value.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isXml(point) ? point : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    /** <a href="https://www.w3.org/TR/xml/#charsets">Characters of XML</a>. */
    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
