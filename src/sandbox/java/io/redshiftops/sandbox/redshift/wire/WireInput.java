package io.redshiftops.sandbox.redshift.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads protocol messages from a peer; for one thread at a time. */
public final class WireInput {

    /** No message of an honest peer is larger; PostgreSQL refuses allocations above 1 GB as well. */
    private static final int LARGEST_BODY = 256 << 20;

    private final InputStream source;
    private final byte[] buffer = new byte[64 << 10];
    private int position;
    private int limit;

    /** Reads from this stream, which need not be buffered. */
    public WireInput(InputStream source) {
        this.source = source;
    }

    /** The next byte: a message's type. Throws {@link EOFException} when the peer has gone. */
    public int readByte() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & 0xff;
    }

    /** The next four bytes, most significant first. */
    public int readInt() throws IOException {
        return readByte() << 24 | readByte() << 16 | readByte() << 8 | readByte();
    }

    /** The rest of a message whose type was read: its length and that many bytes. */
    public Message readMessage(int type) throws IOException {
        return new Message(type, readBody(readLength()));
    }

    /** The next message, type and all. */
    public Message readMessage() throws IOException {
        return readMessage(readByte());
    }

    /** A message's body length, which is what the length field says less the field itself. */
    public int readLength() throws IOException {
        int length = readInt() - Integer.BYTES;
        if (length < 0 || length > LARGEST_BODY) {
            throw new IOException("invalid message length " + length);
        }
        return length;
    }

    /** This many bytes. */
    public byte[] readBody(int length) throws IOException {
        byte[] body = new byte[length];
        int done = Math.min(length, limit - position);
        System.arraycopy(buffer, position, body, 0, done);
        position += done;
        while (done < length) {
            int count = source.read(body, done, length - done);
            if (count < 0) {
                throw new EOFException("the connection ended within a message");
            }
            done += count;
        }
        return body;
    }

    /** Passes this many bytes on without keeping them. */
    public void copyTo(WireOutput target, int length) throws IOException {
        int left = length;
        while (left > 0) {
            if (position == limit) {
                fill();
            }
            int count = Math.min(left, limit - position);
            target.writeBytes(buffer, position, count);
            position += count;
            left -= count;
        }
    }

    /** Whether the next message has begun to arrive and is of this type. */
    public boolean isNext(int type) throws IOException {
        if (position == limit) {
            if (source.available() == 0) {
                return false;
            }
            fill();
        }
        return (buffer[position] & 0xff) == type;
    }

    /** Whether bytes can be read without waiting for the peer. */
    public boolean hasBuffered() {
        return position < limit;
    }

    private void fill() throws IOException {
        int count = source.read(buffer, 0, buffer.length);
        if (count < 0) {
            throw new EOFException("the connection ended");
        }
        position = 0;
        limit = count;
    }
}
