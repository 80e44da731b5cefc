package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.Account;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The buckets of the account; safe for use by several threads. */
final class Buckets {

    /** The parts of a valid name, and what it must not look like. */
    private static final Pattern NAME =
            Pattern.compile("(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!xn--)(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private final Account account;
    private final NavigableMap<String, Bucket> buckets = new ConcurrentSkipListMap<>();

    Buckets(Account account) {
        this.account = account;
    }

    Account account() {
        return account;
    }

    Collection<Bucket> all() {
        return buckets.values();
    }

    /**
     * Makes a bucket.
     *
     * @return null if there is one of this name
     */
    @Nullable
    Bucket create(String name, String region, String createdBy) {
        if (!NAME.matcher(name).matches()) {
            throw S3Error.invalidBucketName();
        }
        Bucket bucket = new Bucket(name, region, account.now(), createdBy);
        return buckets.putIfAbsent(name, bucket) == null ? bucket : null;
    }

    void remove(Bucket bucket) {
        buckets.remove(bucket.name(), bucket);
    }

    Bucket inAnyRegion(String name) {
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            throw S3Error.noSuchBucket();
        }
        return bucket;
    }

    /** A bucket, from a request to its own region. */
    Bucket in(String region, String name) {
        Bucket bucket = inAnyRegion(name);
        if (!bucket.region().equals(region)) {
            throw S3Error.wrongRegion();
        }
        return bucket;
    }

    /** The region of a bucket; null if there is none of this name. */
    @Nullable
    String regionOf(String name) {
        Bucket bucket = buckets.get(name);
        return bucket == null ? null : bucket.region();
    }
}
