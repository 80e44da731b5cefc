package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Identifiers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The clusters, snapshots and subnet groups of all regions. Guarded by the account's lock. */
final class Inventory {

    /** A subnet group as it was made. */
    record SubnetGroup(
            String name,
            String arn,
            String description,
            String vpcId,
            List<String> subnetIds,
            Map<String, String> tags,
            String createdBy) {}

    /** What one region holds, each by its identifier. */
    record Region(
            String endpointHash,
            Map<String, ManagedCluster> clusters,
            Map<String, ManagedSnapshot> snapshots,
            Map<String, SubnetGroup> subnetGroups) {}

    /** The twelve characters that all endpoints of an account in a region share. */
    private static final int ENDPOINT_HASH = 12;

    private final Account account;
    private final Map<String, Region> byRegion = new TreeMap<>();

    Inventory(Account account) {
        this.account = account;
    }

    Account account() {
        return account;
    }

    Region in(String region) {
        return byRegion.computeIfAbsent(
                region,
                absent -> new Region(
                        Identifiers.random("abcdefghijklmnopqrstuvwxyz0123456789", ENDPOINT_HASH),
                        new TreeMap<>(),
                        new TreeMap<>(),
                        new TreeMap<>()));
    }

    Collection<Region> all() {
        return byRegion.values();
    }

    String clusterArn(String region, String identifier) {
        return account.arn("redshift", region, "cluster:" + identifier);
    }

    String snapshotArn(String region, String cluster, String snapshot) {
        return account.arn("redshift", region, "snapshot:" + cluster + "/" + snapshot);
    }

    /** A cluster by its exact identifier, as far as it is visible yet. */
    Optional<ManagedCluster> cluster(String region, String identifier) {
        return Optional.ofNullable(in(region).clusters().get(identifier))
                .filter(cluster -> account.consistency().isVisible(cluster.arn()));
    }

    Optional<ManagedSnapshot> snapshot(String region, String identifier) {
        return Optional.ofNullable(in(region).snapshots().get(identifier))
                .filter(snapshot -> account.consistency().isVisible(snapshot.arn()));
    }
}
