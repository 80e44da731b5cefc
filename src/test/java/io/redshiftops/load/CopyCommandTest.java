package io.redshiftops.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.api.v1alpha1.S3LoadSpec.Compression;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Csv;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Dates;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Delimited;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Format;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Mode;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnChange;
import io.redshiftops.api.v1alpha1.S3LoadSpec.OnEmpty;
import io.redshiftops.load.LoadDesign.SourceDesign;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.sql.StatementText;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyCommandTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/reader";
    private static final S3Uri FROM = new S3Uri("data", "p/");
    private static final String HOSTILE = "'\"\\;-/*$N0 x";

    @Test
    void csvAsItIsByDefault() {
        assertThat(text(csv(",", "\"", null), List.of(), false, null))
                .isEqualTo("COPY \"public\".\"t\" FROM 's3://data/p/' IAM_ROLE '" + ROLE
                        + "' FORMAT AS CSV DELIMITER ',' QUOTE AS '\"'");
    }

    @Test
    void everyOptionOfCsv() {
        Format all = new Format(
                new Csv(";", "'", Compression.GZIP, 1, 10, "\\N", Dates.AUTO, true, true, true, true, true, true),
                null);

        assertThat(text(all, List.of("a", "b"), true, "us-east-1"))
                .isEqualTo("COPY \"public\".\"t\" (\"a\", \"b\") FROM 's3://data/p/' IAM_ROLE '" + ROLE
                        + "' REGION 'us-east-1' MANIFEST FORMAT AS CSV DELIMITER ';' QUOTE AS '''' GZIP IGNOREHEADER 1"
                        + " MAXERROR 10 NULL AS '\\N' DATEFORMAT 'auto' TIMEFORMAT 'auto' EMPTYASNULL BLANKSASNULL"
                        + " IGNOREBLANKLINES FILLRECORD TRUNCATECOLUMNS TRIMBLANKS");
    }

    @Test
    void everyOptionOfDelimitedText() {
        Format all = new Format(
                null,
                new Delimited(
                        "|",
                        Compression.ZSTD,
                        2,
                        3,
                        "nil",
                        Dates.DEFAULT,
                        true,
                        true,
                        true,
                        true,
                        true,
                        true,
                        true,
                        true));

        assertThat(text(all, List.of(), false, null))
                .endsWith("' DELIMITER '|' ZSTD IGNOREHEADER 2 MAXERROR 3 NULL AS 'nil' ESCAPE REMOVEQUOTES EMPTYASNULL"
                        + " BLANKSASNULL IGNOREBLANKLINES FILLRECORD TRUNCATECOLUMNS TRIMBLANKS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {"0009 '\\011'", "0001 '\\001'", "005C '\\134'", "0027 ''''", "007C '|'"})
    void aDelimiterIsWrittenAsCopyReadsIt(String character, String written) {
        String delimiter = Character.toString(Integer.parseInt(character, 16));

        assertThat(text(csv(delimiter, "\"", null), List.of(), false, null)).contains("DELIMITER " + written + " ");
    }

    @Test
    void noTextForNullEndsItsLiteralHoweverBackslashesAreRead() {
        Pattern literal = Pattern.compile("NULL AS ('.*)$", Pattern.DOTALL);
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String hostile = random.ints(random.nextInt(10), 0, HOSTILE.length())
                    .mapToObj(i -> HOSTILE.substring(i, i + 1))
                    .collect(Collectors.joining());

            String text = text(csv(",", "\"", hostile), List.of(), false, null);

            Matcher matcher = literal.matcher(text);
            assertThat(matcher.find()).isTrue();
            assertThat(StatementText.of(text).words())
                    .as("seed %d: %s", seed, text)
                    .hasSize(1);
            assertThat(end(matcher.group(1)))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(matcher.group(1).length());
        }
    }

    /** Where the literal at the begin of a text ends for a reader to whom a backslash escapes. */
    private static int end(String text) {
        int i = 1;
        while (i < text.length()) {
            if (text.charAt(i) == '\\') {
                i += 2;
            } else if (text.startsWith("''", i)) {
                i += 2;
            } else if (text.charAt(i) == '\'') {
                return i + 1;
            } else {
                i++;
            }
        }
        return -1;
    }

    @Test
    void hostileNamesStayNames() {
        TableDesign table = new TableDesign(
                "t",
                "a\"; DROP TABLE x; --",
                "b\"",
                List.of("c\") FROM 's3://evil/'"),
                new SourceDesign.Prefix(FROM),
                null,
                csv(",", "\"", null),
                Mode.APPEND,
                null,
                null,
                OnChange.FLAG,
                OnEmpty.FLAG,
                null);

        String text = CopyCommand.text(table, FROM, false, ROLE, null);

        assertThat(text)
                .startsWith(
                        "COPY \"a\"\"; DROP TABLE x; --\".\"b\"\"\" (\"c\"\") FROM 's3://evil/'\") FROM 's3://data/p/'");
        assertThat(StatementText.of(text).isSingle()).isTrue();
    }

    @Test
    void anAddressThatNeedsEscapingIsRefusedRatherThanGuessed() {
        assertThatThrownBy(() -> CopyCommand.text(LoadDesigns.APPEND, new S3Uri("data", "a\\'b"), false, ROLE, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Format csv(String delimiter, String quote, @Nullable String nullAs) {
        return new Format(
                new Csv(
                        delimiter,
                        quote,
                        Compression.NONE,
                        0,
                        0,
                        nullAs,
                        Dates.DEFAULT,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false),
                null);
    }

    private static String text(Format format, List<String> columns, boolean manifest, @Nullable String region) {
        TableDesign table = new TableDesign(
                "t",
                "public",
                "t",
                columns,
                new SourceDesign.Prefix(FROM),
                region,
                format,
                Mode.APPEND,
                null,
                null,
                OnChange.FLAG,
                OnEmpty.FLAG,
                null);
        return CopyCommand.text(table, FROM, manifest, ROLE, region);
    }
}
