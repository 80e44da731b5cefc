package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.ColumnType.Kind;
import io.redshiftops.sandbox.redshift.copy.CopyOptions.Flag;
import io.redshiftops.sandbox.redshift.copy.CopyOptions.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_DATEFORMAT_and_TIMEFORMAT_strings.html">DATEFORMAT and
 *     TIMEFORMAT strings</a>
 */
final class TemporalConverter implements FieldConverter {

    private static final String DATE = "YYYY-MM-DD";
    private static final String TIMESTAMP = "YYYY-MM-DD HH:MI:SS";
    private static final String TIME = "HH:MI:SS";
    private static final String AUTO = "auto";
    private static final int DATE_LENGTH = 10;

    private static final List<String> AUTO_DATES = List.of(
            DATE,
            "YYYY/MM/DD",
            "YYYY.MM.DD",
            "YYYYMMDD",
            "MM/DD/YYYY",
            "MM-DD-YYYY",
            "MM.DD.YYYY",
            "DD-MON-YYYY",
            "DD MON YYYY",
            "MON DD, YYYY",
            "MON DD YYYY",
            "MON-DD-YYYY");
    private static final List<String> AUTO_TIMES =
            List.of(" HH24:MI:SSOF", "THH24:MI:SSOF", " HH12:MI:SS AM", " HH24:MI", "");

    private final Kind kind;
    private final List<TemporalPattern> patterns;
    private final Rejection rejection;
    private final boolean acceptsAny;
    private final boolean defaultDate;
    /** So many units of a number are a second, 0 if fields are no numbers. */
    private final int unitsPerSecond;

    private TemporalConverter(Kind kind, String format, boolean acceptsAny) {
        this.kind = kind;
        this.acceptsAny = acceptsAny;
        this.defaultDate = kind == Kind.DATE && format.equals(DATE);
        this.unitsPerSecond = format.equals("epochsecs") ? 1 : format.equals("epochmillisecs") ? 1000 : 0;
        this.patterns = patterns(kind, format).stream().map(TemporalPattern::of).toList();
        this.rejection = kind == Kind.DATE
                ? Rejection.date(format)
                : Rejection.timestamp(format.equals(TIMESTAMP) ? "YYYY-MM-DD HH24:MI:SS" : format);
    }

    static TemporalConverter of(Kind kind, CopyOptions options) {
        String given = options.value(kind == Kind.DATE ? Text.DATEFORMAT : Text.TIMEFORMAT);
        String format = switch (kind) {
            case DATE -> given == null ? DATE : given;
            case TIMESTAMP, TIMESTAMPTZ -> given == null ? TIMESTAMP : given;
            default -> TIME;
        };
        return new TemporalConverter(kind, format, options.has(Flag.ACCEPTANYDATE));
    }

    private static List<String> patterns(Kind kind, String format) {
        if (format.equals("epochsecs") || format.equals("epochmillisecs")) {
            return List.of();
        }
        if (format.equals(AUTO)) {
            return AUTO_DATES.stream()
                    .flatMap(date -> AUTO_TIMES.stream().map(time -> date + time))
                    .toList();
        }
        boolean zoned = kind == Kind.TIMESTAMPTZ || kind == Kind.TIMETZ;
        return List.of(zoned && !format.contains("OF") ? format + "OF" : format);
    }

    @Override
    public @Nullable Rejection convert(byte[] bytes, int from, int to, Bytes out) {
        if (defaultDate && to - from < DATE_LENGTH && !acceptsAny) {
            return Rejection.DATE_TOO_SHORT;
        }
        DateTimeFields value = new DateTimeFields();
        boolean read =
                unitsPerSecond > 0 ? value.readEpoch(bytes, from, to, unitsPerSecond) : read(bytes, from, to, value);
        if (!read) {
            return acceptsAny && kind != Kind.TIME && kind != Kind.TIMETZ ? AS_NULL : rejection;
        }
        value.write(kind, out);
        return null;
    }

    private boolean read(byte[] bytes, int from, int to, DateTimeFields value) {
        for (TemporalPattern pattern : patterns) {
            if (pattern.read(bytes, from, to, value)) {
                return true;
            }
        }
        return false;
    }
}
