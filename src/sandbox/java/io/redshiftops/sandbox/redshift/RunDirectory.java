package io.redshiftops.sandbox.redshift;

import io.redshiftops.sandbox.redshift.postgres.DirectoryTrees;
import io.redshiftops.sandbox.redshift.postgres.PostgresHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A directory that belongs to one sandbox while it lives, proven by a lock that ends with its process, however that
 * ends. What sandboxes left behind is removed by the next one.
 */
final class RunDirectory implements AutoCloseable {

    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel lock;
    private final AtomicInteger clusters = new AtomicInteger();

    private RunDirectory(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** Makes a fresh directory below this one, after removing those that nobody holds any more. */
    static RunDirectory create(Path parent) {
        try {
            Files.createDirectories(parent);
            removeLeftOvers(parent);
            Path directory =
                    Files.createTempDirectory(parent, ProcessHandle.current().pid() + "-");
            FileChannel lock =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw new IOException("another process holds " + directory);
            }
            return new RunDirectory(directory, lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory below " + parent, e);
        }
    }

    /** A data directory for a new cluster. Its name is short, since PostgreSQL's socket lies in it. */
    Path newCluster() {
        return directory.resolve("clusters").resolve(Integer.toString(clusters.incrementAndGet()));
    }

    /** The copy of a data directory that a snapshot is. */
    Path snapshot(String identifier) {
        return directory.resolve("snapshots").resolve(identifier);
    }

    @Override
    public void close() {
        try {
            lock.close();
            DirectoryTrees.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }

    private static void removeLeftOvers(Path parent) throws IOException {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(parent)) {
            for (Path run : runs) {
                if (isLeftOver(run)) {
                    PostgresHome.stopLeftOvers(run.resolve("clusters"));
                    DirectoryTrees.delete(run);
                }
            }
        }
    }

    private static boolean isLeftOver(Path run) throws IOException {
        Path file = run.resolve(LOCK);
        if (!Files.exists(file)) {
            // It is being made or removed just now.
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException e) {
            // Another sandbox in this very process holds it.
            return false;
        }
    }
}
