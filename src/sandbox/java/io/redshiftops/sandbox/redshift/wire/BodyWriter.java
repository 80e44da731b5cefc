package io.redshiftops.sandbox.redshift.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts a message's body together. */
public final class BodyWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

    /** Adds a byte. */
    public BodyWriter addByte(int value) {
        bytes.write(value);
        return this;
    }

    /** Adds two bytes, most significant first. */
    public BodyWriter addShort(int value) {
        return addByte(value >>> 8).addByte(value);
    }

    /** Adds four bytes, most significant first. */
    public BodyWriter addInt(int value) {
        return addShort(value >>> 16).addShort(value);
    }

    /** Adds a string and its zero byte. */
    public BodyWriter addString(String text) {
        return addBytes(text.getBytes(StandardCharsets.UTF_8)).addByte(0);
    }

    /** Adds bytes as they are. */
    public BodyWriter addBytes(byte[] more) {
        bytes.writeBytes(more);
        return this;
    }

    /** Adds a value of a row or of a Bind message: its length and its bytes. */
    public BodyWriter addValue(byte[] value) {
        return addInt(value.length).addBytes(value);
    }

    /** The body so far. */
    public byte[] bytes() {
        return bytes.toByteArray();
    }

    /** A message with the body so far. */
    public Message message(int type) {
        return new Message(type, bytes());
    }
}
