package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Authorizer;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.core.Journal;
import io.redshiftops.sandbox.aws.core.JournalEntry;
import io.redshiftops.sandbox.aws.sts.RoleAssumption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects as Redshift's COPY does: in the name of a role that the cluster assumes, without HTTP.
 *
 * <p>What the role may not do here it may not do over HTTP either, and each read is in the journal.
 */
public final class RoleReads {

    private static final String REDSHIFT = "redshift.amazonaws.com";
    private static final String SESSION = "RedshiftIamRoleSession";
    private static final int PAGE = 1000;

    private final Account account;
    private final S3Service s3;
    private final RoleAssumption assumption;
    private final Authorizer authorizer;
    private final Journal journal;

    public RoleReads(Account account, S3Service s3, RoleAssumption assumption, Authorizer authorizer, Journal journal) {
        this.account = account;
        this.s3 = s3;
        this.assumption = assumption;
        this.authorizer = authorizer;
        this.journal = journal;
    }

    /** An object that a listing found. */
    public record ObjectSummary(String key, long size, String etag, Instant lastModified) {}

    /** Reads in the name of a role. */
    public interface Session {

        /**
         * The objects under a prefix, in the order of their keys.
         *
         * @throws S3ReadException if that is refused
         */
        List<ObjectSummary> list(String bucket, String prefix);

        /**
         * What is told of one object.
         *
         * @throws S3ReadException if that is refused, or there is none
         */
        ObjectSummary head(String bucket, String key);

        /**
         * The content of an object, to be closed by the caller.
         *
         * @throws S3ReadException if that is refused, or there is none
         */
        InputStream open(String bucket, String key);
    }

    /**
     * Assumes a role for a database user of a cluster.
     *
     * @param roleArn the role that COPY names
     * @param databaseUserArn {@code arn:aws:redshift:REGION:ACCOUNT:dbuser:CLUSTER/USER}, which a trust policy can ask
     *     for as {@code sts:ExternalId}
     * @param region the region in which COPY looks for the bucket
     * @throws S3ReadException of the reason {@code ROLE_NOT_ASSUMABLE}
     */
    public Session asRole(String roleArn, String databaseUserArn, String region) {
        Map<String, List<String>> keys = Map.of(
                "sts:ExternalId", List.of(databaseUserArn),
                "sts:RoleSessionName", List.of(SESSION));
        Caller.RoleSession role = assumption
                .byService(REDSHIFT, roleArn, region, SESSION, keys)
                .orElseThrow(() -> new S3ReadException(
                        S3ReadException.Reason.ROLE_NOT_ASSUMABLE,
                        "User " + databaseUserArn + " is not authorized to assume IAM Role " + roleArn,
                        null));
        return new RoleSession(role, region);
    }

    private final class RoleSession implements Session {

        private final Caller caller;
        private final String region;

        RoleSession(Caller caller, String region) {
            this.caller = caller;
            this.region = region;
        }

        @Override
        public List<ObjectSummary> list(String bucketName, String prefix) {
            return call("ListObjectsV2", bucketName, call -> {
                Bucket bucket = s3.buckets().in(region, bucketName);
                String arn = S3Access.arn(bucketName);
                call.concerns(arn);
                call.authorize(Access.to("s3:ListBucket")
                        .on(arn, "\"" + arn + "\"", Map.of())
                        .with("s3:prefix", prefix));
                List<ObjectSummary> found = new ArrayList<>();
                String after = "";
                for (boolean more = true; more; ) {
                    Listing page = Listing.of(bucket, prefix, "", after, PAGE);
                    page.objects().forEach(object -> found.add(summary(object)));
                    after = String.valueOf(page.last());
                    more = page.truncated();
                }
                return List.copyOf(found);
            });
        }

        @Override
        public ObjectSummary head(String bucket, String key) {
            return call("HeadObject", bucket, call -> summary(find(call, bucket, key)));
        }

        @Override
        public InputStream open(String bucket, String key) {
            return call("GetObject", bucket, call -> {
                try {
                    return Files.newInputStream(find(call, bucket, key).file());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        private StoredObject find(Call call, String bucketName, String key) {
            Bucket bucket = s3.buckets().in(region, bucketName);
            S3Access.authorize(call, "s3:GetObject", S3Access.arn(bucketName, key));
            return bucket.find(key).orElseThrow(() -> {
                S3Access.authorizeToMiss(call, bucketName);
                return S3Error.noSuchKey();
            });
        }

        private <T> T call(String operation, String bucket, Function<Call, T> work) {
            Instant start = account.now();
            Call call = new Call(account, s3, operation, region, caller, authorizer);
            try {
                T result = work.apply(call);
                record(start, call, 200, null);
                return result;
            } catch (AwsError error) {
                record(start, call, error.status(), error.code());
                throw new S3ReadException(
                        S3ReadException.Reason.of(error),
                        error.text(),
                        s3.buckets().regionOf(bucket));
            }
        }

        private void record(Instant start, Call call, int status, @Nullable String code) {
            journal.add(new JournalEntry(
                    start,
                    s3.name(),
                    call.operation(),
                    region,
                    caller.name(),
                    status,
                    code,
                    call.resource().orElse(null),
                    call.faults()));
        }

        private ObjectSummary summary(StoredObject object) {
            return new ObjectSummary(object.key(), object.size(), object.etag(), object.lastModified());
        }
    }
}
