package io.redshiftops.sandbox.kube.cel;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code -10ms}. */
final class GoDuration {

    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");

    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    static Optional<Duration> parse(String text) {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher part = PART.matcher(unsigned);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < unsigned.length()) {
            if (!part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            BigDecimal nanos = new BigDecimal(part.group(1) + (part.group(1).endsWith(".") ? "0" : ""))
                    .multiply(BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L)));
            sum = sum.plusNanos(nanos.longValue());
            at = part.end();
        }
        return at == 0 ? Optional.empty() : Optional.of(negative ? sum.negated() : sum);
    }
}
