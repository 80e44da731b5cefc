package io.redshiftops.sandbox.redshift.copy;

import java.nio.charset.StandardCharsets;

/**
 * Why a row cannot be loaded: what the load error tables show as code and reason.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_Load_Error_Reference.html">Load error reference</a>
 */
record Rejection(int code, String reason) {

    static final Rejection EXTRA_COLUMNS = new Rejection(1202, "Extra column(s) found");
    static final Rejection DELIMITER_NOT_FOUND = new Rejection(1214, "Delimiter not found");
    static final Rejection VARCHAR_TOO_LONG = new Rejection(1204, "String length exceeds DDL length");
    static final Rejection CHAR_TOO_LONG = new Rejection(1204, "Char length exceeds DDL length");
    static final Rejection DATE_TOO_SHORT = new Rejection(1205, "Invalid Date Format - length must be 10 or more");
    static final Rejection INVALID_FLOAT = new Rejection(1208, "Invalid float format or value");
    static final Rejection FLOAT_RANGE = new Rejection(1204, "Float value out of range");
    static final Rejection INVALID_BOOLEAN = new Rejection(1210, "Unknown boolean format");
    static final Rejection EMPTY_LINE = new Rejection(1211, "Line is empty");
    static final Rejection NOT_NULL = new Rejection(1213, "Missing data for not-null field");
    static final Rejection NUL_BYTE = new Rejection(1218, "Invalid null byte - field longer than 1 byte");
    static final Rejection INVALID_QUOTE = new Rejection(1215, "Invalid quote formatting for CSV");
    static final Rejection UNFINISHED_QUOTE =
            new Rejection(1216, "Invalid quote formatting for CSV. Unterminated quoted field");
    static final Rejection REMOVE_QUOTES = new Rejection(1216, "Missing closing quote");
    static final Rejection ROW_TOO_LONG = new Rejection(1216, "Input row exceeds the limit of 4 MB");

    /** A byte where a digit should be. */
    static Rejection digit(byte[] bytes, int from, int at, int to, String type) {
        String found = at < to ? String.valueOf((char) (bytes[at] & 0xff)) : " ";
        return new Rejection(1207, "Invalid digit, Value '" + found + "', Pos " + (at - from) + ", Type: " + type);
    }

    /** More than the type can hold. */
    static Rejection overflow(byte[] bytes, int from, int to, String type) {
        String value = new String(bytes, from, Math.min(to - from, 40), StandardCharsets.ISO_8859_1);
        return new Rejection(1222, "Overflow, Value '" + value + "', Type: " + type);
    }

    static Rejection numericOverflow(int precision, int scale) {
        return new Rejection(1204, "Overflow for NUMERIC(" + precision + "," + scale + ")");
    }

    static Rejection date(String format) {
        return new Rejection(1205, "Invalid date format or value [" + format + "]");
    }

    static Rejection timestamp(String format) {
        return new Rejection(1206, "Invalid timestamp format or value [" + format + "]");
    }

    static Rejection encoding(byte[] bytes, int from, int to) {
        return new Rejection(
                1220,
                "String contains invalid or unsupported UTF-8 codepoints. Bad UTF-8 hex sequence: "
                        + hex(bytes, from, to) + " (error " + (to - from > 1 ? 4 : 3) + ")");
    }

    static Rejection multibyteChar(byte[] bytes, int from, int to) {
        return new Rejection(
                1220,
                "Multibyte character not supported for CHAR (Hint: Try using VARCHAR). Invalid char: "
                        + hex(bytes, from, to));
    }

    private static String hex(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(Character.forDigit(bytes[i] >> 4 & 0xf, 16))
                    .append(Character.forDigit(bytes[i] & 0xf, 16));
        }
        return text.toString();
    }
}
