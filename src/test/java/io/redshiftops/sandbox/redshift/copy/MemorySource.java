package io.redshiftops.sandbox.redshift.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Objects of the bucket {@code b} in memory. */
final class MemorySource implements CopySource {

    private final TreeMap<String, byte[]> objects = new TreeMap<>();

    MemorySource with(String key, String text) {
        objects.put(key, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    MemorySource with(String key, byte[] content) {
        objects.put(key, content);
        return this;
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Session open(Reader reader, String role, String region) {
        return new Session() {
            @Override
            public List<SourceObject> list(String bucket, String prefix) {
                if (!bucket.equals("b")) {
                    throw new CopySourceException(
                            CopySourceException.Reason.NO_SUCH_BUCKET, "The specified bucket does not exist");
                }
                return objects.entrySet().stream()
                        .filter(object -> object.getKey().startsWith(prefix))
                        .map(object -> new SourceObject(bucket, object.getKey(), object.getValue().length, "e"))
                        .toList();
            }

            @Override
            public InputStream open(String bucket, String key) {
                byte[] content = objects.get(key);
                if (content == null) {
                    throw new CopySourceException(
                            CopySourceException.Reason.NO_SUCH_KEY, "The specified key does not exist.");
                }
                return new ByteArrayInputStream(content);
            }
        };
    }
}
