package io.redshiftops.sandbox.redshift.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.sandbox.redshift.copy.ColumnType.Kind;
import io.redshiftops.sandbox.redshift.copy.TableDescription.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the options of a COPY make of the same bytes; {@code ⏎} ends a line, a number is the code of a rejection. */
class CopyOptionsTest {

    private static final CopySource.Reader READER = new CopySource.Reader("c", "us-east-1", "123456789012", "u");
    private static final Column ID = new Column("id", ColumnType.of(Kind.INTEGER), false, false);
    private static final Column WORD = new Column("word", new ColumnType(Kind.VARCHAR, 5, 0), false, false);

    @TempDir
    private Path scratch;

    private String copy(String options, String content, List<Column> columns) throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        CopyOutcome outcome = CopyEngine.copy(
                CopyStatement.parse("copy t from 's3://b/k' iam_role 'r' " + options, false),
                new TableDescription("t", columns, List.of()),
                new MemorySource().with("k", content.replace('⏎', '\n')),
                READER,
                (rows, start, end) -> written.write(rows, start, end - start),
                () -> false,
                scratch);
        return outcome.failed()
                ? String.valueOf(outcome.errors().get(0).code())
                : written.toString(StandardCharsets.UTF_8).replace('\n', '⏎').replace('\t', '→');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    ``                     ~ `1|a`           ~ `1→a⏎`
                    ``                     ~ `1|a|`          ~ `1→a⏎`
                    ``                     ~ `1|a|b`         ~ 1202
                    ``                     ~ `1`             ~ 1214
                    fillrecord             ~ `1`             ~ `1→⏎`
                    ``                     ~ `1|`            ~ `1→⏎`
                    ``                     ~ `1|  `          ~ `1→  ⏎`
                    ``                     ~ ` 7 |a`         ~ `7→a⏎`
                    ``                     ~ `|a`            ~ `\\N→a⏎`
                    emptyasnull            ~ `1|`            ~ `1→\\N⏎`
                    emptyasnull            ~ `1|  `          ~ `1→  ⏎`
                    blanksasnull           ~ `1|  `          ~ `1→\\N⏎`
                    blanksasnull           ~ `1|`            ~ `1→⏎`
                    trimblanks             ~ `1| a  `        ~ `1→ a⏎`
                    truncatecolumns        ~ `1|abcdefg`     ~ `1→abcde⏎`
                    ``                     ~ `1|abcdefg`     ~ 1204
                    ``                     ~ `1|\\N`         ~ `1→\\N⏎`
                    null as 'nil'          ~ `1|nil⏎2|\\N`   ~ `1→\\N⏎2→\\\\N⏎`
                    ``                     ~ `1|a\\b`        ~ `1→a\\\\b⏎`
                    escape                 ~ `1|a\\|b`       ~ `1→a|b⏎`
                    escape                 ~ `1|a\\⏎b`       ~ `1→a\\nb⏎`
                    removequotes           ~ `1|"a|b"`       ~ `1→a|b⏎`
                    removequotes           ~ `1|"ab`         ~ 1216
                    ignoreheader 2         ~ `h⏎h⏎1|a`       ~ `1→a⏎`
                    ``                     ~ `1|a⏎⏎2|b`      ~ 1211
                    ignoreblanklines       ~ `1|a⏎⏎2|b`      ~ `1→a⏎2→b⏎`
                    maxerror 2             ~ `x|a⏎2|b`       ~ `2→b⏎`
                    maxerror 2             ~ `x|a⏎y|b`       ~ 1207
                    ignoreallerrors        ~ `x|a⏎y|b⏎3|c`   ~ `3→c⏎`
                    delimiter '\\t'        ~ `1	a`           ~ `1→a⏎`
                    delimiter ';'          ~ `1;a|b`         ~ `1→a|b⏎`
                    csv                    ~ `1,"a,""b"`     ~ `1→a,"b⏎`
                    csv quote as '%'       ~ `1,%a,b%`       ~ `1→a,b⏎`
                    csv delimiter '|'      ~ `1|"a|b"`       ~ `1→a|b⏎`
                    csv null as 'x'        ~ `1,x⏎2,"x"`     ~ `1→\\N⏎2→x⏎`
                    noload                 ~ `1|a`           ~ ``
                    """)
    void optionsDecideWhatFieldsAre(String options, String content, String expected) throws IOException {
        assertThat(copy(options, content, List.of(ID, WORD))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    DATE        ~ dateformat 'DD/MM/YYYY'          ~ 29/02/2024           ~ 2024-02-29
                    DATE        ~ dateformat 'DD/MM/YYYY'          ~ 30/02/2024           ~ 1205
                    DATE        ~ dateformat 'auto'                ~ 20240229             ~ 2024-02-29
                    DATE        ~ dateformat 'auto'                ~ Feb 29, 2024         ~ 2024-02-29
                    DATE        ~ acceptanydate                    ~ 2024-02-30           ~ \\N
                    TIMESTAMP   ~ timeformat 'epochsecs'           ~ 1709164800           ~ 2024-02-29 00:00:00
                    TIMESTAMP   ~ timeformat 'epochmillisecs'      ~ 1709164800123        ~ 2024-02-29 00:00:00.123000
                    TIMESTAMP   ~ timeformat 'auto'                ~ 2024-02-29T23:59:58  ~ 2024-02-29 23:59:58
                    TIMESTAMP   ~ timeformat 'DD.MM.YYYY HH:MI:SS' ~ 29.02.2024 23:59:58  ~ 2024-02-29 23:59:58
                    TIMESTAMP   ~ ``                               ~ 29.02.2024 23:59:58  ~ 1206
                    TIMESTAMPTZ ~ timeformat 'auto'                ~ 2024-02-29 12:00:00+02 ~ 2024-02-29 10:00:00+00:00
                    DECIMAL     ~ ``                               ~ 20.259               ~ 20.25
                    DECIMAL     ~ roundec                          ~ 20.259               ~ 20.26
                    DECIMAL     ~ ``                               ~ 1e2                  ~ 100.00
                    BOOLEAN     ~ ``                               ~ 0                    ~ f
                    """)
    void optionsDecideHowValuesAreRead(Kind kind, String options, String field, String expected) throws IOException {
        ColumnType type = kind == Kind.DECIMAL ? new ColumnType(kind, 8, 2) : ColumnType.of(kind);
        String got = copy(options, field, List.of(new Column("c", type, false, false)));
        assertThat(got.replace("⏎", "")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    ``           ~ `a`   ~ `a⏎`
                    explicit_ids ~ `7|a` ~ `7→a⏎`
                    """)
    void anIdentityIsLoadedOnlyOnRequest(String options, String content, String expected) throws IOException {
        Column identity = new Column("id", ColumnType.of(Kind.BIGINT), true, true);
        assertThat(copy(options, content, List.of(identity, WORD))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"emptyasnull,1|,1213", "'',|a,1213"})
    void whatMustNotBeNullIsRejected(String options, String content, String expected) throws IOException {
        Column id = new Column("id", ColumnType.of(Kind.INTEGER), true, false);
        Column word = new Column("word", new ColumnType(Kind.VARCHAR, 5, 0), true, false);
        assertThat(copy(options, content, List.of(id, word))).isEqualTo(expected);
    }
}
