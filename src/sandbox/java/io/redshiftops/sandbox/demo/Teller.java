package io.redshiftops.sandbox.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Prints the story: headings, lines with the time since its beginning, and tables whose columns line up. */
final class Teller {

    private final PrintStream out;
    private final boolean colours;
    private final long begin = System.nanoTime();

    /**
     * A teller.
     *
     * @param colours whether the terminal shows bold and dim text
     */
    Teller(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    void heading(String text) {
        out.println();
        out.println(colours ? "\u001b[1m" + text + "\u001b[0m" : text);
    }

    /** Something that the user could type. */
    void command(String text) {
        out.println(colours ? "\u001b[2m$ " + text + "\u001b[0m" : "$ " + text);
    }

    /** Something that happened. */
    void event(String text) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - begin) / 1e9, text);
    }

    void line(String text) {
        out.println(text);
    }

    /** A table as kubectl prints it: three blanks between columns. */
    void table(List<String> header, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        List<Integer> widths = new ArrayList<>(Collections.nCopies(header.size(), 0));
        for (List<String> row : all) {
            for (int column = 0; column < row.size(); column++) {
                widths.set(column, Math.max(widths.get(column), row.get(column).length()));
            }
        }
        for (List<String> row : all) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                boolean last = column == row.size() - 1;
                String cell = row.get(column);
                text.append(cell);
                text.append(last ? "" : " ".repeat(widths.get(column) - cell.length() + 3));
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
