package io.redshiftops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a warehouse shall be. Values that AWS decides on, such as node types, stay free text. */
@ValidationRule(
        value = "has(self.region) == has(oldSelf.region) && (!has(self.region) || self.region == oldSelf.region)",
        fieldPath = ".region",
        message = "AWS cannot move a cluster to another region: create a second RedshiftWarehouse there instead")
@ValidationRule(
        value = "self.database == oldSelf.database",
        fieldPath = ".database",
        message = "AWS cannot rename a cluster's first database: leave it and run CREATE DATABASE for another")
@ValidationRule(
        value = "self.port == oldSelf.port",
        fieldPath = ".port",
        message =
                "the port of a cluster cannot be changed yet: put the old one back, or create a second RedshiftWarehouse")
@ValidationRule(
        value = "self.adminUsername == oldSelf.adminUsername",
        fieldPath = ".adminUsername",
        message = "AWS cannot rename the admin user: leave it and run CREATE USER for another")
@ValidationRule(
        value =
                "(has(self.network) && has(self.network.subnetGroupName) ? self.network.subnetGroupName : '') == (has(oldSelf.network) && has(oldSelf.network.subnetGroupName) ? oldSelf.network.subnetGroupName : '')",
        fieldPath = ".network",
        message = "AWS cannot move a cluster to another subnet group: restore a snapshot into a new RedshiftWarehouse")
public record RedshiftWarehouseSpec(
        @Nullable
        @Size(max = 32)
        @Pattern(Api.REGION)
        @JsonPropertyDescription(
                "AWS region of the cluster. Default: the operator's region. Cannot be changed; status.region has the region in effect.")
        String region,

        @Required @JsonPropertyDescription("A provisioned cluster.")
        Provisioned provisioned,

        @Default("dev")
        @Size(min = 1, max = 64)
        @Pattern("^[a-z_][a-z0-9_]*$")
        @JsonPropertyDescription("Name of the first database, lower case. Cannot be changed.")
        String database,

        @Default("5439")
        @Min(1150)
        @Max(65535)
        @JsonPropertyDescription(
                "Port of the cluster. RA3 and RG nodes accept 5431-5455 and 8191-8215, others 1150-65535. Cannot be changed yet.")
        Integer port,

        @Default("awsuser")
        @Size(min = 1, max = 128)
        @Pattern("^[a-z][a-z0-9_+.@-]*$")
        @ValidationRule(
                value = "self != 'public'",
                message = "PUBLIC is reserved: choose another name, such as awsuser")
        @JsonPropertyDescription("Name of the admin user, lower case. Cannot be changed.")
        String adminUsername,

        @Nullable
        @JsonPropertyDescription(
                "Where the admin user's password comes from. Default: AWS makes, keeps and rotates it in Secrets Manager.")
        AdminPassword adminPassword,

        @Nullable
        @JsonPropertyDescription(
                "The role with which the cluster reads S3. Default: a role of its own that may read nothing but its staging prefix.")
        IamRole iamRole,

        @Nullable
        @Size(max = 20)
        @JsonPropertyDescription(
                "ARNs of further roles to attach. Roles that others attached are left alone. The operator must be allowed to pass them.")
        List<@Size(max = 600) @Pattern(Api.ROLE_ARN) String> additionalRoleArns,

        @Nullable @JsonPropertyDescription("Where the cluster lives and who may reach it.")
        Network network,

        @Nullable
        @Size(max = 40)
        @ValidationRule(
                value = "self.all(key, key.size() >= 1 && key.size() <= 128)",
                message = "a tag's key has 1 to 128 characters")
        @ValidationRule(
                value = "!self.exists(key, key.matches('^([aA][wW][sS]:|redshiftops.io/)'))",
                reason = "FieldValueForbidden",
                message =
                        "keys that begin with aws: are AWS's, and with redshiftops.io/ the operator's: choose another, such as team")
        @JsonPropertyDescription("Tags of everything that is made in AWS.")
        Map<@Size(min = 1, max = 128) String, @Size(max = 256) String> tags,

        @Nullable
        @JsonPropertyDescription("Where loads may put their manifests; needed for loads of a part of a prefix.")
        Staging staging,

        @Nullable @JsonPropertyDescription("What happens to the cluster when this object is deleted.")
        Deletion deletion,

        @Default("Never")
        @JsonPropertyDescription(
                "What to do when a cluster of this identifier exists that no RedshiftWarehouse owns: Never refuses it, Adopt takes it over.")
        Adoption adoption,

        @Nullable @JsonPropertyDescription("Where the connection settings are published.")
        Connection connection) {

    /** A provisioned cluster. */
    @ValidationRule(
            value =
                    "has(self.clusterIdentifier) == has(oldSelf.clusterIdentifier) && (!has(self.clusterIdentifier) || self.clusterIdentifier == oldSelf.clusterIdentifier)",
            fieldPath = ".clusterIdentifier",
            message = "a cluster keeps its identifier: create a second RedshiftWarehouse for another")
    public record Provisioned(
            @Nullable
            @Size(min = 1, max = 63)
            @Pattern("^[a-z]([a-z0-9]|-[a-z0-9])*$")
            @JsonPropertyDescription(
                    "Identifier of the cluster. Default: <namespace>-<name> made legal. Cannot be changed; status.clusterIdentifier has the one in effect.")
            String clusterIdentifier,

            @Required
            @Size(min = 1, max = 32)
            @Pattern("^[a-z0-9]+\\.[a-z0-9]+$")
            @JsonPropertyDescription(
                    "Type of the nodes, such as ra3.xlplus or rg.xlarge. A change is shown in status.pendingChanges and not made.")
            String nodeType,

            @Default("2")
            @Min(1)
            @Max(128)
            @JsonPropertyDescription(
                    "Number of compute nodes; 1 makes a single-node cluster. A change is shown in status.pendingChanges and not made.")
            Integer numberOfNodes) {}

    /** Where the admin user's password comes from. */
    @ValidationRule(
            value = "has(self.managed) != has(self.secretRef)",
            message = "write exactly one of managed: {} and secretRef: {name: ...}")
    public record AdminPassword(
            @Nullable
            @JsonPropertyDescription("AWS makes, keeps and rotates it in Secrets Manager; status.secretArn says where.")
            Managed managed,

            @Nullable
            @JsonPropertyDescription("A Secret holds it. The Secret is watched: a change becomes the new password.")
            SecretKeyRef secretRef) {}

    /** A password that AWS manages. It has no settings yet. */
    public record Managed() {}

    /** The role with which the cluster reads S3. */
    @ValidationRule(
            value = "has(self.create) != has(self.existing)",
            message = "write exactly one of create: {...} and existing: {arn: ...}")
    public record IamRole(
            @Nullable @JsonPropertyDescription("A role that the operator makes, keeps and deletes.")
            CreateRole create,

            @Nullable
            @JsonPropertyDescription("A role that is there; the operator must be allowed to pass and to assume it.")
            ExistingRole existing) {}

    /** A role that the operator makes. */
    public record CreateRole(
            @Nullable
            @Size(max = 50)
            @JsonPropertyDescription("Names of the buckets that it may read, all of them wholly.")
            List<@Size(min = 3, max = 63) @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$") String> readBuckets,

            @Nullable
            @Size(max = 10)
            @JsonPropertyDescription(
                    "ARNs of managed policies to attach, such as arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess; the operator's administrator allows which.")
            List<@Size(max = 600) @Pattern(Api.POLICY_ARN) String> managedPolicyArns) {}

    /** A role that is there. */
    public record ExistingRole(
            @Required @Size(max = 600) @Pattern(Api.ROLE_ARN) @JsonPropertyDescription("ARN of the role.")
            String arn) {}

    /** Where the cluster lives and who may reach it. */
    @ValidationRule(
            value =
                    "(has(self.allowAnyAddress) && self.allowAnyAddress) || !has(self.ingress) || !(self.ingress.exists(r, has(r.cidr) && r.cidr.endsWith('/0')) || (self.ingress.exists(r, has(r.cidr) && r.cidr == '0.0.0.0/1') && self.ingress.exists(r, has(r.cidr) && r.cidr == '128.0.0.0/1')))",
            fieldPath = ".ingress",
            reason = "FieldValueForbidden",
            message =
                    "this opens the cluster to every address: name your own ranges, such as 203.0.113.0/24, or say allowAnyAddress: true if you mean it")
    public record Network(
            @Nullable
            @Size(min = 1, max = 255)
            @Pattern("^[a-z0-9_.-]+$")
            @JsonPropertyDescription(
                    "Name of an existing cluster subnet group. Default: AWS's default VPC. Cannot be changed.")
            String subnetGroupName,

            @Nullable
            @Size(max = 5)
            @JsonPropertyDescription(
                    "Ids of existing security groups to attach besides the one that the operator makes for ingress.")
            List<@Size(max = 24) @Pattern("^sg-[0-9a-f]+$") String> securityGroupIds,

            @Nullable
            @Size(max = 60)
            @JsonPropertyDescription("Who may connect to the cluster's port; kept in a security group of its own.")
            List<Ingress> ingress,

            @Default("false") @JsonPropertyDescription("Whether ingress may open the cluster to all of the internet.")
            Boolean allowAnyAddress,

            @Default("false") @JsonPropertyDescription("Whether the cluster has a public address.")
            Boolean publiclyAccessible) {}

    /** One inbound rule for the cluster's port. */
    @ValidationRule(
            value = "[has(self.cidr), has(self.securityGroupId), has(self.prefixListId)].filter(x, x).size() == 1",
            message = "write exactly one of cidr, securityGroupId and prefixListId")
    public record Ingress(
            @Nullable
            @Size(max = 43)
            @ValidationRule(
                    value = "isCIDR(self)",
                    message = "must be an address range in CIDR notation, such as 10.0.0.0/8 or 2001:db8::/32")
            @JsonPropertyDescription("An IPv4 or IPv6 range, such as 10.0.0.0/8.")
            String cidr,

            @Nullable
            @Size(max = 24)
            @Pattern("^sg-[0-9a-f]+$")
            @JsonPropertyDescription("Whoever is in this security group.")
            String securityGroupId,

            @Nullable
            @Size(max = 24)
            @Pattern("^pl-[0-9a-f]+$")
            @JsonPropertyDescription("Whoever is in this prefix list.")
            String prefixListId,

            @Nullable
            @Size(max = 255)
            @Pattern("^[A-Za-z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*$")
            @JsonPropertyDescription("What the rule is for.")
            String description) {}

    /** Where loads may put their manifests. */
    public record Staging(
            @Required
            @Size(max = 900)
            @Pattern(Api.S3_URI)
            @ValidationRule(
                    value = "self.endsWith('/')",
                    message = "must end with a slash, such as s3://my-bucket/staging/")
            @JsonPropertyDescription("An S3 prefix in the region of the data, such as s3://my-bucket/staging/.")
            String uri) {}

    /** What happens to the cluster when the object is deleted. */
    @ValidationRule(
            value = "!has(self.snapshotRetentionDays) || !has(self.policy) || self.policy == 'Snapshot'",
            fieldPath = ".snapshotRetentionDays",
            message = "only policy: Snapshot takes a snapshot: leave snapshotRetentionDays out")
    public record Deletion(
            @Nullable
            @JsonPropertyDescription(
                    "Snapshot takes a final snapshot first, Delete takes none, Retain leaves the cluster. Default: the namespace's annotation redshiftops.io/deletion-policy, then the operator's setting, then Snapshot; Retain for an adopted cluster.")
            DeletionPolicy policy,

            @Nullable
            @Min(1)
            @Max(3653)
            @JsonPropertyDescription("How long the final snapshot is kept. Default: for ever.")
            Integer snapshotRetentionDays) {}

    /** What happens to a cluster whose object is deleted. */
    public enum DeletionPolicy {
        /** A final snapshot is taken, then the cluster is deleted. */
        @JsonProperty("Snapshot")
        SNAPSHOT,
        /** The cluster is deleted with its data. */
        @JsonProperty("Delete")
        DELETE,
        /** The cluster, its role and its rules stay. */
        @JsonProperty("Retain")
        RETAIN
    }

    /** What happens when a cluster of the wanted identifier exists and nobody owns it. */
    public enum Adoption {
        /** It is refused. */
        @JsonProperty("Never")
        NEVER,
        /** It is taken over. */
        @JsonProperty("Adopt")
        ADOPT
    }

    /** Where the connection settings are published. */
    public record Connection(
            @Nullable
            @Size(max = 253)
            @Pattern(Api.DNS_SUBDOMAIN)
            @JsonPropertyDescription("Name of the Secret with the settings. Default: <name>-connection.")
            String secretName,

            @Default("false")
            @JsonPropertyDescription("Whether the Secret holds the admin password too; it is kept current.")
            Boolean includePassword,

            @Nullable @JsonPropertyDescription("An SSM parameter with the settings as JSON, without password.")
            ParameterStore parameterStore) {}

    /** An SSM parameter. */
    public record ParameterStore(
            @Required
            @Size(min = 1, max = 900)
            @Pattern("^(/[A-Za-z0-9_.-]+)+$|^[A-Za-z0-9_.-]+$")
            @ValidationRule(
                    value = "!self.matches('^/?([aA][wW][sS]|[sS][sS][mM])')",
                    message =
                            "AWS reserves names that begin with aws and ssm: choose another, such as my_team_redshift_settings")
            @JsonPropertyDescription("Name of the parameter, such as my_team_redshift_settings or /my-team/redshift.")
            String name,

            @Default("false") @JsonPropertyDescription("Whether it is a SecureString.")
            Boolean secure) {}
}
