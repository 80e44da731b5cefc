package io.redshiftops.sandbox.redshift.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of JSON objects, one a line, to which the front end appends and which PostgreSQL reads: neither a reader's
 * snapshot nor a ROLLBACK touches it. When it is full, its older half goes. Safe for use by several threads.
 */
final class EventFile {

    private static final ObjectMapper JSON = JsonMapper.builder()
            // A reader never meets half a character, and PostgreSQL's encoding checks have nothing to object to.
            .configure(JsonWriteFeature.ESCAPE_NON_ASCII, true)
            .build();

    private final String name;
    private final long limit;
    private @Nullable Path path;
    private @Nullable FileChannel channel;

    /**
     * A file that is not open yet: what is appended until then is lost.
     *
     * @param limit how many bytes it may have
     */
    EventFile(String name, long limit) {
        this.name = name;
        this.limit = limit;
    }

    static ObjectNode event() {
        return JSON.createObjectNode();
    }

    /** Text that PostgreSQL can hold: without zero bytes and halves of characters, cut to a length. */
    static @Nullable String text(@Nullable String value, int length) {
        if (value == null) {
            return null;
        }
        String cut = value.length() <= length ? value : value.substring(0, length);
        byte[] bytes = cut.replace('\0', '.').getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Begins an empty file in this directory. */
    synchronized void open(Path directory) throws IOException {
        close();
        path = directory.resolve(name);
        channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    synchronized void append(ObjectNode event) {
        FileChannel open = channel;
        Path file = path;
        if (open == null || file == null) {
            return;
        }
        try {
            write(open, (JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.US_ASCII));
            if (open.position() > limit) {
                channel = halve(file, open);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + event, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static FileChannel halve(Path file, FileChannel full) throws IOException {
        full.close();
        byte[] bytes = Files.readAllBytes(file);
        int from = bytes.length / 2;
        while (bytes[from - 1] != '\n') {
            from++;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        write(channel, Arrays.copyOfRange(bytes, from, bytes.length));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return channel;
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
