package io.redshiftops.load;

/** A bucket and a key or prefix. */
record S3Uri(String bucket, String key) {

    private static final String SCHEME = "s3://";

    /**
     * Reads a URI.
     *
     * @throws IllegalArgumentException if it is none of S3
     */
    static S3Uri parse(String uri) {
        int slash = uri.indexOf('/', SCHEME.length());
        if (!uri.startsWith(SCHEME) || slash < 0) {
            throw new IllegalArgumentException(uri + " is no S3 URI such as s3://bucket/key");
        }
        return new S3Uri(uri.substring(SCHEME.length(), slash), uri.substring(slash + 1));
    }

    @Override
    public String toString() {
        return SCHEME + bucket + "/" + key;
    }
}
