package io.redshiftops.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.Adoption;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.Connection;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.IamRole;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.Ingress;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.Network;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.ParameterStore;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus;
import io.redshiftops.api.v1alpha1.SecretKeyRef;
import io.redshiftops.aws.Aws;
import io.redshiftops.aws.SecurityGroups.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a warehouse shall be in AWS: the spec with every default, name and policy filled in.
 *
 * @param generatedRole the role to make; null where the spec names an existing one
 * @param roleArn the role for loads, generated or existing
 * @param attachedRoleArns all roles that shall be attached to the cluster
 * @param ingress the inbound rules of the security group of its own
 * @param allowAnyAddress whether they may let everybody in
 * @param passwordRef where the admin password is; null when AWS keeps it
 * @param parameter the SSM parameter to publish; null for none
 */
record WarehouseDesign(
        WarehouseNames names,
        String region,
        String clusterIdentifier,
        String nodeType,
        int numberOfNodes,
        String database,
        int port,
        String adminUsername,
        @Nullable SecretKeyRef passwordRef,
        @Nullable GeneratedRole generatedRole,
        String roleArn,
        List<String> attachedRoleArns,
        @Nullable String subnetGroup,
        List<String> extraSecurityGroupIds,
        List<Rule> ingress,
        boolean allowAnyAddress,
        boolean publiclyAccessible,
        Map<String, String> tags,
        Adoption adoption,
        DeletionPolicy deletionPolicy,
        @Nullable Integer snapshotRetentionDays,
        String connectionSecret,
        boolean includePassword,
        @Nullable ParameterStore parameter) {

    /**
     * A role to make.
     *
     * @param access its inline policy; null for none
     */
    record GeneratedRole(
            String name,
            String path,
            JsonNode trust,
            @Nullable JsonNode access,
            List<String> managedPolicyArns,
            @Nullable String permissionsBoundary) {}

    /** The external id with which the operator assumes roles for the objects of a namespace. */
    static String externalId(String installation, String namespace) {
        return installation + "/" + namespace;
    }

    /**
     * The design of a warehouse.
     *
     * @param namespacePolicy the deletion policy that the namespace's annotation names; null for none
     * @param seenAdopted whether the cluster was seen to be adopted; otherwise what the status says counts, which a restored
     *     backup lacks
     */
    static WarehouseDesign of(
            RedshiftWarehouse warehouse,
            WarehouseSettings settings,
            Aws.Account account,
            @Nullable DeletionPolicy namespacePolicy,
            boolean seenAdopted) {
        RedshiftWarehouseSpec spec = warehouse.getSpec();
        RedshiftWarehouseStatus status = warehouse.getStatus();
        String namespace = warehouse.getMetadata().getNamespace();
        String region = region(spec, status, settings);
        WarehouseNames names = WarehouseNames.of(
                settings.installation(),
                region,
                namespace,
                warehouse.getMetadata().getName());
        IamRole iamRole = spec.iamRole();
        String existing = iamRole == null || iamRole.existing() == null
                ? null
                : iamRole.existing().arn();
        String roleArn = existing == null
                ? "arn:%s:iam::%s:role%s%s"
                        .formatted(account.partition(), account.id(), settings.rolePath(), names.roleName())
                : existing;
        List<String> attached = new ArrayList<>(List.of(roleArn));
        orEmpty(spec.additionalRoleArns()).stream()
                .filter(arn -> !attached.contains(arn))
                .forEach(attached::add);
        Network network = spec.network() == null ? new Network(null, null, null, false, false) : spec.network();
        Connection connection = spec.connection() == null ? new Connection(null, false, null) : spec.connection();
        boolean adopted = seenAdopted || (status != null && Boolean.TRUE.equals(status.adopted()));
        Map<String, String> tags = new TreeMap<>(spec.tags() == null ? Map.of() : spec.tags());
        tags.put(WarehouseNames.OWNER_TAG, names.owner());
        return new WarehouseDesign(
                names,
                region,
                identifier(spec, status, names),
                spec.provisioned().nodeType(),
                spec.provisioned().numberOfNodes(),
                spec.database(),
                spec.port(),
                spec.adminUsername(),
                spec.adminPassword() == null ? null : spec.adminPassword().secretRef(),
                existing == null ? generatedRole(spec, settings, account, names, namespace) : null,
                roleArn,
                List.copyOf(attached),
                network.subnetGroupName(),
                orEmpty(network.securityGroupIds()),
                rules(orEmpty(network.ingress()), spec.port()),
                network.allowAnyAddress(),
                network.publiclyAccessible(),
                tags,
                spec.adoption(),
                deletionPolicy(spec, settings, namespacePolicy, adopted),
                spec.deletion() == null ? null : spec.deletion().snapshotRetentionDays(),
                Optional.ofNullable(connection.secretName())
                        .orElse(warehouse.getMetadata().getName() + "-connection"),
                connection.includePassword(),
                connection.parameterStore());
    }

    /** The region in effect stays, so that a changed operator default never makes a second cluster. */
    private static String region(
            RedshiftWarehouseSpec spec, @Nullable RedshiftWarehouseStatus status, WarehouseSettings settings) {
        String wanted = spec.region();
        if (wanted != null) {
            return wanted;
        }
        String recorded = status == null ? null : status.region();
        return recorded == null ? settings.region() : recorded;
    }

    private static String identifier(
            RedshiftWarehouseSpec spec, @Nullable RedshiftWarehouseStatus status, WarehouseNames names) {
        String wanted = spec.provisioned().clusterIdentifier();
        if (wanted != null) {
            return wanted;
        }
        String recorded = status == null ? null : status.clusterIdentifier();
        return recorded == null ? names.clusterIdentifier() : recorded;
    }

    private static GeneratedRole generatedRole(
            RedshiftWarehouseSpec spec,
            WarehouseSettings settings,
            Aws.Account account,
            WarehouseNames names,
            String namespace) {
        RedshiftWarehouseSpec.CreateRole create =
                spec.iamRole() == null ? null : spec.iamRole().create();
        return new GeneratedRole(
                names.roleName(),
                settings.rolePath(),
                RoleDocuments.trust(account.principalArn(), externalId(settings.installation(), namespace)),
                RoleDocuments.access(
                        account.partition(),
                        create == null ? List.of() : orEmpty(create.readBuckets()),
                        spec.staging() == null ? null : spec.staging().uri()),
                create == null ? List.of() : orEmpty(create.managedPolicyArns()),
                settings.permissionsBoundary());
    }

    private static List<Rule> rules(List<Ingress> ingress, int port) {
        return ingress.stream()
                .map(rule -> new Rule(port, port, source(rule), rule.description()))
                .toList();
    }

    private static String source(Ingress rule) {
        if (rule.cidr() != null) {
            return AddressRange.parse(rule.cidr()).toString();
        }
        String group = rule.securityGroupId() == null ? rule.prefixListId() : rule.securityGroupId();
        if (group == null) {
            throw new IllegalArgumentException("the API server lets no ingress rule without a source in");
        }
        return group;
    }

    private static DeletionPolicy deletionPolicy(
            RedshiftWarehouseSpec spec,
            WarehouseSettings settings,
            @Nullable DeletionPolicy namespacePolicy,
            boolean adopted) {
        DeletionPolicy own = spec.deletion() == null ? null : spec.deletion().policy();
        if (own != null) {
            return own;
        }
        if (adopted) {
            return DeletionPolicy.RETAIN;
        }
        return namespacePolicy == null ? settings.deletionPolicy() : namespacePolicy;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
