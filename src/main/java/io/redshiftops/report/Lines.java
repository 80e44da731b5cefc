package io.redshiftops.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks names into lines that fit a phone, preferably after a separator. */
final class Lines {

    private static final String SEPARATORS = " -_./";

    private Lines() {}

    /** The lines of a name, each of so many characters at most; never none. */
    static List<String> of(String name, int length) {
        List<String> lines = new ArrayList<>();
        String rest = name;
        while (rest.codePointCount(0, rest.length()) > length) {
            int end = breakBefore(rest, rest.offsetByCodePoints(0, length));
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** The last break that leaves at least half a line, or else the limit. */
    private static int breakBefore(String text, int limit) {
        for (int end = limit; end > limit / 2; end--) {
            if (SEPARATORS.indexOf(text.charAt(end - 1)) >= 0) {
                return end;
            }
        }
        return limit;
    }
}
