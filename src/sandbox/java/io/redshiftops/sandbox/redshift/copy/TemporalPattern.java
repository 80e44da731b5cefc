package io.redshiftops.sandbox.redshift.copy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A DATEFORMAT or TIMEFORMAT string, cut into its elements. */
final class TemporalPattern {

    private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

    private enum Element {
        YYYY(4),
        MON(3),
        HH24(2),
        HH12(2),
        YY(2),
        MM(2),
        DD(2),
        HH(2),
        MI(2),
        SS(2),
        AM(2),
        PM(2),
        /** An offset from UTC, or nothing. */
        OF(0),
        LITERAL(1);

        private final int length;

        Element(int length) {
            this.length = length;
        }
    }

    private record Part(Element element, char literal) {}

    private final List<Part> parts;
    private int at;

    private TemporalPattern(List<Part> parts) {
        this.parts = parts;
    }

    static TemporalPattern of(String format) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < format.length(); ) {
            Element element = element(format, i);
            parts.add(new Part(element, format.charAt(i)));
            i += element == Element.LITERAL ? 1 : element.name().length();
        }
        return new TemporalPattern(List.copyOf(parts));
    }

    private static Element element(String format, int at) {
        for (Element element : Element.values()) {
            if (element != Element.LITERAL
                    && format.regionMatches(
                            true, at, element.name(), 0, element.name().length())) {
                return element;
            }
        }
        return Element.LITERAL;
    }

    /** Reads a whole field; for one thread at a time. */
    boolean read(byte[] bytes, int from, int to, DateTimeFields fields) {
        fields.clear();
        at = from;
        for (Part part : parts) {
            if (!read(part, bytes, to, fields)) {
                return false;
            }
        }
        return at == to && fields.settle();
    }

    private boolean read(Part part, byte[] bytes, int to, DateTimeFields fields) {
        int length = part.element().length;
        if (part.element() == Element.OF) {
            return offset(bytes, to, fields);
        }
        if (at + length > to) {
            return false;
        }
        if (part.element() == Element.LITERAL) {
            return bytes[at++] == part.literal();
        }
        if (part.element() == Element.MON || part.element() == Element.AM || part.element() == Element.PM) {
            String word = new String(bytes, at, length, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
            at += length;
            return word(part.element(), word, fields);
        }
        int value = number(bytes, length);
        return value >= 0 && number(part.element(), value, bytes, to, fields);
    }

    private static boolean word(Element element, String word, DateTimeFields fields) {
        if (element == Element.MON) {
            int month = MONTHS.indexOf(word);
            fields.month = month / 3 + 1;
            return month >= 0 && month % 3 == 0;
        }
        fields.twelveHours = true;
        fields.afternoon = word.equals("PM");
        return fields.afternoon || word.equals("AM");
    }

    private boolean number(Element element, int value, byte[] bytes, int to, DateTimeFields fields) {
        switch (element) {
            case YYYY -> fields.year = value;
            case YY -> fields.year = value < 70 ? 2000 + value : 1900 + value;
            case MM -> fields.month = value;
            case DD -> fields.day = value;
            case HH24, HH, HH12 -> fields.hour = value;
            case MI -> fields.minute = value;
            case SS -> {
                fields.second = value;
                return fraction(bytes, to, fields);
            }
            default -> throw new IllegalStateException("no number: " + element);
        }
        return true;
    }

    /** The number in so many digits, -1 if there are others. */
    private int number(byte[] bytes, int length) {
        int value = 0;
        for (int end = at + length; at < end; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private boolean fraction(byte[] bytes, int to, DateTimeFields fields) {
        if (at >= to || bytes[at] != '.') {
            return true;
        }
        at++;
        int unit = 100_000;
        int start = at;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            fields.micros += (bytes[at] - '0') * unit;
            unit /= 10;
            at++;
        }
        return at > start;
    }

    private boolean offset(byte[] bytes, int to, DateTimeFields fields) {
        if (at >= to) {
            return true;
        }
        byte sign = bytes[at];
        if (sign == 'Z' || sign == 'z') {
            at++;
            fields.zoned = true;
            return true;
        }
        if ((sign != '+' && sign != '-') || at + 3 > to) {
            // What this is shows in the field's end, which is not reached.
            return true;
        }
        at++;
        int hours = number(bytes, 2);
        int minutes = 0;
        if (at < to) {
            at += bytes[at] == ':' ? 1 : 0;
            minutes = at + 2 <= to ? number(bytes, 2) : -1;
        }
        fields.zoned = true;
        fields.offsetMinutes = (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
        return hours >= 0 && minutes >= 0 && minutes <= 59;
    }
}
