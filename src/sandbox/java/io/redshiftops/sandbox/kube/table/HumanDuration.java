package io.redshiftops.sandbox.kube.table;

import java.time.Duration;
import java.time.Instant;

/** Durations as tables show them: {@code 45s}, {@code 5m10s}, {@code 3h}, {@code 12d}. */
final class HumanDuration {

    private HumanDuration() {}

    /** How long ago something was. */
    static String since(Instant then, Instant now) {
        return text(Duration.between(then, now));
    }

    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 0) {
            return seconds < -1 ? "<invalid>" : "0s";
        }
        long minutes = seconds / 60;
        long hours = minutes / 60;
        long days = hours / 24;
        if (seconds < 120) {
            return seconds + "s";
        }
        if (minutes < 10) {
            return minutes + "m" + rest(seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        if (hours < 8) {
            return hours + "h" + rest(minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        if (days < 8) {
            return days + "d" + rest(hours % 24, "h");
        }
        if (days < 730) {
            return days + "d";
        }
        return days / 365 + "y" + (days < 2920 ? rest(days % 365, "d") : "");
    }

    private static String rest(long value, String unit) {
        return value == 0 ? "" : value + unit;
    }
}
