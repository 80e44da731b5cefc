package io.redshiftops.benchmark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Hash of a row of values, in which {@code ab, c} differs from {@code a, bc}, and nothing from an empty text. Not
 * thread-safe.
 */
final class Fingerprint {

    private static final int HEX_BYTES = 16;

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Adds a text or nothing. */
    Fingerprint add(@Nullable String value) {
        byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(value == null ? -1 : bytes.length)
                .flip());
        digest.update(bytes);
        return this;
    }

    /** Adds a number. */
    Fingerprint add(long value) {
        return add(Long.toString(value));
    }

    /** The first 64 bits of the hash; it begins anew. */
    long bits() {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** The first 128 bits as 32 hexadecimal digits; it begins anew. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, HEX_BYTES);
    }
}
