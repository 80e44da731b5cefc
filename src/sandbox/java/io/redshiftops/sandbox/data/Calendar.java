package io.redshiftops.sandbox.data;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The table {@code dwdate}: the 2,556 days from 1 January 1992 to 30 December 1998.
 *
 * <p>Seven years have 2,557 days; the benchmark and the data that AWS publishes leave the last one out. Days of the week
 * are those of the calendar, where the benchmark's own generator is a day ahead. Week numbers and holidays are its own.
 */
final class Calendar extends Table {

    static final LocalDate FIRST = LocalDate.of(1992, 1, 1);

    private static final int DAYS = 2_556;
    private static final Set<MonthDay> HOLIDAYS = Set.of(
            MonthDay.of(1, 1),
            MonthDay.of(2, 20),
            MonthDay.of(4, 20),
            MonthDay.of(5, 20),
            MonthDay.of(7, 20),
            MonthDay.of(8, 20),
            MonthDay.of(9, 20),
            MonthDay.of(10, 20),
            MonthDay.of(11, 20),
            MonthDay.of(12, 24));

    private static final List<Day> ALL =
            IntStream.range(0, DAYS).mapToObj(n -> new Day(FIRST.plusDays(n))).toList();
    private static final int[] KEYS = ALL.stream().mapToInt(Day::key).toArray();

    Calendar() {
        super("dwdate", StarSchema.DELIMITER, DAYS);
    }

    /** A day and what the table says of it. */
    record Day(LocalDate date) {

        /** Such as 19971224. */
        int key() {
            return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
        }

        String month() {
            return date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        }

        /** Such as {@code Dec1997}. */
        String yearMonth() {
            return month().substring(0, 3) + date.getYear();
        }

        int yearMonthNumber() {
            return date.getYear() * 100 + date.getMonthValue();
        }

        /** From Sunday, 1, to Saturday, 7. */
        int dayOfWeek() {
            return date.getDayOfWeek().getValue() % 7 + 1;
        }

        /** From 1 to 53, in sevens of days of the year; the first week has six days. */
        int weekOfYear() {
            return date.getDayOfYear() / 7 + 1;
        }

        String sellingSeason() {
            return switch (date.getMonth()) {
                case JANUARY, FEBRUARY, MARCH -> "Winter";
                case APRIL -> "Spring";
                case MAY, JUNE, JULY, AUGUST -> "Summer";
                case SEPTEMBER, OCTOBER -> "Fall";
                case NOVEMBER, DECEMBER -> "Christmas";
            };
        }

        boolean lastInWeek() {
            return date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }

        boolean lastInMonth() {
            return date.getDayOfMonth() == date.lengthOfMonth();
        }

        boolean holiday() {
            return HOLIDAYS.contains(MonthDay.from(date));
        }

        boolean weekday() {
            return date.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue();
        }

        void writeTo(DelimitedText text) throws IOException {
            text.add(key());
            text.add(month() + " " + date.getDayOfMonth() + ", " + date.getYear());
            text.add(date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
            text.add(month()).add(date.getYear()).add(yearMonthNumber()).add(yearMonth());
            text.add(dayOfWeek()).add(date.getDayOfMonth()).add(date.getDayOfYear());
            text.add(date.getMonthValue()).add(weekOfYear()).add(sellingSeason());
            text.add(flag(lastInWeek())).add(flag(lastInMonth())).add(flag(holiday()));
            text.add(flag(weekday())).endLine();
        }

        private static int flag(boolean value) {
            return value ? 1 : 0;
        }
    }

    /** The days in order. */
    static List<Day> days() {
        return ALL;
    }

    /** The key of the day so many days after the first. */
    static int key(int daysAfterFirst) {
        return KEYS[daysAfterFirst];
    }

    static int daysAfterFirst(LocalDate date) {
        return (int) ChronoUnit.DAYS.between(FIRST, date);
    }

    @Override
    void write(long entry, DelimitedText text) throws IOException {
        ALL.get((int) entry).writeTo(text);
    }
}
