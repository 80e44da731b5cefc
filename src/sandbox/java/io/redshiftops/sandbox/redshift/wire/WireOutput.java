package io.redshiftops.sandbox.redshift.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Writes protocol messages to a peer, buffered until {@link #flush()}; for one thread at a time. */
public final class WireOutput {

    private final OutputStream target;
    private final byte[] buffer = new byte[64 << 10];
    private int count;

    /** Writes to this stream, which need not be buffered. */
    public WireOutput(OutputStream target) {
        this.target = target;
    }

    /** Writes one byte. */
    public void writeByte(int value) throws IOException {
        if (count == buffer.length) {
            drain();
        }
        buffer[count++] = (byte) value;
    }

    /** Writes four bytes, most significant first. */
    public void writeInt(int value) throws IOException {
        writeByte(value >>> 24);
        writeByte(value >>> 16);
        writeByte(value >>> 8);
        writeByte(value);
    }

    /** Writes a message's type and the length field of a body of this many bytes, which the caller writes next. */
    public void writeHead(int type, int length) throws IOException {
        writeByte(type);
        writeInt(length + Integer.BYTES);
    }

    /** Writes a whole message. */
    public void writeMessage(int type, byte[] body) throws IOException {
        writeMessage(type, body, 0, body.length);
    }

    /** Writes a whole message whose body is a part of an array. */
    public void writeMessage(int type, byte[] bytes, int offset, int length) throws IOException {
        writeHead(type, length);
        writeBytes(bytes, offset, length);
    }

    /** Writes a whole message. */
    public void writeMessage(Message message) throws IOException {
        writeMessage(message.type(), message.body());
    }

    /** Writes bytes of a body. */
    public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - count) {
            drain();
            if (length >= buffer.length) {
                target.write(bytes, offset, length);
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, count, length);
        count += length;
    }

    /** Sends what is buffered. */
    public void flush() throws IOException {
        drain();
        target.flush();
    }

    private void drain() throws IOException {
        target.write(buffer, 0, count);
        count = 0;
    }
}
