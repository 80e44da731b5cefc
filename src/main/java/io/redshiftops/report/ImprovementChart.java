package io.redshiftops.report;

import io.redshiftops.report.Picture.Tick;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By how much each candidate's median is below the baseline's: bars to the right took less time, bars to the left more.
 *
 * @param id unique in the page
 * @param baseline index of the variant that the others are compared with
 */
record ImprovementChart(String id, String title, List<String> variants, int baseline, List<Row> rows) {

    /** No improvement exceeds 100 %; what is worse than −100 % leaves the picture, and the number says how far. */
    private static final double FULL = 100;

    /**
     * One query.
     *
     * @param percents by index of the variant; none where there is none to give
     * @param why there is none, or what else is to be said; null for nothing
     */
    record Row(
            String query,
            Map<Integer, Double> percents,
            @Nullable String why) {}

    /** The picture. */
    String svg() {
        Picture picture = new Picture(
                id,
                title,
                "A bar for each query: to the right of the middle the candidate's median is below the median of %s, to the left above. The numbers are in the table."
                        .formatted(variants.get(baseline)),
                List.of(
                        new Tick(0, "\u2212100\u00a0%"),
                        new Tick(25, ""),
                        new Tick(50, "0"),
                        new Tick(75, ""),
                        new Tick(100, "+100\u00a0%")));
        for (Row row : rows) {
            picture.heading(row.query());
            for (int series = 0; series < variants.size(); series++) {
                if (series != baseline) {
                    draw(picture, series, row);
                }
            }
            if (row.why() != null) {
                picture.remark(row.why());
            }
        }
        return picture.finished();
    }

    private void draw(Picture picture, int series, Row row) {
        String variant = variants.get(series);
        Double percent = row.percents().get(series);
        if (percent == null) {
            picture.label(variant, "not compared");
            return;
        }
        String number = Numbers.signedPercent(percent);
        picture.label(variant, number);
        double end = 50 + Math.max(-FULL, Math.min(FULL, percent)) / 2;
        picture.bar(
                series,
                Math.min(50, end),
                Math.max(50, end),
                "%s: %s, %s against %s".formatted(row.query(), number, variant, variants.get(baseline)));
        if (percent < -FULL) {
            picture.beyondLeftEdge();
        }
    }
}
