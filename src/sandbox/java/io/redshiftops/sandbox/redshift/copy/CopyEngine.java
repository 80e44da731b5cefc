package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.CopyOptions.Flag;
import io.redshiftops.sandbox.redshift.copy.CopyOutcome.FileCount;
import io.redshiftops.sandbox.redshift.copy.CopySource.SourceObject;
import io.redshiftops.sandbox.redshift.copy.TableDescription.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a COPY: reads its objects, converts their rows and writes them into a sink.
 *
 * <p>One thread reads and unpacks ahead, the caller's converts and writes, so that a sink that is slow makes reading
 * wait, and memory is bounded.
 */
public final class CopyEngine {

    private static final int CHUNK = 128 << 10;
    private static final int MOST_DETAILS = 1000;

    private final CopyStatement copy;
    private final CopyOptions options;
    private final TableDescription table;
    private final List<Column> columns;
    private final RowSink sink;
    private final CopyControl control;
    private final Path scratch;
    private final List<LoadError> errors = new ArrayList<>();
    private final List<FileCount> files = new ArrayList<>();
    private final Bytes out = new Bytes(2 * CHUNK);
    private final RowConverter converter;
    private long rows;
    private long rejected;

    private CopyEngine(CopyStatement copy, TableDescription table, RowSink sink, CopyControl control, Path scratch) {
        this.copy = copy;
        this.options = copy.options();
        this.table = table;
        this.columns = table.loadedBy(copy);
        this.sink = sink;
        this.control = control;
        this.scratch = scratch;
        this.converter = new RowConverter(columns, options);
    }

    /**
     * Runs a COPY.
     *
     * @param sink gets the rows of the columns that {@link TableDescription#loadedBy} names, in this thread; nothing
     *     before the objects were found, and nothing with NOLOAD
     * @param scratch a directory for temporary files, used only if rows must be sorted that do not fit into memory
     * @throws CopyFailure if it fails as a whole
     * @throws CopyCanceledException if the control says so
     * @throws IOException of the sink or of temporary files
     */
    public static CopyOutcome copy(
            CopyStatement copy,
            TableDescription table,
            CopySource source,
            CopySource.Reader reader,
            RowSink sink,
            CopyControl control,
            Path scratch)
            throws IOException {
        return new CopyEngine(copy, table, sink, control, scratch).run(source, reader);
    }

    private CopyOutcome run(CopySource source, CopySource.Reader reader) throws IOException {
        CopySource.Session session = open(source, reader);
        List<SourceObject> objects = new SourceObjects(session).of(copy);
        boolean failed = false;
        try (RowOrder order = RowOrder.of(table, columns, target(), scratch);
                ObjectStream stream = new ObjectStream(session, objects, options.has(Flag.GZIP), control)) {
            RowReader lines = new RowReader(stream, options, columns.size() + 1);
            for (SourceObject object : objects) {
                failed = !load(object, lines, order);
                if (failed) {
                    break;
                }
            }
            if (!failed) {
                flush(order);
                order.finish(control);
            }
        }
        return new CopyOutcome(table.name(), failed ? 0 : rows, rejected, errors, files, failed);
    }

    private RowSink target() {
        return options.has(Flag.NOLOAD) ? (bytes, from, to) -> {} : sink;
    }

    private CopySource.Session open(CopySource source, CopySource.Reader reader) {
        String region = copy.region() == null ? reader.region() : copy.region();
        try {
            return source.open(reader, copy.role(), region);
        } catch (CopySourceException e) {
            throw SourceFailures.of(e, "IAM Role");
        }
    }

    /** Returns whether the load may go on. */
    private boolean load(SourceObject object, RowReader lines, RowOrder order) throws IOException {
        Instant start = Instant.now();
        lines.nextObject();
        boolean fine = true;
        int row = 0;
        while (fine && lines.next()) {
            row++;
            if (row > options.ignoreHeader() && !(lines.isBlank() && options.has(Flag.IGNOREBLANKLINES))) {
                fine = load(lines, object, order);
            }
        }
        files.add(
                new FileCount(object.uri(), object.size(), lines.linesRead(), lines.bytesRead(), start, Instant.now()));
        return fine;
    }

    private boolean load(RowReader lines, SourceObject object, RowOrder order) throws IOException {
        int size = out.size();
        Rejection rejection = converter.convert(lines, out);
        if (rejection != null) {
            out.resize(size);
            reject(rejection, lines, object);
            return rejected < options.errorLimit();
        }
        rows++;
        if (order.isSorted()) {
            order.add(out, size, converter);
            out.resize(0);
        } else if (out.size() >= CHUNK) {
            flush(order);
        }
        return true;
    }

    private void flush(RowOrder order) throws IOException {
        if (control.isCanceled()) {
            throw new CopyCanceledException();
        }
        order.pass(out);
        out.resize(0);
    }

    private void reject(Rejection rejection, RowReader lines, SourceObject object) {
        rejected++;
        if (errors.size() >= MOST_DETAILS) {
            return;
        }
        int field = converter.wrongField();
        boolean known = field >= 0 && field < lines.count();
        Column column = field >= 0 ? columns.get(field) : null;
        errors.add(new LoadError(
                object.uri(),
                lines.line(),
                lines.offset(),
                column == null ? "" : column.name(),
                column == null ? "" : column.type().shownName(),
                column == null ? "" : column.type().shownLength(),
                known ? lines.position(field) : 0,
                lines.shownLine(),
                known ? lines.shown(lines.bytes(field), lines.start(field), lines.end(field)) : "",
                rejection.code(),
                rejection.reason()));
    }
}
