package io.redshiftops.sandbox.aws.redshift;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The weekly half hour or more in which Redshift may maintain a cluster, in UTC: {@code wed:08:30-wed:09:00}. */
record MaintenanceWindow(DayOfWeek day, LocalTime start, String text) {

    private static final String DEFAULT = "wed:08:30-wed:09:00";
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";
    private static final String TIME = "([01]\\d|2[0-3]):([0-5]\\d)";
    private static final Pattern FORMAT = Pattern.compile(DAY + ":" + TIME + "-" + DAY + ":" + TIME);
    private static final Duration SHORTEST = Duration.ofMinutes(30);

    /** Reads a window; one that is not given is AWS's choice. */
    static MaintenanceWindow parse(@Nullable String wanted) {
        String text = wanted == null ? DEFAULT : wanted.toLowerCase(Locale.ROOT);
        Matcher matcher = FORMAT.matcher(text);
        if (!matcher.matches()) {
            throw invalid(String.valueOf(wanted));
        }
        int start = minutes(matcher.group(1), matcher.group(2), matcher.group(3));
        int end = minutes(matcher.group(4), matcher.group(5), matcher.group(6));
        int week = (int) Duration.ofDays(7).toMinutes();
        if (Math.floorMod(end - start, week) < SHORTEST.toMinutes()) {
            throw invalid(String.valueOf(wanted));
        }
        return new MaintenanceWindow(
                DayOfWeek.of(DAYS.indexOf(matcher.group(1)) + 1),
                LocalTime.of(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))),
                text);
    }

    private static int minutes(String day, String hour, String minute) {
        return DAYS.indexOf(day) * 24 * 60 + Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    }

    private static io.redshiftops.sandbox.aws.core.AwsError invalid(String text) {
        return RedshiftError.invalidValue("The maintenance window " + text + " is not valid. It has the form"
                + " ddd:hh24:mi-ddd:hh24:mi and lasts at least 30 minutes.");
    }

    /** When it opens next. */
    Instant next(Instant now) {
        ZonedDateTime here = now.atZone(ZoneOffset.UTC);
        ZonedDateTime opens = here.with(TemporalAdjusters.nextOrSame(day)).with(start);
        return (opens.isAfter(here) ? opens : opens.plusWeeks(1)).toInstant();
    }
}
