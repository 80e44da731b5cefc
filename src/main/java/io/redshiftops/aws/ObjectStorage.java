package io.redshiftops.aws;

import java.util.List;
import java.util.Optional;

/** S3 as one role sees it, until it is closed. */
public interface ObjectStorage extends AutoCloseable {

    /** All objects whose keys begin with the prefix, in the order of their keys. */
    List<StoredObject> list(String bucket, String prefix);

    /** What an object is now; empty if there is none. */
    Optional<StoredObject> head(String bucket, String key);

    /** The text of a small object, such as a manifest; empty if there is none. */
    Optional<String> read(String bucket, String key);

    /** Writes a small object. */
    void write(String bucket, String key, String text);

    /** Deletes an object; an absent one is no error. */
    void delete(String bucket, String key);

    @Override
    void close();

    /**
     * An object.
     *
     * @param etag AWS's entity tag, without quotation marks
     * @param size bytes
     */
    record StoredObject(String bucket, String key, String etag, long size) {
        /** Its URI. */
        public String uri() {
            return "s3://" + bucket + "/" + key;
        }
    }
}
