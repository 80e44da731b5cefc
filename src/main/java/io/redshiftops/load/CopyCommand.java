package io.redshiftops.load;

import static io.redshiftops.sql.SqlText.literal;
import static io.redshiftops.sql.SqlText.name;
import static io.redshiftops.sql.SqlText.names;

import io.redshiftops.api.v1alpha1.S3LoadSpec.Compression;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Csv;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Dates;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Delimited;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Format;
import io.redshiftops.load.LoadDesign.TableDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a COPY.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html">COPY</a>
 */
final class CopyCommand {

    private static final Pattern LONE_BACKSLASH = Pattern.compile("\\\\(?![A-Za-z0-9])");

    private CopyCommand() {}

    /**
     * Copies a source into a table.
     *
     * @param from a prefix, or a manifest's URI
     * @param region the bucket's region; null for the cluster's
     */
    static String text(TableDesign table, S3Uri from, boolean manifest, String roleArn, @Nullable String region) {
        List<String> words = new ArrayList<>();
        words.add("COPY " + name(table.schema(), table.table()));
        if (!table.columns().isEmpty()) {
            words.add("(" + names(table.columns()) + ")");
        }
        words.add("FROM " + literal(from.toString()));
        words.add("IAM_ROLE " + literal(roleArn));
        if (region != null) {
            words.add("REGION " + literal(region));
        }
        if (manifest) {
            words.add("MANIFEST");
        }
        words.addAll(options(table.format()));
        return String.join(" ", words);
    }

    private static List<String> options(Format format) {
        Csv csv = format.csv();
        return csv == null ? options(Objects.requireNonNull(format.delimited())) : options(csv);
    }

    private static List<String> options(Csv csv) {
        List<String> words = new ArrayList<>(List.of("FORMAT AS CSV"));
        words.add("DELIMITER " + character(csv.delimiter()));
        words.add("QUOTE AS " + character(csv.quote()));
        common(words, csv.compression(), csv.ignoreHeader(), csv.maxErrors(), csv.nullAs(), csv.dates());
        flag(words, csv.emptyAsNull(), "EMPTYASNULL");
        flag(words, csv.blanksAsNull(), "BLANKSASNULL");
        flag(words, csv.ignoreBlankLines(), "IGNOREBLANKLINES");
        flag(words, csv.fillRecord(), "FILLRECORD");
        flag(words, csv.truncateColumns(), "TRUNCATECOLUMNS");
        flag(words, csv.trimBlanks(), "TRIMBLANKS");
        return words;
    }

    private static List<String> options(Delimited delimited) {
        List<String> words = new ArrayList<>();
        words.add("DELIMITER " + character(delimited.delimiter()));
        common(
                words,
                delimited.compression(),
                delimited.ignoreHeader(),
                delimited.maxErrors(),
                delimited.nullAs(),
                delimited.dates());
        flag(words, delimited.escape(), "ESCAPE");
        flag(words, delimited.removeQuotes(), "REMOVEQUOTES");
        flag(words, delimited.emptyAsNull(), "EMPTYASNULL");
        flag(words, delimited.blanksAsNull(), "BLANKSASNULL");
        flag(words, delimited.ignoreBlankLines(), "IGNOREBLANKLINES");
        flag(words, delimited.fillRecord(), "FILLRECORD");
        flag(words, delimited.truncateColumns(), "TRUNCATECOLUMNS");
        flag(words, delimited.trimBlanks(), "TRIMBLANKS");
        return words;
    }

    private static void common(
            List<String> words,
            Compression compression,
            int ignoreHeader,
            int maxErrors,
            @Nullable String nullAs,
            Dates dates) {
        if (compression != Compression.NONE) {
            words.add(compression.name().toUpperCase(Locale.ROOT));
        }
        if (ignoreHeader > 0) {
            words.add("IGNOREHEADER " + ignoreHeader);
        }
        if (maxErrors > 0) {
            words.add("MAXERROR " + maxErrors);
        }
        if (nullAs != null) {
            words.add("NULL AS " + nullText(nullAs));
        }
        if (dates == Dates.AUTO) {
            words.add("DATEFORMAT 'auto' TIMEFORMAT 'auto'");
        }
    }

    /**
     * COPY itself reads the backslash of {@code \N}, so it stays as it is; any other would escape what follows it, be it the
     * end of the literal, and is doubled.
     */
    private static String nullText(String text) {
        return "'" + LONE_BACKSLASH.matcher(text).replaceAll("\\\\\\\\").replace("'", "''") + "'";
    }

    private static void flag(List<String> words, boolean wanted, String word) {
        if (wanted) {
            words.add(word);
        }
    }

    /** Control characters such as a tab are written in octal, as COPY asks. */
    private static String character(String character) {
        char only = character.charAt(0);
        return only < ' ' || only == '\\' ? "'\\%03o'".formatted((int) only) : literal(character);
    }
}
