package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import io.redshiftops.sandbox.aws.ec2.Networks;
import io.redshiftops.sandbox.aws.iam.Directory;
import io.redshiftops.sandbox.aws.secrets.SecretStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Redshift's control plane for provisioned clusters. */
public final class RedshiftService implements AwsService {

    private final Account account;
    private final Inventory inventory;
    private final List<Object> operations;

    public RedshiftService(
            Account account,
            Directory directory,
            Networks networks,
            SecretStore secrets,
            ClusterDatabases databases,
            RedshiftSettings settings) {
        this.account = account;
        this.inventory = new Inventory(account);
        Lifecycle lifecycle = new Lifecycle(account);
        ClusterAccess access = new ClusterAccess(inventory);
        ClusterRoles roles = new ClusterRoles(directory);
        ManagedPasswords passwords = new ManagedPasswords(account, secrets, databases, inventory, settings.changing());
        ClusterCreation creation =
                new ClusterCreation(account, inventory, networks, roles, passwords, lifecycle, settings);
        Snapshots snapshots = new Snapshots(account, inventory, databases, lifecycle, settings);
        this.operations = List.of(
                new ClusterOperations(
                        inventory, access, creation, snapshots, passwords, networks, databases, lifecycle, settings),
                new ModifyOperations(access, creation, roles, passwords, networks, databases, lifecycle, settings),
                new SnapshotOperations(inventory, creation, snapshots, databases),
                new SubnetGroupOperations(inventory, networks),
                new ReferenceOperations(access, networks),
                new TagOperations(inventory));
    }

    @Override
    public String name() {
        return "redshift";
    }

    @Override
    public Protocol protocol() {
        return Protocol.QUERY;
    }

    @Override
    public String xmlNamespace() {
        return "http://redshift.amazonaws.com/doc/2012-12-01/";
    }

    @Override
    public List<Object> operations() {
        return operations;
    }

    @Override
    public Optional<AwsError> busy(String operation) {
        return Optional.of(
                operation.equals("DeleteCluster") ? RedshiftError.busyToDelete() : RedshiftError.busyToModify());
    }

    @Override
    public Map<String, List<ResourceEntry>> resources() {
        return account.exclusively(() -> {
            List<ResourceEntry> clusters = new ArrayList<>();
            List<ResourceEntry> snapshots = new ArrayList<>();
            List<ResourceEntry> groups = new ArrayList<>();
            for (Inventory.Region region : inventory.all()) {
                region.clusters()
                        .values()
                        .forEach(each -> clusters.add(new ResourceEntry(
                                each.arn(), each.identifier(), Map.copyOf(each.tags()), each.createdBy())));
                region.snapshots()
                        .values()
                        .forEach(each -> snapshots.add(new ResourceEntry(
                                each.arn(), each.identifier(), Map.copyOf(each.tags()), each.createdBy())));
                region.subnetGroups()
                        .values()
                        .forEach(each -> groups.add(
                                new ResourceEntry(each.arn(), each.name(), Map.copyOf(each.tags()), each.createdBy())));
            }
            return Map.of("clusters", clusters, "snapshots", snapshots, "subnetGroups", groups);
        });
    }
}
