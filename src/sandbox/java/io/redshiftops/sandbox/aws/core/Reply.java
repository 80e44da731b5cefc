package io.redshiftops.sandbox.aws.core;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP reply that was not sent yet.
 *
 * @param headers by name; {@code Content-Length} comes from the body
 */
public record Reply(int status, Map<String, String> headers, Body body) {

    /** No content at all. */
    public static final Body NO_BODY = Body.of(new byte[0]);

    /** What a reply carries; closed once it is sent, or is not to be sent. */
    public interface Body extends AutoCloseable {

        /** The number of bytes. */
        long length();

        void writeTo(OutputStream out) throws IOException;

        /** Lets go of what the body is read from; most have nothing to let go. */
        @Override
        default void close() throws IOException {}

        /** A body that is in memory. */
        static Body of(byte[] bytes) {
            return new Body() {
                @Override
                public long length() {
                    return bytes.length;
                }

                @Override
                public void writeTo(OutputStream out) throws IOException {
                    out.write(bytes);
                }
            };
        }
    }

    public static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, Map.of("Content-Type", contentType), Body.of(body));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), NO_BODY);
    }

    /** The same with one more header. */
    public Reply with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Reply(status, all, body);
    }
}
