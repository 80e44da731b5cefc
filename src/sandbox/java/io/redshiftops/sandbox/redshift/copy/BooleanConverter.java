package io.redshiftops.sandbox.redshift.copy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Truth values.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_Boolean_type.html">Boolean type</a>
 */
final class BooleanConverter implements FieldConverter {

    private static final int LONGEST = 5;

    @Override
    public @Nullable Rejection convert(byte[] bytes, int from, int to, Bytes out) {
        if (to - from > LONGEST) {
            return Rejection.INVALID_BOOLEAN;
        }
        String word = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        switch (word) {
            case "t", "true", "y", "yes", "1" -> out.add('t');
            case "f", "false", "n", "no", "0" -> out.add('f');
            default -> {
                return Rejection.INVALID_BOOLEAN;
            }
        }
        return null;
    }
}
