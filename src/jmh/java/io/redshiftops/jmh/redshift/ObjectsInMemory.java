package io.redshiftops.jmh.redshift;

import io.redshiftops.sandbox.data.DataObject;
import io.redshiftops.sandbox.redshift.copy.CopySource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Gzip objects that any role may read from any bucket. */
final class ObjectsInMemory implements CopySource {

    private final NavigableMap<String, byte[]> objects = new TreeMap<>();

    void add(List<DataObject> made) throws IOException {
        for (DataObject object : made) {
            objects.put(object.key(), Files.readAllBytes(object.file()));
        }
    }

    /** What is in all objects of a prefix. */
    byte[] unpacked(String prefix) throws IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (SourceObject object : list("any", prefix)) {
            try (InputStream content = new GZIPInputStream(open("any", object.key()))) {
                content.transferTo(rows);
            }
        }
        return rows.toByteArray();
    }

    private List<SourceObject> list(String bucket, String prefix) {
        return objects.tailMap(prefix).entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new SourceObject(bucket, object.getKey(), object.getValue().length, "etag"))
                .toList();
    }

    private InputStream open(String bucket, String key) {
        byte[] content = objects.get(key);
        if (content == null) {
            throw new IllegalArgumentException("there is no " + key + " in " + bucket);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public Session open(Reader reader, String role, String region) {
        return new Session() {
            @Override
            public List<SourceObject> list(String bucket, String prefix) {
                return ObjectsInMemory.this.list(bucket, prefix);
            }

            @Override
            public InputStream open(String bucket, String key) {
                return ObjectsInMemory.this.open(bucket, key);
            }
        };
    }
}
