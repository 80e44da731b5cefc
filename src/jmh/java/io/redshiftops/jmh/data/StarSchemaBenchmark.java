package io.redshiftops.jmh.data;

import io.redshiftops.sandbox.data.DataObject;
import io.redshiftops.sandbox.data.DataSet;
import io.redshiftops.sandbox.data.StarSchema;
import io.redshiftops.sandbox.data.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * How many rows and bytes one thread makes in a second, as text and as the gzip files that are loaded.
 *
 * <p>After {@code mvn process-test-classes}:
 * {@code java -cp target/test-classes:target/classes:$(cat target/sandbox.classpath) org.openjdk.jmh.Main StarSchema}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StarSchemaBenchmark {

    private static final StarSchema SCHEMA = StarSchema.ofScale(0.1);

    /** The table that is made. */
    @Param({"lineorder", "part", "customer"})
    public String table = "";

    private Table content = SCHEMA.table("lineorder");
    private long rows;
    private Path directory = Path.of("");
    private List<DataObject> objects = List.of();

    /** Picks the table, counts its rows and makes room for its files. */
    @Setup
    public void open() throws IOException {
        content = SCHEMA.table(table);
        rows = content.rows();
        directory = Files.createTempDirectory("star-schema");
        objects = DataSet.starSchema(SCHEMA, directory).objects().stream()
                .filter(object -> object.key().startsWith("ssbgz/" + table + "/"))
                .toList();
    }

    /** Removes the directories, which are empty by then. */
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
    public static class Made {
        /** Rows made. */
        public long rows;
        /** Bytes made. */
        public long bytes;
    }

    /** Text that nobody keeps. */
    @Benchmark
    public void text(Made made) throws IOException {
        Counter out = new Counter();
        content.write(0, content.entries(), out);
        made.rows += rows;
        made.bytes += out.bytes;
    }

    /** Gzip files, each removed as soon as it is there. */
    @Benchmark
    public void files(Made made) throws IOException {
        for (DataObject object : objects) {
            Path file = object.file();
            made.bytes += Files.size(file);
            Files.delete(file);
        }
        made.rows += rows;
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            bytes += length;
        }
    }
}
