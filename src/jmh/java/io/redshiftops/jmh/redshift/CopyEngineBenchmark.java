package io.redshiftops.jmh.redshift;

import io.redshiftops.sandbox.data.DataObject;
import io.redshiftops.sandbox.data.DataSet;
import io.redshiftops.sandbox.data.StarSchema;
import io.redshiftops.sandbox.redshift.copy.ColumnType;
import io.redshiftops.sandbox.redshift.copy.ColumnType.Kind;
import io.redshiftops.sandbox.redshift.copy.CopyEngine;
import io.redshiftops.sandbox.redshift.copy.CopySource;
import io.redshiftops.sandbox.redshift.copy.CopyStatement;
import io.redshiftops.sandbox.redshift.copy.TableDescription;
import io.redshiftops.sandbox.redshift.copy.TableDescription.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many rows and bytes of lineorder COPY unpacks, converts and, with a sort key, sorts in a second, without a database
 * behind it: one thread unpacks, another does the rest.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CopyEngineBenchmark {

    private static final CopySource.Reader READER = new CopySource.Reader("c", "us-east-1", "123456789012", "u");
    private static final Pattern COLUMN = Pattern.compile("(\\w+) (integer|varchar\\((\\d+)\\))");

    /** The sort key, if any. */
    @Param({"", "lo_orderdate"})
    public String sortKey = "";

    private final CopyStatement copy =
            CopyStatement.parse("copy t from 's3://b/ssbgz/lineorder/' iam_role 'r' gzip", false);
    private final ObjectsInMemory objects = new ObjectsInMemory();
    private TableDescription table = new TableDescription("t", List.of(), List.of());
    private Path directory = Path.of("");

    /** Makes the objects. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "copy-engine-");
        List<DataObject> lineorder = DataSet.starSchema(StarSchema.ofScale(0.02), directory).objects().stream()
                .filter(object -> object.key().startsWith(LoadedTable.LINEORDER.prefix()))
                .toList();
        objects.add(lineorder);
        List<Column> columns = new ArrayList<>();
        Matcher column = COLUMN.matcher(LoadedTable.LINEORDER.columns().toLowerCase(Locale.ROOT));
        while (column.find()) {
            String length = column.group(3);
            ColumnType type = length == null
                    ? ColumnType.of(Kind.INTEGER)
                    : new ColumnType(Kind.VARCHAR, Integer.parseInt(length), 0);
            columns.add(new Column(column.group(1), type, true, false));
        }
        table = new TableDescription("t", columns, sortKey.isEmpty() ? List.of() : List.of(sortKey));
    }

    /** Removes the objects. */
    @TearDown
    public void close() throws IOException {
        try (Stream<Path> left = Files.walk(directory)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Adds rows and bytes per second to the report. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Loaded {
        /** Rows loaded. */
        public long rows;
        /** Bytes that the database would get. */
        public long bytes;
    }

    /** All of lineorder at scale factor 0.02. */
    @Benchmark
    public void lineorder(Loaded loaded) throws IOException {
        loaded.rows += CopyEngine.copy(
                        copy,
                        table,
                        objects,
                        READER,
                        (rows, from, to) -> loaded.bytes += to - from,
                        () -> false,
                        directory)
                .rows();
    }
}
