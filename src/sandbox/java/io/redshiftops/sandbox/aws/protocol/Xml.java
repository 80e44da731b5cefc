package io.redshiftops.sandbox.aws.protocol;

import java.nio.charset.StandardCharsets;

/** XML text under construction, without white space between elements. */
public final class Xml {

    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    /** Opens an element. */
    public Xml open(String name) {
        text.append('<').append(name).append('>');
        return this;
    }

    /** Opens an element in a name space. */
    public Xml open(String name, String namespace) {
        text.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
        return this;
    }

    /** Opens an element with a type as XML Schema has it. */
    public Xml openTyped(String name, String type) {
        text.append('<')
                .append(name)
                .append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"")
                .append(type)
                .append("\">");
        return this;
    }

    public Xml close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    /** An element that holds text. */
    public Xml element(String name, String content) {
        open(name);
        escape(content);
        return close(name);
    }

    /** Text inside of the open element. */
    public Xml text(String content) {
        escape(content);
        return this;
    }

    /** Control characters that XML 1.0 cannot hold at all are written as S3 writes them, by their numbers. */
    private void escape(String content) {
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                default -> {
                    if (c < ' ' && c != '\n' && c != '\t') {
                        text.append("&#x").append(Integer.toHexString(c)).append(';');
                    } else {
                        text.append(c);
                    }
                }
            }
        }
    }

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
