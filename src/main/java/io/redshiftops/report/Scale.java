package io.redshiftops.report;

import io.redshiftops.report.Picture.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * A straight scale from zero at the left edge.
 *
 * @param end the value at the right edge, above zero
 * @param step between ticks
 */
record Scale(long end, long step) {

    private static final int MOST_STEPS = 4;
    private static final int[] ROUND = {1, 2, 5};

    /** The smallest scale with round ticks that holds a value. */
    static Scale upTo(long largest) {
        long power = 1;
        while (true) {
            for (int digit : ROUND) {
                long step = digit * power;
                long steps = Math.max(1, (largest + step - 1) / step);
                if (steps <= MOST_STEPS) {
                    return new Scale(steps * step, step);
                }
            }
            power *= 10;
        }
    }

    /** Where a value is, in percent of the width. */
    double at(long value) {
        return 100.0 * Math.min(value, end) / end;
    }

    /** The ticks, with zero. */
    List<Tick> ticks(LongFunction<String> label) {
        List<Tick> ticks = new ArrayList<>();
        for (long value = 0; value <= end; value += step) {
            ticks.add(new Tick(at(value), label.apply(value)));
        }
        return ticks;
    }
}
