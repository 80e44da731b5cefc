package io.redshiftops.sandbox.aws.redshift;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.redshift.model.Snapshot;

/** A manual snapshot: what is told of it, and what is not. Guarded by the account's lock. */
final class ManagedSnapshot {

    static final String CREATING = "creating";
    static final String AVAILABLE = "available";
    static final String FINAL = "final snapshot";
    static final String FAILED = "failed";

    private final String arn;
    private final String region;
    private final String databaseSnapshotId;
    private final String createdBy;
    private final String adminPassword;
    private final Map<String, String> tags = new TreeMap<>();
    private Snapshot description;

    /**
     * A snapshot.
     *
     * @param databaseSnapshotId names the copy of the data, and is never used again
     * @param adminPassword the password that the admin user had at that time
     */
    ManagedSnapshot(
            String arn,
            String region,
            String databaseSnapshotId,
            String createdBy,
            String adminPassword,
            Snapshot description) {
        this.arn = arn;
        this.region = region;
        this.databaseSnapshotId = databaseSnapshotId;
        this.createdBy = createdBy;
        this.adminPassword = adminPassword;
        this.description = description;
    }

    String arn() {
        return arn;
    }

    String identifier() {
        return description.snapshotIdentifier();
    }

    String region() {
        return region;
    }

    String databaseSnapshotId() {
        return databaseSnapshotId;
    }

    String createdBy() {
        return createdBy;
    }

    String adminPassword() {
        return adminPassword;
    }

    Map<String, String> tags() {
        return tags;
    }

    Snapshot description() {
        return description;
    }

    void update(UnaryOperator<Snapshot.Builder> change) {
        description = change.apply(description.toBuilder()).build();
    }

    boolean isAvailable() {
        return AVAILABLE.equals(description.status());
    }
}
