package io.redshiftops.sandbox.aws.s3;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A multipart upload under way.
 *
 * @param composite whether the object's checksum is to be one of the parts' checksums
 * @param parts by number
 */
record Upload(
        String id,
        String key,
        Instant started,
        Map<String, String> metadata,
        Map<String, String> tags,
        Optional<ChecksumAlgorithm> algorithm,
        boolean composite,
        NavigableMap<Integer, Part> parts) {

    /** A part that has come. */
    record Part(int number, Instant lastModified, ObjectFiles.Written written) {
        String etag() {
            return written.md5();
        }
    }

    static Upload start(
            String id,
            String key,
            Instant started,
            Map<String, String> metadata,
            Map<String, String> tags,
            Optional<ChecksumAlgorithm> algorithm,
            boolean composite) {
        return new Upload(id, key, started, metadata, tags, algorithm, composite, new ConcurrentSkipListMap<>());
    }
}
