package io.redshiftops.sandbox;

import io.redshiftops.sandbox.aws.s3.RoleReads;
import io.redshiftops.sandbox.aws.s3.S3ReadException;
import io.redshiftops.sandbox.redshift.copy.CopySource;
import io.redshiftops.sandbox.redshift.copy.CopySourceException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets COPY read the emulated S3 in the name of emulated roles. */
final class RoleReadsSource implements CopySource {

    private volatile @Nullable RoleReads reads;

    /** From now on reads like this: the AWS world is made after the servers. */
    void use(RoleReads roleReads) {
        reads = roleReads;
    }

    @Override
    public Session open(Reader reader, String role, String region) {
        RoleReads current = reads;
        if (current == null) {
            return CopySource.none().open(reader, role, region);
        }
        RoleReads.Session session = translated(() -> current.asRole(role, reader.arn(), region));
        return new Session() {
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
        };
    }

    private static <T> T translated(Supplier<T> read) {
        try {
            return read.get();
        } catch (S3ReadException e) {
            throw new CopySourceException(
                    CopySourceException.Reason.valueOf(e.reason().name()), String.valueOf(e.getMessage()));
        }
    }
}
