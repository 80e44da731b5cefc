package io.redshiftops.sandbox.aws.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Text with IAM's two wildcards: {@code *} stands for any number of characters, {@code ?} for one.
 *
 * <p>Held as code units next to two marks that are no code unit, so that a literal asterisk (the value of a policy
 * variable, or {@code ${*}}) is no wildcard.
 */
final class Glob {

    private static final int ANY = -1;
    private static final int ONE = -2;

    private final int[] pattern;

    private Glob(int[] pattern) {
        this.pattern = pattern;
    }

    /** Reads wildcards in text that has no policy variables. */
    static Glob of(String text) {
        return new Builder().pattern(text).build();
    }

    boolean matchesEverything() {
        return pattern.length == 1 && pattern[0] == ANY;
    }

    boolean matches(String text) {
        return matches(text, false);
    }

    boolean matchesIgnoringCase(String text) {
        return matches(text, true);
    }

    /** Greedy matching that goes back to the last asterisk: linear for what policies hold. */
    private boolean matches(String text, boolean ignoreCase) {
        int at = 0;
        int position = 0;
        int lastAny = -1;
        int resume = 0;
        while (position < text.length()) {
            if (at < pattern.length && pattern[at] == ANY) {
                lastAny = at++;
                resume = position;
            } else if (at < pattern.length && fits(pattern[at], text.charAt(position), ignoreCase)) {
                at++;
                position++;
            } else if (lastAny >= 0) {
                at = lastAny + 1;
                position = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == ANY) {
            at++;
        }
        return at == pattern.length;
    }

    private static boolean fits(int wanted, char found, boolean ignoreCase) {
        return wanted == ONE
                || wanted == found
                || (ignoreCase && wanted >= 0 && Character.toLowerCase(wanted) == Character.toLowerCase(found));
    }

    /** The parts between colons, at most {@code limit} of them; the last one keeps its colons. */
    List<Glob> splitAtColons(int limit) {
        List<Glob> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < pattern.length && parts.size() < limit - 1; i++) {
            if (pattern[i] == ':') {
                parts.add(new Glob(Arrays.copyOfRange(pattern, start, i)));
                start = i + 1;
            }
        }
        parts.add(new Glob(Arrays.copyOfRange(pattern, start, pattern.length)));
        return parts;
    }

    /** The text itself, wildcards written as themselves. */
    String text() {
        StringBuilder text = new StringBuilder(pattern.length);
        for (int code : pattern) {
            text.append(code == ANY ? '*' : code == ONE ? '?' : (char) code);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }

    /** Puts literal text and patterns together. */
    static final class Builder {

        private int[] codes = new int[64];
        private int length;

        Builder literal(String text) {
            text.chars().forEach(this::add);
            return this;
        }

        Builder pattern(String text) {
            text.chars().forEach(code -> add(code == '*' ? ANY : code == '?' ? ONE : code));
            return this;
        }

        private void add(int code) {
            if (length == codes.length) {
                codes = Arrays.copyOf(codes, 2 * length);
            }
            codes[length++] = code;
        }

        Glob build() {
            return new Glob(Arrays.copyOf(codes, length));
        }
    }
}
