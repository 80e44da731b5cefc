package io.redshiftops.warehouse;

import io.redshiftops.kube.Reason;

/** Why a warehouse's conditions are what they are, and what its events are about. */
public enum WarehouseReason implements Reason {
    AVAILABLE("Available", "The cluster accepts connections and is as the spec says."),
    CREATING("Creating", "Role, inbound rules and cluster are being created."),
    MODIFYING("Modifying", "A change is being applied to the cluster."),
    CLUSTER_BUSY("ClusterBusy", "AWS is busy with the cluster; the next step waits for it."),
    DELETING("Deleting", "Cluster, inbound rules and role are being deleted, in that order."),
    WAITING_FOR_JOBS("WaitingForJobs", "Loads and benchmarks were asked to stop; deletion goes on within a minute."),
    PAUSED("Paused", "The annotation redshiftops.io/paused stops reconciliation."),
    AWS_ERROR("AwsError", "A call to AWS failed in a way that trying again may mend."),
    ACCESS_DENIED("AccessDenied", "AWS refused a call of the operator: its policy must allow it."),
    INVALID_SPEC("InvalidSpec", "AWS or the operator cannot do what the spec says."),
    ADOPTION_REFUSED(
            "AdoptionRefused", "A cluster of that identifier exists and nobody owns it; spec.adoption says Never."),
    OWNED_BY_ANOTHER("OwnedByAnother", "A thing of that name in AWS belongs to another owner."),
    SECRET_NOT_FOUND("SecretNotFound", "The Secret with the admin password, or its key, does not exist."),
    INVALID_PASSWORD("InvalidPassword", "Redshift does not accept the password in the Secret."),
    SUBNET_GROUP_NOT_FOUND("SubnetGroupNotFound", "The cluster subnet group does not exist."),
    NO_DEFAULT_VPC("NoDefaultVpc", "The region has no default VPC; a subnet group must be named."),
    POLICY_NOT_ALLOWED("PolicyNotAllowed", "The operator's administrator does not allow that managed policy."),
    OPEN_TO_THE_WORLD("OpenToTheWorld", "The ranges together let every address in, without allowAnyAddress."),
    CONNECTION_SECRET_NOT_OURS(
            "ConnectionSecretNotOurs", "A Secret of that name exists which the operator did not make."),
    PARAMETER_NOT_OURS("ParameterNotOurs", "An SSM parameter of that name exists which this warehouse does not own."),
    ROLE_CREATED("RoleCreated", "The IAM role was created."),
    ROLE_CHANGED("RoleChanged", "The IAM role's policies, trust or tags were changed."),
    ROLE_DELETED("RoleDeleted", "The IAM role was deleted."),
    INGRESS_CREATED("IngressCreated", "The security group was created."),
    INGRESS_CHANGED("IngressChanged", "Inbound rules were added or removed."),
    INGRESS_DELETED("IngressDeleted", "The security group was deleted."),
    CLUSTER_CREATED("ClusterCreated", "AWS accepted the request to create the cluster."),
    CLUSTER_CHANGED("ClusterChanged", "AWS accepted a change to the cluster."),
    CLUSTER_ADOPTED("ClusterAdopted", "The existing cluster was taken over."),
    CLUSTER_DELETED("ClusterDeleted", "AWS accepted the request to delete the cluster."),
    CONNECTION_PUBLISHED("ConnectionPublished", "The connection settings were published."),
    CONNECTION_REMOVED("ConnectionRemoved", "The published connection settings were removed."),
    RETAINED("Retained", "The object is gone; cluster, role and rules stay in AWS.");

    private final String word;
    private final String meaning;

    WarehouseReason(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
