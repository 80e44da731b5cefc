package io.redshiftops.sandbox;

import io.redshiftops.sandbox.aws.s3.RoleReads;
import io.redshiftops.sandbox.aws.s3.S3ReadException;
import io.redshiftops.sandbox.redshift.copy.CopySource;
import io.redshiftops.sandbox.redshift.copy.CopySourceException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/** Lets COPY read the buckets of the emulated S3 in the name of roles. */
final class RoleObjects implements CopySource {

    private final Supplier<RoleReads> reads;

    RoleObjects(Supplier<RoleReads> reads) {
        this.reads = reads;
    }

    @Override
    public CopySource.Session open(Reader reader, String role, String region) {
        if (role.equals(DEFAULT_ROLE) || role.contains(",")) {
            throw new CopySourceException(
                    CopySourceException.Reason.ROLE_NOT_ASSUMABLE,
                    "the IAM role '" + role + "' is not emulated by this sandbox: name one role by its ARN");
        }
        return new RoleSession(translated(() -> reads.get().asRole(role, reader.arn(), region)));
    }

    private static <T> T translated(Supplier<T> read) {
        try {
            return read.get();
        } catch (S3ReadException e) {
            CopySourceException.Reason reason = switch (e.reason()) {
                case ROLE_NOT_ASSUMABLE -> CopySourceException.Reason.ROLE_NOT_ASSUMABLE;
                case ACCESS_DENIED -> CopySourceException.Reason.ACCESS_DENIED;
                case NO_SUCH_BUCKET -> CopySourceException.Reason.NO_SUCH_BUCKET;
                case WRONG_REGION -> CopySourceException.Reason.WRONG_REGION;
                case NO_SUCH_KEY -> CopySourceException.Reason.NO_SUCH_KEY;
            };
            throw new CopySourceException(reason, String.valueOf(e.getMessage()));
        }
    }

    private record RoleSession(RoleReads.Session session) implements CopySource.Session {

        @Override
        public List<SourceObject> list(String bucket, String prefix) {
            return translated(() -> session.list(bucket, prefix)).stream()
                    .map(object -> new SourceObject(bucket, object.key(), object.size(), object.etag()))
                    .toList();
        }

        @Override
        public InputStream open(String bucket, String key) {
            return translated(() -> session.open(bucket, key));
        }
    }
}
