package io.redshiftops.sandbox.redshift;

import io.redshiftops.sandbox.redshift.copy.CopySource;
import io.redshiftops.sandbox.redshift.copy.CopySourceException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The objects of one bucket, {@code lake}, which one role may read. */
final class MemoryObjects implements CopySource {

    static final String ROLE = "arn:aws:iam::123456789012:role/loader";

    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    void put(String key, String content) {
        put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    void put(String key, byte[] content) {
        objects.put(key, content);
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
                return new ByteArrayInputStream(content);
            }
        };
    }
}
