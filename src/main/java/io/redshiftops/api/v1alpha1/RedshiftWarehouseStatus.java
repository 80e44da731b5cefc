package io.redshiftops.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a warehouse is. */
public record RedshiftWarehouseStatus(
        @Nullable @JsonPropertyDescription("The generation of the spec that this status answers.")
        Long observedGeneration,

        @Nullable @Size(max = 10) @JsonPropertyDescription("Ready, Reconciling, Stalled and others.")
        List<Condition> conditions,

        @Nullable @Size(max = 64) @JsonPropertyDescription("What the cluster is doing, in AWS's words.")
        String state,

        @Nullable @Size(max = 64) @JsonPropertyDescription("AWS's ClusterAvailabilityStatus.")
        String availability,

        @Nullable @Size(max = 32) @JsonPropertyDescription("The region in effect.")
        String region,

        @Nullable @Size(max = 63) @JsonPropertyDescription("The cluster's identifier.")
        String clusterIdentifier,

        @Nullable @Size(max = 256) @JsonPropertyDescription("The cluster's ARN.")
        String clusterArn,

        @Nullable
        @Size(max = 256)
        @JsonPropertyDescription(
                "ARN of the cluster's namespace, which a cluster made anew under the same identifier does not share.")
        String clusterNamespaceArn,

        @Nullable @JsonPropertyDescription("Where to connect, once the cluster has been available.")
        Endpoint endpoint,

        @Nullable @Size(max = 600) @JsonPropertyDescription("ARN of the role with which the cluster reads S3.")
        String roleArn,

        @Nullable
        @Size(max = 22)
        @JsonPropertyDescription("ARNs of the roles that this object attached to the cluster.")
        List<@Size(max = 600) String> attachedRoleArns,

        @Nullable @Size(max = 24) @JsonPropertyDescription("Id of the security group with the inbound rules.")
        String securityGroupId,

        @Nullable @Size(max = 24) @JsonPropertyDescription("Id of the VPC.")
        String vpcId,

        @Nullable @Size(max = 32) @JsonPropertyDescription("Type of the nodes.")
        String nodeType,

        @Nullable @JsonPropertyDescription("Number of compute nodes.")
        Integer numberOfNodes,

        @Nullable @Size(max = 64) @JsonPropertyDescription("Version of the engine.")
        String engineVersion,

        @Nullable @Size(max = 600) @JsonPropertyDescription("ARN of the secret in which AWS keeps the admin password.")
        String secretArn,

        @Nullable @Size(max = 253) @JsonPropertyDescription("Name of the Secret with the connection settings.")
        String connectionSecret,

        @Nullable @JsonPropertyDescription("What will happen to the cluster when this object is deleted.")
        DeletionPolicy deletionPolicy,

        @Nullable @JsonPropertyDescription("Whether the cluster was adopted.")
        Boolean adopted,

        @Nullable @Size(max = 8) @JsonPropertyDescription("The things in AWS that belong to this warehouse.")
        List<Child> children,

        @Nullable @Size(max = 20) @JsonPropertyDescription("What is wanted and not done, and why.")
        List<PendingChange> pendingChanges,

        @Nullable @Size(max = 255) @JsonPropertyDescription("Identifier of the final snapshot, while deleting.")
        String lastSnapshot,

        @Nullable @JsonPropertyDescription("Which version of the password Secret the cluster was given.")
        AppliedPassword appliedPassword,

        @Nullable
        @Size(max = 128)
        @JsonPropertyDescription(
                "The value of annotation redshiftops.io/reconcile-requested-at that was last acted on.")
        String reconcileRequestedAt) {

    /** The status of a warehouse of which nothing is known yet. */
    public static RedshiftWarehouseStatus unknown() {
        return new RedshiftWarehouseStatus(
                null, null, "pending", null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null, null);
    }

    /** The same with other conditions, for this generation of the spec. */
    public RedshiftWarehouseStatus with(@Nullable Long generation, List<Condition> newConditions) {
        return new RedshiftWarehouseStatus(
                generation,
                newConditions,
                state,
                availability,
                region,
                clusterIdentifier,
                clusterArn,
                clusterNamespaceArn,
                endpoint,
                roleArn,
                attachedRoleArns,
                securityGroupId,
                vpcId,
                nodeType,
                numberOfNodes,
                engineVersion,
                secretArn,
                connectionSecret,
                deletionPolicy,
                adopted,
                children,
                pendingChanges,
                lastSnapshot,
                appliedPassword,
                reconcileRequestedAt);
    }

    /** Where to connect. */
    public record Endpoint(
            @Size(max = 255) @JsonPropertyDescription("Host name or address.")
            String address,

            @JsonPropertyDescription("Port.") Integer port) {}

    /** One thing in AWS that belongs to the warehouse. */
    public record Child(
            @Size(max = 32) @JsonPropertyDescription("What it is: role, ingress, cluster, snapshot.")
            String name,

            @Nullable @Size(max = 600) @JsonPropertyDescription("Its id in AWS.")
            String id,

            @Size(max = 64) @JsonPropertyDescription("What it is doing.")
            String state,

            @Size(max = 64) @JsonPropertyDescription("Since when, RFC 3339.")
            String since) {}

    /** A wanted change that was not made. */
    public record PendingChange(
            @Size(max = 128) @JsonPropertyDescription("The field of the spec.")
            String field,

            @Size(max = 256) @JsonPropertyDescription("What is there.")
            String from,

            @Size(max = 256) @JsonPropertyDescription("What is wanted.")
            String to,

            @Size(max = 1024) @JsonPropertyDescription("Why it is not done.")
            String reason) {}

    /** The Secret whose password the cluster was given, by uid and version, never by content. */
    public record AppliedPassword(
            @Size(max = 64) @JsonPropertyDescription("Uid of the Secret.")
            String secretUid,

            @Size(max = 64) @JsonPropertyDescription("Resource version of the Secret.")
            String resourceVersion) {}
}
