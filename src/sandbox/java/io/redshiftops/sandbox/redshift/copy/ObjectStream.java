package io.redshiftops.sandbox.redshift.copy;

import io.redshiftops.sandbox.redshift.copy.CopySource.SourceObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The unpacked contents of objects, one after the other, which a thread of its own reads ahead. */
final class ObjectStream implements AutoCloseable {

    private static final int BLOCK = 256 << 10;
    private static final int BLOCKS_AHEAD = 8;
    private static final int CANCEL_CHECK_MILLIS = 20;
    private static final int INFLATE_BUFFER = 64 << 10;

    /** Some bytes, the end of an object (no bytes), or why it cannot be read. */
    private static final class Block {
        private final byte[] bytes;
        private final int length;
        private final @Nullable RuntimeException failure;

        Block(byte[] bytes, int length, @Nullable RuntimeException failure) {
            this.bytes = bytes;
            this.length = length;
            this.failure = failure;
        }
    }

    private final CopySource.Session session;
    private final List<SourceObject> objects;
    private final boolean gzip;
    private final CopyControl control;
    private final BlockingQueue<Block> blocks = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
    private final Thread thread = new Thread(this::readAll, "redshift-copy-read");
    private volatile boolean closed;
    private byte[] current = new byte[0];
    private int position;
    private int limit;

    ObjectStream(CopySource.Session session, List<SourceObject> objects, boolean gzip, CopyControl control) {
        this.session = session;
        this.objects = objects;
        this.gzip = gzip;
        this.control = control;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Reads of the current object.
     *
     * @return how many bytes, -1 at the object's end; the next call begins the next object
     */
    int read(byte[] target, int from, int length) {
        if (position == limit) {
            Block block = take();
            if (block.failure != null) {
                throw block.failure;
            }
            if (block.length == 0) {
                return -1;
            }
            current = block.bytes;
            position = 0;
            limit = block.length;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(current, position, target, from, count);
        position += count;
        return count;
    }

    private Block take() {
        try {
            while (!control.isCanceled()) {
                Block block = blocks.poll(CANCEL_CHECK_MILLIS, TimeUnit.MILLISECONDS);
                if (block != null) {
                    return block;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CopyCanceledException();
    }

    private void readAll() {
        try {
            for (SourceObject object : objects) {
                if (!readObject(object)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // Closed early: nobody takes blocks any more.
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether all went well. */
    private boolean readObject(SourceObject object) throws InterruptedException {
        try (InputStream raw = session.open(object.bucket(), object.key());
                InputStream content = gzip ? new GZIPInputStream(raw, INFLATE_BUFFER) : raw) {
            while (!closed) {
                byte[] bytes = new byte[BLOCK];
                int length = content.readNBytes(bytes, 0, BLOCK);
                blocks.put(new Block(bytes, length, null));
                if (length == 0) {
                    return true;
                }
            }
            return false;
        } catch (CopySourceException e) {
            fail(SourceFailures.of(e, "S3 key being read : " + object.uri()));
        } catch (IOException e) {
            fail(SourceFailures.unreadable(object.uri(), e));
        } catch (RuntimeException e) {
            fail(e);
        }
        return false;
    }

    private void fail(RuntimeException failure) throws InterruptedException {
        blocks.put(new Block(new byte[0], 0, failure));
    }

    /** Stops the thread and waits until it has gone. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
