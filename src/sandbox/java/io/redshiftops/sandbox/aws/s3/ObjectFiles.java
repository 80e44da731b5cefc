package io.redshiftops.sandbox.aws.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The files that hold the content of objects, in one directory; a file is written once and never changed. */
final class ObjectFiles implements AutoCloseable {

    private static final int BUFFER = 1 << 17;

    /**
     * Content that was written.
     *
     * @param md5 in hexadecimal
     */
    record Written(Path file, long size, String md5, Map<ChecksumAlgorithm, String> checksums) {}

    private final Path directory;

    /**
     * Files below a directory.
     *
     * @param directory made if it is not there; what an earlier sandbox left in it is removed
     */
    ObjectFiles(Path directory) {
        this.directory = directory;
        removeAll();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep objects in " + directory, e);
        }
    }

    /** Writes content, with the checksums that are wanted of it. */
    Written write(InputStream content, List<ChecksumAlgorithm> algorithms) throws IOException {
        Path file = newFile();
        try (OutputStream out = Files.newOutputStream(file)) {
            return digest(file, content, out, algorithms);
        } catch (IOException | RuntimeException broken) {
            remove(file);
            throw broken;
        }
    }

    /** What would be told of content that is in a file already. */
    static Written describe(Path file, List<ChecksumAlgorithm> algorithms) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return digest(file, in, OutputStream.nullOutputStream(), algorithms);
        }
    }

    private static Written digest(Path file, InputStream content, OutputStream out, List<ChecksumAlgorithm> algorithms)
            throws IOException {
        ChecksumAlgorithm.Running md5 = ChecksumAlgorithm.digest("MD5");
        List<ChecksumAlgorithm.Running> running = new ArrayList<>();
        algorithms.forEach(algorithm -> running.add(algorithm.start()));
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            md5.update(buffer, 0, count);
            for (ChecksumAlgorithm.Running each : running) {
                each.update(buffer, 0, count);
            }
            out.write(buffer, 0, count);
            size += count;
        }
        Map<ChecksumAlgorithm, String> checksums = new java.util.EnumMap<>(ChecksumAlgorithm.class);
        for (int i = 0; i < algorithms.size(); i++) {
            checksums.put(algorithms.get(i), running.get(i).base64());
        }
        return new Written(file, size, HexFormat.of().formatHex(md5.value()), checksums);
    }

    /** Puts files together into one. */
    Path concatenate(List<Path> parts) throws IOException {
        Path file = newFile();
        try (OutputStream out = Files.newOutputStream(file)) {
            for (Path part : parts) {
                Files.copy(part, out);
            }
        }
        return file;
    }

    private Path newFile() {
        return directory.resolve(UUID.randomUUID().toString());
    }

    /** Removes a file, if it is one of these: files of lazy objects are not. */
    void remove(Path file) {
        if (directory.equals(file.getParent())) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The digest of several parts is the one of their digests, with their number. */
    static String etagOfParts(List<String> md5s) {
        ChecksumAlgorithm.Running all = ChecksumAlgorithm.digest("MD5");
        for (String md5 : md5s) {
            byte[] bytes = HexFormat.of().parseHex(md5);
            all.update(bytes, 0, bytes.length);
        }
        return HexFormat.of().formatHex(all.value()) + "-" + md5s.size();
    }

    @Override
    public void close() {
        removeAll();
    }

    private void removeAll() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            Optional<IOException> failure = files.sorted(Comparator.reverseOrder())
                    .flatMap(file -> delete(file).stream())
                    .findFirst();
            if (failure.isPresent()) {
                throw failure.get();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }

    private static Optional<IOException> delete(Path file) {
        try {
            Files.delete(file);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}
