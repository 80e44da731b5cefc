package io.redshiftops.sandbox.redshift.copy;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts rows by their keys, equal ones in the order in which they came: in memory up to a bound, beyond it by sorted
 * runs in files, which are merged.
 */
final class SortedRows implements AutoCloseable {

    static final int DEFAULT_MEMORY = 64 << 20;
    private static final int CHUNK = 128 << 10;
    private static final int HEAD = 2 * Integer.BYTES;

    private final Path directory;
    private final int memory;
    /** Length of key, length of row, key, row; one after the other. */
    private final Bytes entries = new Bytes(1 << 20);

    private int[] places = new int[1024];
    private long[] prefixes = new long[1024];
    private int count;
    private final List<Path> runs = new ArrayList<>();
    private final Bytes chunk = new Bytes(2 * CHUNK);

    SortedRows(Path directory) {
        this(directory, DEFAULT_MEMORY);
    }

    SortedRows(Path directory, int memory) {
        this.directory = directory;
        this.memory = memory;
    }

    void add(Bytes key, byte[] row, int from, int to) throws IOException {
        if (count > 0 && entries.size() + HEAD + key.size() + to - from > memory) {
            spill();
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
            prefixes = Arrays.copyOf(prefixes, count * 2);
        }
        places[count] = entries.size();
        prefixes[count] = prefix(key);
        count++;
        entries.addLong((long) key.size() << 32 | (to - from));
        entries.add(key.array(), 0, key.size());
        entries.add(row, from, to);
    }

    /** The first bytes, ordered as a signed number. */
    private static long prefix(Bytes key) {
        // The first byte only tells NULL from others; keys of numbers are one byte longer than a long.
        long value = key.array()[0];
        for (int i = 1; i <= 7; i++) {
            value = value << 8 | (i < key.size() ? key.array()[i] & 0xff : 0);
        }
        return value;
    }

    /** Writes all rows in order. */
    void writeTo(RowSink sink, CopyControl control) throws IOException {
        if (runs.isEmpty()) {
            for (int index : order()) {
                int place = places[index];
                emit(entries.array(), rowStart(place), rowEnd(place), sink, control);
            }
        } else {
            spill();
            merge(sink, control);
        }
        send(sink);
    }

    private void emit(byte[] bytes, int from, int to, RowSink sink, CopyControl control) throws IOException {
        chunk.add(bytes, from, to);
        if (chunk.size() >= CHUNK) {
            if (control.isCanceled()) {
                throw new CopyCanceledException();
            }
            send(sink);
        }
    }

    private void send(RowSink sink) throws IOException {
        if (chunk.size() > 0) {
            sink.write(chunk.array(), 0, chunk.size());
            chunk.resize(0);
        }
    }

    private int keyLength(int place) {
        return number(place);
    }

    private int rowStart(int place) {
        return place + HEAD + keyLength(place);
    }

    private int rowEnd(int place) {
        return rowStart(place) + number(place + Integer.BYTES);
    }

    private int number(int at) {
        byte[] bytes = entries.array();
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff);
    }

    private int compare(int left, int right) {
        int byPrefix = Long.compare(prefixes[left], prefixes[right]);
        if (byPrefix != 0) {
            return byPrefix;
        }
        int a = places[left];
        int b = places[right];
        return Arrays.compareUnsigned(entries.array(), a + HEAD, rowStart(a), entries.array(), b + HEAD, rowStart(b));
    }

    /** The indexes of the entries in order: a merge sort, which is stable. */
    private int[] order() {
        int[] from = new int[count];
        int[] to = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = i;
        }
        for (int width = 1; width < count; width *= 2) {
            for (int start = 0; start < count; start += 2 * width) {
                mergeParts(from, to, start, Math.min(start + width, count), Math.min(start + 2 * width, count));
            }
            int[] sorted = to;
            to = from;
            from = sorted;
        }
        return from;
    }

    private void mergeParts(int[] from, int[] to, int start, int middle, int end) {
        if (middle == end || compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takeLeft = right == end || (left < middle && compare(from[left], from[right]) <= 0);
            to[at] = takeLeft ? from[left++] : from[right++];
        }
    }

    private void spill() throws IOException {
        Files.createDirectories(directory);
        Path run = Files.createTempFile(directory, "copy-sort-", ".run");
        runs.add(run);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), CHUNK))) {
            for (int index : order()) {
                int place = places[index];
                out.write(entries.array(), place, rowEnd(place) - place);
            }
        }
        entries.resize(0);
        count = 0;
    }

    /** An open file and its current entry. */
    private static final class Run implements AutoCloseable {

        private final int number;
        private final DataInputStream in;
        private byte[] key = new byte[0];
        private byte[] row = new byte[0];

        Run(int number, Path file) throws IOException {
            this.number = number;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), CHUNK));
        }

        boolean next() throws IOException {
            int keyLength;
            try {
                keyLength = in.readInt();
            } catch (EOFException e) {
                return false;
            }
            int rowLength = in.readInt();
            key = in.readNBytes(keyLength);
            row = in.readNBytes(rowLength);
            return true;
        }

        int compareTo(Run other) {
            int byKey = Arrays.compareUnsigned(key, other.key);
            return byKey != 0 ? byKey : Integer.compare(number, other.number);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private void merge(RowSink sink, CopyControl control) throws IOException {
        PriorityQueue<Run> queue = new PriorityQueue<>(Run::compareTo);
        List<Run> open = new ArrayList<>();
        try {
            for (int i = 0; i < runs.size(); i++) {
                Run run = new Run(i, runs.get(i));
                open.add(run);
                if (run.next()) {
                    queue.add(run);
                }
            }
            for (Run run = queue.poll(); run != null; run = queue.poll()) {
                emit(run.row, 0, run.row.length, sink, control);
                if (run.next()) {
                    queue.add(run);
                }
            }
        } finally {
            for (Run run : open) {
                run.close();
            }
        }
    }

    /** Removes the files. */
    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }
}
