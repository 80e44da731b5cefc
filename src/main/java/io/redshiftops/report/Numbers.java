package io.redshiftops.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {

    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    /** Keeps a number and its unit on one line. */
    private static final String SPACE = "\u00a0";

    private Numbers() {}

    /** A time in microseconds, with three digits that count: {@code 850 µs}, {@code 12.3 ms}, {@code 1,230 s}. */
    public static String time(long micros) {
        BigDecimal value = BigDecimal.valueOf(micros).round(THREE_DIGITS);
        String unit = "µs";
        if (value.compareTo(THOUSAND) >= 0) {
            value = value.movePointLeft(3);
            unit = "ms";
        }
        if (value.compareTo(THOUSAND) >= 0) {
            value = value.movePointLeft(3);
            unit = "s";
        }
        return threeDigits(value, unit.equals("µs")) + SPACE + unit;
    }

    private static String threeDigits(BigDecimal value, boolean whole) {
        int beforePoint = value.precision() - value.scale();
        int decimals = whole || value.signum() == 0 ? 0 : Math.max(0, 3 - beforePoint);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** A round time for an axis: {@code 5 s}, {@code 2.5 ms}. */
    static String roundTime(long micros) {
        return time(micros).replaceFirst("(\\.\\d*?)0+(?=\\D)", "$1").replaceFirst("\\.(?=\\D)", "");
    }

    /** A percentage with its sign: {@code +31.4 %}, {@code −12.0 %}, {@code 0.0 %}. */
    public static String signedPercent(double percent) {
        String number = String.format(Locale.ROOT, Math.abs(percent) >= 1000 ? "%,.0f" : "%.1f", Math.abs(percent));
        boolean zero = number.chars().noneMatch(digit -> digit >= '1' && digit <= '9');
        String sign = zero ? "" : (percent < 0 ? "\u2212" : "+");
        return sign + number + SPACE + "%";
    }

    /** A count, with separators: {@code 600,037,902}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
