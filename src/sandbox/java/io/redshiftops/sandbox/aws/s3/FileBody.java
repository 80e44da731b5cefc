package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a file, opened at once: it can be read even if the object is overwritten meanwhile. */
final class FileBody implements Reply.Body {

    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private final long length;

    FileBody(Path file, long offset, long length) {
        this.length = length;
        try {
            this.in = Files.newInputStream(file);
            in.skipNBytes(offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("a file is " + left + " bytes shorter than it was");
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
