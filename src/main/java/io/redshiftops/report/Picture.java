package io.redshiftops.report;

import java.util.List;

/**
 * A picture of rows below each other: headings, labels with a value at the right edge, and bars over an axis. It grows
 * downwards as rows are added. Not thread-safe.
 */
final class Picture {

    private static final double HEADING_LINE = 21;
    private static final double LABEL_LINE = 18;
    private static final double BAR = 14;
    private static final double GAP = 6;
    private static final double TICK_LINE = 18;

    /** Characters that fit a phone of 360 pixels: bold across, and regular beside a value. */
    private static final int HEADING_LENGTH = 34;

    private static final int LABEL_LENGTH = 30;

    /** Nearer to an edge than this, a tick's label would reach over it. */
    private static final double EDGE = 6;

    private final String id;
    private final String title;
    private final String description;
    private final List<Tick> ticks;
    private final Svg rows = new Svg();
    private double bottom;

    /** A place on the axis, in percent of the width, and what it says; may be empty. */
    record Tick(double at, String label) {}

    /**
     * Begins a picture.
     *
     * @param id unique in the page, fit for an XML id
     * @param ticks of the axis; none for no axis
     */
    Picture(String id, String title, String description, List<Tick> ticks) {
        this.id = id;
        this.title = title;
        this.description = description;
        this.ticks = List.copyOf(ticks);
        this.bottom = ticks.isEmpty() ? 0 : TICK_LINE + GAP;
    }

    /** A heading over the rows that follow. */
    void heading(String text) {
        bottom += GAP;
        for (String line : Lines.of(text, HEADING_LENGTH)) {
            bottom += HEADING_LINE;
            rows.text("text", line, "class", "heading", "x", "0", "y", Svg.pixels(bottom - 5));
        }
    }

    /** A label, and a value that is aligned to the right edge. */
    void label(String text, String value) {
        List<String> lines = Lines.of(text, LABEL_LENGTH);
        for (String line : lines) {
            bottom += LABEL_LINE;
            rows.text("text", line, "class", "label", "x", "0", "y", Svg.pixels(bottom - 4));
        }
        rows.text("text", value, "class", "value", "x", "100%", "y", Svg.pixels(bottom - 4));
    }

    /** A sentence in place of a bar. */
    void remark(String text) {
        for (String line : Lines.of(text, HEADING_LENGTH)) {
            bottom += LABEL_LINE;
            rows.text("text", line, "class", "remark", "x", "0", "y", Svg.pixels(bottom - 4));
        }
        bottom += GAP;
    }

    /**
     * Begins a row with a bar in the looks of a variant; marks may be put on it until the next row.
     *
     * @param from left end in percent of the width
     * @param to right end
     * @param tooltip what it says to those who point at it
     */
    void bar(int series, double from, double to, String tooltip) {
        double top = bottom;
        bottom += BAR + GAP;
        rows.open("g");
        rows.text("title", tooltip);
        rows.empty(
                "rect",
                "class",
                "bar",
                "x",
                Svg.percent(from),
                "y",
                Svg.pixels(top),
                "width",
                Svg.percent(to - from),
                "height",
                Svg.pixels(BAR),
                "fill",
                Palette.fill(id, series));
        rows.close();
    }

    /** A line on the last bar from one place to another, with stops at its ends. */
    void whisker(double from, double to) {
        double middle = bottom - GAP - BAR / 2;
        line("halo", from, middle, to, middle);
        line("whisker", from, middle, to, middle);
        line("whisker", from, middle - 4, from, middle + 4);
        line("whisker", to, middle - 4, to, middle + 4);
    }

    /** A dot on the last bar; dots in a row take turns in height, so that equal ones do not hide each other. */
    void dot(double at, int index) {
        double y = bottom - GAP - BAR / 2 + (index % 3 - 1) * 3.5;
        rows.empty("circle", "class", "dot", "cx", Svg.percent(at), "cy", Svg.pixels(y), "r", "2");
    }

    /** A mark that says that the last bar goes on beyond the left edge. */
    void beyondLeftEdge() {
        double middle = bottom - GAP - BAR / 2;
        rows.text("text", "\u25c0", "class", "beyond", "x", "0", "y", Svg.pixels(middle + 4));
    }

    private void line(String type, double x1, double y1, double x2, double y2) {
        rows.empty(
                "line",
                "class",
                type,
                "x1",
                Svg.percent(x1),
                "y1",
                Svg.pixels(y1),
                "x2",
                Svg.percent(x2),
                "y2",
                Svg.pixels(y2));
    }

    /** The whole picture. */
    String finished() {
        double height = bottom + (ticks.isEmpty() ? 0 : TICK_LINE);
        Svg svg = new Svg();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "role",
                "img",
                "aria-labelledby",
                id + "-title " + id + "-description",
                "width",
                "100%",
                "height",
                Svg.pixels(height));
        svg.text("title", title, "id", id + "-title");
        svg.text("desc", description, "id", id + "-description");
        Palette.define(svg, id);
        for (Tick tick : ticks) {
            axis(svg, tick, height);
        }
        svg.include(rows);
        svg.close();
        return svg.finished();
    }

    private void axis(Svg svg, Tick tick, double height) {
        String x = Svg.percent(tick.at());
        svg.empty(
                "line",
                "class",
                "grid",
                "x1",
                x,
                "y1",
                Svg.pixels(TICK_LINE),
                "x2",
                x,
                "y2",
                Svg.pixels(height - TICK_LINE));
        String anchor = tick.at() < EDGE ? "start" : (tick.at() > 100 - EDGE ? "end" : "middle");
        for (double y : new double[] {TICK_LINE - 5, height - 4}) {
            svg.text("text", tick.label(), "class", "tick", "text-anchor", anchor, "x", x, "y", Svg.pixels(y));
        }
    }
}
