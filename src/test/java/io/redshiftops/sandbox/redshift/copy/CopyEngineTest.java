package io.redshiftops.sandbox.redshift.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.redshift.copy.ColumnType.Kind;
import io.redshiftops.sandbox.redshift.copy.TableDescription.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyEngineTest {

    private static final CopySource.Reader READER = new CopySource.Reader("c", "us-east-1", "123456789012", "u");

    @TempDir
    private Path scratch;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private static Column column(String name, ColumnType type) {
        return new Column(name, type, false, false);
    }

    private static TableDescription table(ColumnType... types) {
        List<Column> columns = new ArrayList<>();
        for (ColumnType type : types) {
            columns.add(column("c" + columns.size(), type));
        }
        return new TableDescription("t", columns, List.of());
    }

    private CopyOutcome copy(String from, TableDescription table, MemorySource source) throws IOException {
        CopyStatement statement = CopyStatement.parse("copy t from 's3://b/" + from, false);
        return CopyEngine.copy(
                statement,
                table,
                source,
                READER,
                (rows, start, end) -> written.write(rows, start, end - start),
                () -> false,
                scratch);
    }

    private String rows() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void objectsUnderAPrefixAreLoadedInOrderWhetherOrNotTheyEndInANewline() throws IOException {
        MemorySource source = new MemorySource()
                .with("p/1", MemorySource.gzip("1;a\\b\r\n2;\n"))
                .with("p/2", MemorySource.gzip("3;c"))
                .with("q", "never");

        CopyOutcome outcome = copy(
                "p/' iam_role 'r' gzip delimiter ';'",
                table(ColumnType.of(Kind.INTEGER), new ColumnType(Kind.VARCHAR, 10, 0)),
                source);

        assertThat(rows()).isEqualTo("1\ta\\\\b\n2\t\n3\tc\n");
        assertThat(outcome.notices())
                .containsExactly("Load into table 't' completed, 3 record(s) loaded successfully.");
        assertThat(outcome.files()).extracting(CopyOutcome.FileCount::lines).containsExactly(2L, 1L);
    }

    @Test
    void csvKeepsDelimitersQuotesAndNewlinesInQuotes() throws IOException {
        MemorySource source = new MemorySource().with("k", "h,h\n1,\"a,\"\"b\"\"\nc\"\n2,\n");

        copy(
                "k' iam_role 'r' csv ignoreheader 1",
                table(ColumnType.of(Kind.INTEGER), new ColumnType(Kind.VARCHAR, 20, 0)),
                source);

        assertThat(rows()).isEqualTo("1\ta,\"b\"\\nc\n2\t\n");
    }

    @Test
    void badRowsBelowTheLimitAreLeftOutAndToldOf() throws IOException {
        MemorySource source = new MemorySource().with("k", "1|x\na|x\n3|toolong\n4|y\n");

        CopyOutcome outcome = copy(
                "k' iam_role 'r' maxerror 3",
                table(ColumnType.of(Kind.INTEGER), new ColumnType(Kind.VARCHAR, 3, 0)),
                source);

        assertThat(outcome.failed()).isFalse();
        assertThat(rows()).isEqualTo("1\tx\n4\ty\n");
        assertThat(outcome.errors())
                .extracting(LoadError::line, LoadError::column, LoadError::code, LoadError::reason, LoadError::rawField)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                2L, "c0", 1207, "Invalid digit, Value 'a', Pos 0, Type: Integer", "a"),
                        org.assertj.core.groups.Tuple.tuple(
                                3L, "c1", 1204, "String length exceeds DDL length", "toolong"));
    }

    @Test
    void theFirstBadRowFailsALoadWithoutMaxerror() throws IOException {
        CopyOutcome outcome =
                copy("k' iam_role 'r'", table(ColumnType.of(Kind.INTEGER)), new MemorySource().with("k", "1\nx\n"));

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.failure())
                .isEqualTo("Load into table 't' failed.  Check 'stl_load_errors' system table for details.");
        assertThat(outcome.rows()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    SMALLINT; 32767; 32767
                    SMALLINT; 32768; 1222
                    BIGINT; -9223372036854775808; -9223372036854775808
                    BIGINT; 9223372036854775808; 1222
                    INTEGER; 1.5; 1207
                    DECIMAL; 20.259; 20.25
                    DECIMAL; 1234567.1; 1204
                    DECIMAL; -0.001; 0.00
                    DOUBLE; 1e400; 1204
                    DOUBLE; 1.5e3; 1.5e3
                    DOUBLE; x; 1208
                    BOOLEAN; YES; t
                    BOOLEAN; maybe; 1210
                    DATE; 2024-02-29; 2024-02-29
                    DATE; 2023-02-29; 1205
                    DATE; 2024-2-9; 1205
                    TIMESTAMP; 2024-02-29 23:59:59.5; 2024-02-29 23:59:59.500000
                    TIMESTAMP; 2024-02-29; 1206
                    TIMESTAMPTZ; 2024-01-01 00:30:00+01; 2023-12-31 23:30:00+00:00
                    """)
    void valuesAreConvertedAsRedshiftDoes(Kind kind, String field, String expected) throws IOException {
        ColumnType type = kind == Kind.DECIMAL ? new ColumnType(kind, 8, 2) : ColumnType.of(kind);

        CopyOutcome outcome = copy("k' iam_role 'r'", table(type), new MemorySource().with("k", field));

        String got = outcome.failed() ? String.valueOf(outcome.errors().get(0).code()) : rows().strip();
        assertThat(got).isEqualTo(expected);
    }

    @Test
    void aPrefixWithoutObjectsFails() {
        assertThatThrownBy(
                        () -> copy("main/x.csv' iam_role 'r'", table(ColumnType.of(Kind.INTEGER)), new MemorySource()))
                .hasMessage("The specified S3 prefix 'main/x.csv' does not exist");
    }

    @Test
    void aManifestNamesFilesOfWhichOnlyMandatoryOnesMustExist() throws IOException {
        MemorySource source = new MemorySource().with("a", "1\n").with("m", """
                        {"entries": [{"url": "s3://b/a", "mandatory": true}, {"url": "s3://b/gone"},
                          {"url": "s3://b/a", "meta": {}}]}""");

        copy("m' iam_role 'r' manifest", table(ColumnType.of(Kind.INTEGER)), source);

        assertThat(rows()).isEqualTo("1\n1\n");
    }

    @Test
    void brokenGzipFails() {
        assertThatThrownBy(() -> copy(
                        "k' iam_role 'r' gzip",
                        table(ColumnType.of(Kind.INTEGER)),
                        new MemorySource().with("k", Arrays.copyOf(MemorySource.gzip("1\n2\n"), 15))))
                .isInstanceOf(CopyFailure.class)
                .hasMessageContaining("inflate");
    }

    @Test
    void aSortKeyOrdersRowsAndKeepsEqualOnesAsTheyCame() throws IOException {
        TableDescription table = new TableDescription(
                "t",
                List.of(column("a", ColumnType.of(Kind.INTEGER)), column("b", ColumnType.of(Kind.INTEGER))),
                List.of("a"));

        copy("k' iam_role 'r'", table, new MemorySource().with("k", "3|1\n-1|2\n|3\n3|0\n10|5\n"));

        assertThat(rows()).isEqualTo("-1\t2\n3\t1\n3\t0\n10\t5\n\\N\t3\n");
    }

    @Test
    void rowsBeyondTheMemoryAreSortedByFilesThatAreRemoved() throws IOException {
        long seed = 42;
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        try (SortedRows sorted = new SortedRows(scratch, 4096)) {
            for (int i = 0; i < 5000; i++) {
                String row = random.nextInt(500) + "\t" + i + "\n";
                expected.add(row);
                byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
                Bytes key = new Bytes(16);
                SortKeys.add(Kind.INTEGER, bytes, 0, row.indexOf('\t'), key);
                sorted.add(key, bytes, 0, bytes.length);
            }
            sorted.writeTo((rows, from, to) -> written.write(rows, from, to - from), () -> false);
        }
        expected.sort(Comparator.comparingInt(row -> Integer.parseInt(row.substring(0, row.indexOf('\t')))));

        assertThat(rows()).as("seed %d", seed).isEqualTo(String.join("", expected));
        try (var left = Files.list(scratch)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aCanceledLoadStops() {
        CopyStatement statement = CopyStatement.parse("copy t from 's3://b/k' iam_role 'r'", false);

        assertThatThrownBy(() -> CopyEngine.copy(
                        statement,
                        table(ColumnType.of(Kind.INTEGER)),
                        new MemorySource().with("k", "1\n"),
                        READER,
                        (rows, from, to) -> {},
                        () -> true,
                        scratch))
                .isInstanceOf(CopyCanceledException.class);
    }
}
