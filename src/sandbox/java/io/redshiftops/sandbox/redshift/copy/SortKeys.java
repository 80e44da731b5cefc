package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.ColumnType.Kind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns converted values into bytes whose order, byte by byte, is the values' order; NULL comes last. */
final class SortKeys {

    private static final int VALUE = 0;
    private static final int NULL = 1;
    /** Holds any decimal of 38 digits. */
    private static final int DECIMAL_BYTES = 17;

    private SortKeys() {}

    /** Appends the key of a value in COPY text. */
    static void add(Kind kind, byte[] text, int from, int to, Bytes key) {
        if (to - from == 2 && text[from] == '\\' && text[from + 1] == 'N') {
            key.add(NULL);
            return;
        }
        key.add(VALUE);
        switch (kind) {
            case SMALLINT, INTEGER, BIGINT -> key.addLong(number(text, from, to) ^ Long.MIN_VALUE);
            case REAL, DOUBLE -> key.addLong(ordered(text, from, to));
            case DECIMAL -> decimal(text, from, to, key);
            default -> text(text, from, kind == Kind.CHAR ? withoutBlanks(text, from, to) : to, key);
        }
    }

    private static long number(byte[] text, int from, int to) {
        boolean negative = text[from] == '-';
        long value = 0;
        for (int at = negative ? from + 1 : from; at < to; at++) {
            value = value * 10 - (text[at] - '0');
        }
        return negative ? value : -value;
    }

    private static long ordered(byte[] text, int from, int to) {
        String number = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
        long bits = Double.doubleToLongBits(parsed(number) + 0.0);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static double parsed(String number) {
        String word = number.toLowerCase(Locale.ROOT);
        if (word.equals("nan")) {
            return Double.NaN;
        }
        if (word.contains("inf")) {
            return number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(number);
    }

    private static void decimal(byte[] text, int from, int to, Bytes key) {
        String digits = new String(text, from, to - from, StandardCharsets.ISO_8859_1).replace(".", "");
        byte[] value = new BigInteger(digits)
                .add(BigInteger.ONE.shiftLeft(8 * DECIMAL_BYTES - 2))
                .toByteArray();
        for (int i = value.length; i < DECIMAL_BYTES; i++) {
            key.add(0);
        }
        key.add(value);
    }

    private static int withoutBlanks(byte[] text, int from, int to) {
        int end = to;
        while (end > from && text[end - 1] == ' ') {
            end--;
        }
        return end;
    }

    private static void text(byte[] text, int from, int to, Bytes key) {
        for (int at = from; at < to; at++) {
            byte b = text[at];
            if (b == '\\' && at + 1 < to) {
                at++;
                b = unescaped(text[at]);
            }
            key.add(b);
        }
        // No text has this byte, so a text comes before those that it begins.
        key.add(0);
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> letter;
        };
    }
}
