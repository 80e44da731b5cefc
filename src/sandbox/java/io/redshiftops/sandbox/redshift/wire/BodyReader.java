package io.redshiftops.sandbox.redshift.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Takes a message's body apart. A body that is too short gives {@link IllegalArgumentException}. */
public final class BodyReader {

    private final ByteBuffer body;

    BodyReader(byte[] body) {
        this.body = ByteBuffer.wrap(body);
    }

    /** The next byte. */
    public int readByte() {
        require(1);
        return body.get() & 0xff;
    }

    /** The next two bytes. */
    public int readShort() {
        require(Short.BYTES);
        return body.getShort();
    }

    /** The next four bytes. */
    public int readInt() {
        require(Integer.BYTES);
        return body.getInt();
    }

    /** The next string, up to its zero byte. */
    public String readString() {
        int start = body.position();
        int end = start;
        while (end < body.limit() && body.get(end) != 0) {
            end++;
        }
        require(end - start + 1);
        body.position(end + 1);
        return new String(body.array(), start, end - start, StandardCharsets.UTF_8);
    }

    /** All that is left. */
    public byte[] readRest() {
        byte[] rest = new byte[body.remaining()];
        body.get(rest);
        return rest;
    }

    /** Skips bytes. */
    public void skip(int count) {
        require(count);
        body.position(body.position() + count);
    }

    /** Where the reader is, counted from the body's start. */
    public int position() {
        return body.position();
    }

    /** Whether something is left. */
    public boolean hasMore() {
        return body.hasRemaining();
    }

    private void require(int count) {
        if (count < 0 || body.remaining() < count) {
            throw new IllegalArgumentException("the message is too short");
        }
    }
}
