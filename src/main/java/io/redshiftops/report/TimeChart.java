package io.redshiftops.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Times as horizontal bars: one group for each query or table, one bar in it for each variant.
 *
 * @param id unique in the page
 */
record TimeChart(String id, String title, Scaling scaling, List<String> variants, List<Group> groups) {

    /** Beyond this ratio of longest to shortest, a common scale would make the short ones vanish. */
    private static final double COMMON_SCALE = 50;

    /** More dots than this would make the page heavy and say no more than the whiskers. */
    private static final int MOST_DOTS = 1500;

    /** How bars of different groups compare. */
    enum Scaling {
        /** By their length, even where the short ones then vanish. */
        COMMON,
        /** By their length unless the short ones would vanish; then each group has a scale of its own. */
        BY_GROUP_IF_NEEDED
    }

    /** Bars that are compared with each other, one by variant at most. */
    record Group(String name, List<Bar> bars) {

        long largest() {
            return bars.stream().mapToLong(Bar::largest).max().orElse(0);
        }

        Optional<Bar> of(int series) {
            return bars.stream().filter(bar -> bar.series() == series).findFirst();
        }
    }

    /**
     * One bar.
     *
     * @param series index of the variant
     * @param range smallest and largest time, for the whisker; null for none
     * @param dots single times; empty for none
     */
    record Bar(int series, long micros, @Nullable Range range, List<Long> dots, String tooltip) {
        long largest() {
            return range == null ? micros : Math.max(micros, range.max());
        }
    }

    /** Smallest and largest time. */
    record Range(long min, long max) {}

    /** What has to be said beside the picture. */
    String caption() {
        String marks = hasDots()
                ? "A bar ends at the median, a dot is one sample."
                : "A bar ends at the median, its line reaches from the smallest to the largest sample.";
        return hasCommonScale()
                ? marks
                : marks
                        + " The times differ so much that each query has a scale of its own: compare bars of one query only.";
    }

    private boolean hasDots() {
        int dots = groups.stream()
                .flatMap(group -> group.bars().stream())
                .mapToInt(bar -> bar.dots().size())
                .sum();
        return dots <= MOST_DOTS;
    }

    private boolean hasCommonScale() {
        long longest = groups.stream().mapToLong(Group::largest).max().orElse(0);
        long shortest = groups.stream()
                .flatMap(group -> group.bars().stream())
                .mapToLong(Bar::micros)
                .min()
                .orElse(0);
        return scaling == Scaling.COMMON || longest <= COMMON_SCALE * Math.max(1, shortest);
    }

    /** The picture. */
    String svg() {
        boolean common = hasCommonScale();
        Scale shared =
                Scale.upTo(groups.stream().mapToLong(Group::largest).max().orElse(0));
        boolean dots = hasDots();
        Picture picture = new Picture(id, title, description(), common ? shared.ticks(TimeChart::tick) : List.of());
        for (Group group : groups) {
            picture.heading(group.name());
            Scale scale = common ? shared : Scale.upTo(group.largest());
            for (int series = 0; series < variants.size(); series++) {
                draw(picture, scale, series, group.of(series).orElse(null), dots);
            }
        }
        return picture.finished();
    }

    private static String tick(long micros) {
        return micros == 0 ? "0" : Numbers.roundTime(micros);
    }

    private void draw(Picture picture, Scale scale, int series, @Nullable Bar bar, boolean dots) {
        if (bar == null) {
            picture.label(variants.get(series), "none");
            return;
        }
        picture.label(variants.get(series), Numbers.time(bar.micros()));
        picture.bar(series, 0, scale.at(bar.micros()), bar.tooltip());
        if (bar.range() != null && !dots) {
            picture.whisker(scale.at(bar.range().min()), scale.at(bar.range().max()));
        }
        if (dots) {
            IntStream.range(0, bar.dots().size())
                    .forEach(index -> picture.dot(scale.at(bar.dots().get(index)), index));
        }
    }

    private String description() {
        return "Horizontal bars for %d groups, each with %s. The numbers are in the table below."
                .formatted(groups.size(), String.join(", ", variants));
    }
}
