package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.CopyOptions.Flag;
import io.redshiftops.sandbox.redshift.copy.CopyOptions.Text;
import org.jspecify.annotations.Nullable;

/** Text: its length counts bytes, CHAR is ASCII only, what PostgreSQL reads specially is escaped. */
final class TextConverter implements FieldConverter {

    private final int length;
    private final boolean ascii;
    private final boolean truncates;
    /** Stands for each invalid byte, 0 where such text is rejected. */
    private final byte replacement;

    TextConverter(ColumnType type, CopyOptions options) {
        this.length = type.length();
        this.ascii = type.kind() == ColumnType.Kind.CHAR;
        this.truncates = options.has(Flag.TRUNCATECOLUMNS);
        String text = options.value(Text.ACCEPTINVCHARS);
        this.replacement = ascii || text == null ? 0 : (byte) text.charAt(0);
    }

    @Override
    public @Nullable Rejection convert(byte[] bytes, int from, int to, Bytes out) {
        int end = to;
        if (end - from > length) {
            end = shortened(bytes, from);
            if (end < 0) {
                return ascii ? Rejection.CHAR_TOO_LONG : Rejection.VARCHAR_TOO_LONG;
            }
        }
        out.reserve(2 * (end - from));
        byte[] target = out.array();
        int size = out.size();
        for (int at = from; at < end; at++) {
            byte b = bytes[at];
            if (b == '\\' || (b < ' ' && (b <= 0 || (b >= '\b' && b <= '\r')))) {
                out.resize(size);
                return slowly(bytes, at, end, out);
            }
            target[size++] = b;
        }
        out.resize(size);
        return null;
    }

    /** The end of as many whole characters as fit, -1 if that is not wanted. */
    private int shortened(byte[] bytes, int from) {
        if (truncates) {
            int end = from + length;
            while (end > from && (bytes[end] & 0xc0) == 0x80) {
                end--;
            }
            return end;
        }
        return -1;
    }

    private @Nullable Rejection slowly(byte[] bytes, int start, int end, Bytes out) {
        int at = start;
        while (at < end) {
            byte b = bytes[at];
            if (b < 0) {
                int next = Utf8.end(bytes, at, end);
                if (ascii) {
                    return Rejection.multibyteChar(bytes, at, Math.max(at + 1, next));
                }
                if (next > 0) {
                    out.add(bytes, at, next);
                    at = next;
                    continue;
                }
                if (replacement == 0) {
                    return Rejection.encoding(bytes, at, at + 1);
                }
                escaped(replacement, out);
            } else if (b == 0) {
                return Rejection.NUL_BYTE;
            } else {
                escaped(b, out);
            }
            at++;
        }
        return null;
    }

    private static void escaped(byte b, Bytes out) {
        byte letter = switch (b) {
            case '\\' -> (byte) '\\';
            case '\b' -> (byte) 'b';
            case '\f' -> (byte) 'f';
            case '\n' -> (byte) 'n';
            case '\r' -> (byte) 'r';
            case '\t' -> (byte) 't';
            case 0x0b -> (byte) 'v';
            default -> 0;
        };
        if (letter == 0) {
            out.add(b);
        } else {
            out.add('\\');
            out.add(letter);
        }
    }
}
