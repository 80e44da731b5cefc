package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.ColumnType.Kind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** The parts of a date and time, as they are read. */
final class DateTimeFields {

    private static final int MOST_OFFSET_MINUTES = 16 * 60;

    int year = 1;
    int month = 1;
    int day = 1;
    int hour;
    int minute;
    int second;
    int micros;
    boolean zoned;
    int offsetMinutes;
    boolean twelveHours;
    boolean afternoon;

    void clear() {
        year = 1;
        month = 1;
        day = 1;
        hour = 0;
        minute = 0;
        second = 0;
        micros = 0;
        zoned = false;
        offsetMinutes = 0;
        twelveHours = false;
        afternoon = false;
    }

    /** Whether there is such a moment; a twelve-hour clock's hour becomes a day's. */
    boolean settle() {
        if (twelveHours) {
            if (hour < 1 || hour > 12) {
                return false;
            }
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        return year >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth())
                && hour <= 23
                && minute <= 59
                && second <= 59
                && Math.abs(offsetMinutes) <= MOST_OFFSET_MINUTES;
    }

    /** Reads a number of seconds or thousandths since 1970. */
    boolean readEpoch(byte[] bytes, int from, int to, int unitsPerSecond) {
        try {
            long units = Long.parseLong(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
            long seconds = Math.floorDiv(units, (long) unitsPerSecond);
            int nanos = (int) Math.floorMod(units, (long) unitsPerSecond) * (1_000_000_000 / unitsPerSecond);
            set(LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC));
            zoned = true;
            return year >= 1 && year <= 9999;
        } catch (NumberFormatException | DateTimeException e) {
            return false;
        }
    }

    private void set(LocalDateTime time) {
        year = time.getYear();
        month = time.getMonthValue();
        day = time.getDayOfMonth();
        hour = time.getHour();
        minute = time.getMinute();
        second = time.getSecond();
        micros = time.getNano() / 1000;
    }

    /** Writes the ISO form, whose order as text is the order in time. */
    void write(Kind kind, Bytes out) {
        if (kind == Kind.TIMESTAMPTZ && zoned) {
            if (offsetMinutes != 0) {
                set(LocalDateTime.of(year, month, day, hour, minute, second, micros * 1000)
                        .minusMinutes(offsetMinutes));
            }
            offsetMinutes = 0;
        }
        out.reserve(40);
        boolean clock = kind != Kind.DATE;
        if (kind != Kind.TIME && kind != Kind.TIMETZ) {
            two(year / 100, out);
            two(year % 100, out);
            out.add('-');
            two(month, out);
            out.add('-');
            two(day, out);
            if (clock) {
                out.add(' ');
            }
        }
        if (clock) {
            time(out);
            if (zoned && (kind == Kind.TIMESTAMPTZ || kind == Kind.TIMETZ)) {
                out.add(offsetMinutes < 0 ? '-' : '+');
                two(Math.abs(offsetMinutes) / 60, out);
                out.add(':');
                two(Math.abs(offsetMinutes) % 60, out);
            }
        }
    }

    private void time(Bytes out) {
        two(hour, out);
        out.add(':');
        two(minute, out);
        out.add(':');
        two(second, out);
        if (micros > 0) {
            out.add('.');
            two(micros / 10_000, out);
            two(micros / 100 % 100, out);
            two(micros % 100, out);
        }
    }

    private static void two(int value, Bytes out) {
        out.add('0' + value / 10);
        out.add('0' + value % 10);
    }
}
