package io.redshiftops.sandbox.redshift.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A blocking connection over a Unix domain socket, whose two streams may be used by two threads at once, but for
 * {@code available()}, which waits for writers.
 *
 * <p>{@link java.nio.channels.Channels} would not do: its streams of one channel lock each other out on JDK 17.
 */
final class UnixSocket implements AutoCloseable {

    /** What all systems take; Linux has 108 bytes, macOS 104, both with a final zero. */
    private static final int LONGEST_PATH = 103;

    private final SocketChannel channel;
    /** What was read to see whether there is anything. */
    private final ByteBuffer ahead = ByteBuffer.allocate(1).flip();

    private UnixSocket(SocketChannel channel) {
        this.channel = channel;
    }

    static UnixSocket connect(Path path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(shortest(path)));
            return new UnixSocket(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The path as the operating system takes it: relative to the working directory if that is shorter. */
    private static Path shortest(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Path working = Path.of("").toAbsolutePath();
        Path relative = absolute.startsWith(working) ? working.relativize(absolute) : absolute;
        Path chosen = relative.toString().length() < absolute.toString().length() ? relative : absolute;
        if (chosen.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new IOException("the path of the socket " + absolute + " is longer than " + LONGEST_PATH
                    + " bytes: run the sandbox in a directory with a shorter path");
        }
        return chosen;
    }

    InputStream input() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (ahead.hasRemaining() && length > 0) {
                    bytes[offset] = ahead.get();
                    return 1;
                }
                return channel.read(ByteBuffer.wrap(bytes, offset, length));
            }

            @Override
            public int available() throws IOException {
                if (!ahead.hasRemaining()) {
                    channel.configureBlocking(false);
                    channel.read(ahead.clear());
                    ahead.flip();
                    channel.configureBlocking(true);
                }
                return ahead.remaining();
            }
        };
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
