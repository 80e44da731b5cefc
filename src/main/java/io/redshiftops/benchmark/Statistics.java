package io.redshiftops.benchmark;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a sample of times says, in microseconds, rounded half up.
 *
 * @param median the middle time; of an even number the mean of the two in the middle
 * @param stddev standard deviation of the sample (n − 1 in the divisor); null for a single time
 */
record Statistics(
        int count,
        long median,
        long min,
        long mean,
        @Nullable Long stddev,
        long max) {

    /**
     * The statistics of times.
     *
     * @param micros at least one
     */
    static Statistics of(List<Long> micros) {
        if (micros.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        double mean = mean(sorted);
        return new Statistics(
                sorted.length,
                median(sorted),
                sorted[0],
                Math.round(mean),
                sorted.length == 1 ? null : Math.round(deviation(sorted, mean)),
                sorted[sorted.length - 1]);
    }

    private static long median(long[] sorted) {
        int middle = sorted.length / 2;
        long upper = sorted[middle];
        if (sorted.length % 2 == 1) {
            return upper;
        }
        long lower = sorted[middle - 1];
        return lower + (upper - lower + 1) / 2;
    }

    private static double mean(long[] values) {
        double sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** In two passes: the difference of two large sums would lose the digits that matter. */
    private static double deviation(long[] values, double mean) {
        double squares = 0;
        for (long value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
