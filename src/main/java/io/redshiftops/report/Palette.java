package io.redshiftops.report;

/**
 * How the variants look: a colour of Okabe and Ito each, which people with colour blindness tell apart, and a pattern each,
 * so that colour is never the only carrier. The colours themselves are the page's style sheet's, since they differ between
 * light and dark.
 */
final class Palette {

    /** How many variants look different. */
    static final int SERIES = 4;

    /** What is drawn over the colour, on a tile of eight by eight. */
    private static final String[] STROKES = {
        "", "M-2 2L2-2M0 8L8 0M6 10L10 6", "M0 4H8", "M-2 6L2 10M0 0L8 8M6-2L10 2M-2 2L2-2M0 8L8 0M6 10L10 6"
    };

    private Palette() {}

    /** The patterns, to be defined once in each picture that uses them. */
    static void define(Svg svg, String picture) {
        svg.open("defs");
        for (int series = 0; series < SERIES; series++) {
            svg.open(
                    "pattern",
                    "id",
                    id(picture, series),
                    "width",
                    "8",
                    "height",
                    "8",
                    "patternUnits",
                    "userSpaceOnUse");
            svg.empty("rect", "class", "colour" + series, "width", "8", "height", "8");
            if (!STROKES[series].isEmpty()) {
                svg.empty("path", "class", "stroke", "d", STROKES[series]);
            }
            svg.close();
        }
        svg.close();
    }

    /** The fill of a variant's bars. */
    static String fill(String picture, int series) {
        return "url(#" + id(picture, series) + ")";
    }

    /** A sample of a variant's looks, for the legend. */
    static String swatch(int series) {
        String picture = "legend" + series;
        Svg svg = new Svg();
        svg.open("svg", "xmlns", "http://www.w3.org/2000/svg", "aria-hidden", "true", "width", "28", "height", "16");
        define(svg, picture);
        svg.empty(
                "rect",
                "class",
                "bar",
                "x",
                "1",
                "y",
                "1",
                "width",
                "26",
                "height",
                "14",
                "fill",
                fill(picture, series));
        svg.close();
        return svg.finished();
    }

    private static String id(String picture, int series) {
        return picture + "-" + series;
    }
}
