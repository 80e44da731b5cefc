package io.redshiftops.sandbox.redshift;

import io.redshiftops.sandbox.redshift.copy.CopySource;
import io.redshiftops.sandbox.redshift.copy.CopySourceException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The objects of one bucket, {@code lake}, which one role may read. */
final class MemoryObjects implements CopySource {

    static final String ROLE = "arn:aws:iam::123456789012:role/loader";

    /** What an endless object has at most, lest a test that fails fills the disk. */
    private static final long ENOUGH = 2L << 30;

    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final Set<String> endless = ConcurrentHashMap.newKeySet();

    void put(String key, String content) {
        put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    void put(String key, byte[] content) {
        objects.put(key, content);
    }

    /** An object that repeats a row for so long that nobody waits for its end. */
    void putEndless(String key, String row) {
        put(key, row.repeat(1000));
        endless.add(key);
    }

    @Override
    public Session open(Reader reader, String role, String region) {
        if (!role.equals(ROLE)) {
            throw new CopySourceException(
                    CopySourceException.Reason.ROLE_NOT_ASSUMABLE,
                    "User " + reader.arn() + " is not authorized to assume IAM Role " + role);
        }
        return new Session() {
            @Override
            public List<SourceObject> list(String bucket, String prefix) {
                return objects.tailMap(prefix).entrySet().stream()
                        .filter(object -> object.getKey().startsWith(prefix))
                        .map(object -> new SourceObject(bucket, object.getKey(), object.getValue().length, "etag"))
                        .toList();
            }

            @Override
            public InputStream open(String bucket, String key) {
                byte[] content = objects.get(key);
                if (content == null) {
                    throw new CopySourceException(
                            CopySourceException.Reason.NO_SUCH_KEY, "The specified key does not exist.");
                }
                return endless.contains(key) ? repeated(content) : new ByteArrayInputStream(content);
            }
        };
    }

    private static InputStream repeated(byte[] content) {
        return new InputStream() {
            private long given;

            @Override
            public int read() {
                return given < ENOUGH ? content[(int) (given++ % content.length)] : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (given >= ENOUGH) {
                    return -1;
                }
                int from = (int) (given % content.length);
                int count = Math.min(length, content.length - from);
                System.arraycopy(content, from, bytes, offset, count);
                given += count;
                return count;
            }
        };
    }
}
