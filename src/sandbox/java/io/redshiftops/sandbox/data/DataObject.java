package io.redshiftops.sandbox.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * An object of a data set: some entries of a table as a gzip file, which is made when first asked for.
 *
 * <p>Safe for use by several threads, which then make the file once. Processes that share a directory may make it at the
 * same time, which costs time but harms nobody: the file is written under another name and then renamed in one step, so
 * what is there is whole, and all of them write the same rows.
 */
public final class DataObject {

    private static final int BUFFER = 1 << 16;

    private final String key;
    private final Table table;
    private final long from;
    private final long to;
    private final Path path;

    DataObject(String key, Table table, long from, long to, Path directory) {
        this.key = key;
        this.table = table;
        this.from = from;
        this.to = to;
        this.path = directory.resolve(key);
    }

    /** The object's key in its bucket, such as {@code ssbgz/part/part-00000.gz}. */
    public String key() {
        return key;
    }

    /**
     * The file that holds the object, made now if it is not there.
     *
     * @throws UncheckedIOException if it cannot be written; a later call tries again
     */
    public synchronized Path file() {
        if (Files.exists(path)) {
            return path;
        }
        try {
            Files.createDirectories(path.getParent());
            Path unfinished = Files.createTempFile(path.getParent(), "unfinished-", ".gz");
            try {
                write(unfinished);
                // What another process has finished meanwhile stays: it may have told the file's size already.
                if (Files.notExists(path)) {
                    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
                }
            } finally {
                Files.deleteIfExists(unfinished);
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path, e);
        }
    }

    /** Where the file is or will be. */
    Path path() {
        return path;
    }

    private void write(Path file) throws IOException {
        try (OutputStream out = new FastGzip(Files.newOutputStream(file))) {
            table.write(from, to, out);
        }
    }

    /** Gzip at its fastest: data is made once and read from the same machine, so time counts and size hardly does. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
