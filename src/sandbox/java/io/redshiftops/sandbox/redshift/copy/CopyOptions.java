package io.redshiftops.sandbox.redshift.copy;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a COPY says of its files and of the conversion.
 *
 * @param flags the options without an argument
 * @param delimiter between fields
 * @param quote around fields of CSV
 * @param values the arguments of the other options
 */
public record CopyOptions(
        Set<Flag> flags, byte delimiter, byte quote, int ignoreHeader, int maxErrors, Map<Text, String> values) {

    /** The most errors that MAXERROR allows, which IGNOREALLERRORS goes beyond. */
    private static final int ALL_ERRORS = Integer.MAX_VALUE;

    /** Copies set and map. */
    public CopyOptions {
        flags = Set.copyOf(flags);
        values = Map.copyOf(values);
    }

    /** Options without an argument. */
    public enum Flag {
        ACCEPTANYDATE,
        ACCEPTINVCHARS,
        BLANKSASNULL,
        CSV,
        EMPTYASNULL,
        ESCAPE,
        EXPLICIT_IDS,
        FILLRECORD,
        GZIP,
        IGNOREALLERRORS,
        IGNOREBLANKLINES,
        MANIFEST,
        NOLOAD,
        REMOVEQUOTES,
        ROUNDEC,
        TRIMBLANKS,
        TRUNCATECOLUMNS
    }

    /** Options with a text as argument. */
    public enum Text {
        /** Replaces invalid characters. */
        ACCEPTINVCHARS,
        DATEFORMAT,
        NULL,
        TIMEFORMAT
    }

    /** Whether the files are CSV. */
    public boolean isCsv() {
        return has(Flag.CSV);
    }

    boolean has(Flag flag) {
        return flags.contains(flag);
    }

    @Nullable
    String value(Text option) {
        return values.get(option);
    }

    /** So many errors make the COPY fail. */
    int errorLimit() {
        return has(Flag.IGNOREALLERRORS) ? ALL_ERRORS : Math.max(1, maxErrors);
    }
}
