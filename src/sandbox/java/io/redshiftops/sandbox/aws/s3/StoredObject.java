package io.redshiftops.sandbox.aws.s3;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An object as it lies in a bucket.
 *
 * @param file where its content is
 * @param etag without quotation marks
 * @param metadata headers that go back with it, by name in lower case
 * @param checksum what the client sent to check it by
 */
record StoredObject(
        String key,
        Instant lastModified,
        Path file,
        long size,
        String etag,
        Map<String, String> metadata,
        Optional<ObjectChecksum> checksum,
        Map<String, String> tags) {

    /**
     * A checksum of an object.
     *
     * @param value in base 64; of a checksum of checksums, with a hyphen and the number of parts
     * @param composite whether it is one of the parts' checksums
     */
    record ObjectChecksum(ChecksumAlgorithm algorithm, String value, boolean composite) {
        String type() {
            return composite ? "COMPOSITE" : "FULL_OBJECT";
        }
    }

    String quotedEtag() {
        return "\"" + etag + "\"";
    }

    StoredObject withTags(Map<String, String> changed) {
        return new StoredObject(key, lastModified, file, size, etag, metadata, checksum, Map.copyOf(changed));
    }
}
