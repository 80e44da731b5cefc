package io.redshiftops.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.AppliedPassword;
import io.redshiftops.aws.Clusters;
import io.redshiftops.aws.Clusters.Change;
import io.redshiftops.aws.Clusters.FinalSnapshot;
import io.redshiftops.aws.Clusters.NewCluster;
import io.redshiftops.aws.Parameters;
import io.redshiftops.aws.Roles;
import io.redshiftops.aws.Roles.NewRole;
import io.redshiftops.aws.SecurityGroups;
import io.redshiftops.aws.SecurityGroups.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One step towards what is wanted: a value that tells a single call, safe to make twice. */
sealed interface WarehouseAction {

    /** What an event about it is called. */
    WarehouseReason reason();

    /** Something about the generated role. */
    sealed interface OnRole extends WarehouseAction {

        /** Makes the call and says what was done. */
        String take(Roles roles);

        @Override
        default WarehouseReason reason() {
            return WarehouseReason.ROLE_CHANGED;
        }
    }

    /** Something about the security group. */
    sealed interface OnIngress extends WarehouseAction {

        /** Makes the call and says what was done. */
        String take(SecurityGroups groups);

        @Override
        default WarehouseReason reason() {
            return WarehouseReason.INGRESS_CHANGED;
        }
    }

    /** Something about the cluster, of which there is never more than one in a plan. */
    sealed interface OnCluster extends WarehouseAction {

        /** Makes the call and says what was done. */
        String take(Clusters clusters);

        @Override
        default WarehouseReason reason() {
            return WarehouseReason.CLUSTER_CHANGED;
        }

        /** The version of the password that the cluster has after it; null if it sets none. */
        default @Nullable AppliedPassword password() {
            return null;
        }
    }

    /** Something about the SSM parameter with the connection settings. */
    sealed interface OnParameter extends WarehouseAction {

        /** Makes the call and says what was done. */
        String take(Parameters parameters);

        @Override
        default WarehouseReason reason() {
            return WarehouseReason.CONNECTION_PUBLISHED;
        }
    }

    // ---------------------------------------------------------------- role

    record CreateRole(NewRole role) implements OnRole {
        @Override
        public String take(Roles roles) {
            roles.create(role);
            return "created IAM role " + role.name();
        }

        @Override
        public WarehouseReason reason() {
            return WarehouseReason.ROLE_CREATED;
        }
    }

    record SetTrust(String role, JsonNode trust) implements OnRole {
        @Override
        public String take(Roles roles) {
            roles.setTrust(role, trust);
            return "set the trust policy of IAM role " + role;
        }
    }

    record PutPolicy(String role, String policy, JsonNode document) implements OnRole {
        @Override
        public String take(Roles roles) {
            roles.putPolicy(role, policy, document);
            return "put policy " + policy + " into IAM role " + role;
        }
    }

    record DeletePolicy(String role, String policy) implements OnRole {
        @Override
        public String take(Roles roles) {
            roles.deletePolicy(role, policy);
            return "removed policy " + policy + " from IAM role " + role;
        }
    }

    record AttachPolicy(String role, String policyArn) implements OnRole {
        @Override
        public String take(Roles roles) {
            roles.attach(role, policyArn);
            return "attached " + policyArn + " to IAM role " + role;
        }
    }

    record DetachPolicy(String role, String policyArn) implements OnRole {
        @Override
        public String take(Roles roles) {
            roles.detach(role, policyArn);
            return "detached " + policyArn + " from IAM role " + role;
        }
    }

    record TagRole(String role, Map<String, String> tags) implements OnRole {
        @Override
        public String take(Roles roles) {
            roles.tag(role, tags);
            return "tagged IAM role " + role;
        }
    }

    record UntagRole(String role, List<String> keys) implements OnRole {
        @Override
        public String take(Roles roles) {
            roles.untag(role, keys);
            return "removed tags " + keys + " from IAM role " + role;
        }
    }

    record DeleteRole(String role) implements OnRole {
        @Override
        public String take(Roles roles) {
            roles.delete(role);
            return "deleted IAM role " + role;
        }

        @Override
        public WarehouseReason reason() {
            return WarehouseReason.ROLE_DELETED;
        }
    }

    // ---------------------------------------------------------------- inbound rules

    record CreateGroup(String vpcId, String name, String description, Map<String, String> tags) implements OnIngress {
        @Override
        public String take(SecurityGroups groups) {
            return "created security group " + groups.create(vpcId, name, description, tags);
        }

        @Override
        public WarehouseReason reason() {
            return WarehouseReason.INGRESS_CREATED;
        }
    }

    record Authorize(String groupId, List<Rule> rules) implements OnIngress {
        @Override
        public String take(SecurityGroups groups) {
            groups.authorize(groupId, rules);
            return rules.stream().map(Rule::source).collect(Collectors.joining(", ", "let ", " in by " + groupId));
        }
    }

    record Revoke(String groupId, List<String> ruleIds) implements OnIngress {
        @Override
        public String take(SecurityGroups groups) {
            groups.revoke(groupId, ruleIds);
            return "removed inbound rules " + ruleIds + " from " + groupId;
        }
    }

    record TagGroup(String groupId, Map<String, String> tags) implements OnIngress {
        @Override
        public String take(SecurityGroups groups) {
            groups.tag(groupId, tags);
            return "tagged security group " + groupId;
        }
    }

    record UntagGroup(String groupId, List<String> keys) implements OnIngress {
        @Override
        public String take(SecurityGroups groups) {
            groups.untag(groupId, keys);
            return "removed tags " + keys + " from security group " + groupId;
        }
    }

    record DeleteGroup(String groupId) implements OnIngress {
        @Override
        public String take(SecurityGroups groups) {
            groups.delete(groupId);
            return "deleted security group " + groupId;
        }

        @Override
        public WarehouseReason reason() {
            return WarehouseReason.INGRESS_DELETED;
        }
    }

    // ---------------------------------------------------------------- cluster

    record CreateCluster(NewCluster cluster, @Nullable AppliedPassword password) implements OnCluster {
        @Override
        public String take(Clusters clusters) {
            clusters.create(cluster);
            return "asked AWS to create cluster " + cluster.identifier();
        }

        @Override
        public WarehouseReason reason() {
            return WarehouseReason.CLUSTER_CREATED;
        }
    }

    record AdoptCluster(String identifier, String arn, Map<String, String> tags) implements OnCluster {
        @Override
        public String take(Clusters clusters) {
            clusters.tag(arn, tags);
            return "adopted cluster " + identifier;
        }

        @Override
        public WarehouseReason reason() {
            return WarehouseReason.CLUSTER_ADOPTED;
        }
    }

    record ModifyCluster(
            String identifier, Change change, @Nullable AppliedPassword password) implements OnCluster {
        @Override
        public String take(Clusters clusters) {
            clusters.modify(identifier, change);
            return "asked AWS to change cluster " + identifier + ": " + change;
        }
    }

    record ModifyClusterRoles(String identifier, List<String> add, List<String> remove) implements OnCluster {
        @Override
        public String take(Clusters clusters) {
            clusters.modifyRoles(identifier, add, remove);
            return "asked AWS to change the roles of cluster " + identifier + ": add " + add + ", remove " + remove;
        }
    }

    record TagCluster(String identifier, String arn, Map<String, String> tags) implements OnCluster {
        @Override
        public String take(Clusters clusters) {
            clusters.tag(arn, tags);
            return "tagged cluster " + identifier;
        }
    }

    record UntagCluster(String identifier, String arn, List<String> keys) implements OnCluster {
        @Override
        public String take(Clusters clusters) {
            clusters.untag(arn, keys);
            return "removed tags " + keys + " from cluster " + identifier;
        }
    }

    record DeleteCluster(String identifier, @Nullable FinalSnapshot snapshot) implements OnCluster {
        @Override
        public String take(Clusters clusters) {
            clusters.delete(identifier, snapshot);
            return "asked AWS to delete cluster " + identifier
                    + (snapshot == null
                            ? " without a final snapshot"
                            : " after taking final snapshot " + snapshot.identifier());
        }

        @Override
        public WarehouseReason reason() {
            return WarehouseReason.CLUSTER_DELETED;
        }
    }

    record TagSnapshot(String identifier, String arn, Map<String, String> tags) implements OnCluster {
        @Override
        public String take(Clusters clusters) {
            clusters.tag(arn, tags);
            return "tagged final snapshot " + identifier;
        }
    }

    /** Notes a final snapshot in the operator's namespace, before it is taken, where the note outlives the object. */
    record RecordSnapshot(String identifier) implements WarehouseAction {
        @Override
        public WarehouseReason reason() {
            return WarehouseReason.CLUSTER_DELETED;
        }
    }

    // ---------------------------------------------------------------- what is published

    /** Writes the connection settings to a Secret that the warehouse owns. */
    record PublishSecret(String name, Map<String, String> data) implements WarehouseAction {
        @Override
        public WarehouseReason reason() {
            return WarehouseReason.CONNECTION_PUBLISHED;
        }

        @Override
        public String toString() {
            return "PublishSecret[name=" + name + "]";
        }
    }

    record CreateParameter(String name, String value, boolean secure, Map<String, String> tags) implements OnParameter {
        @Override
        public String take(Parameters parameters) {
            parameters.create(name, value, secure, tags);
            return "wrote the connection settings to SSM parameter " + name;
        }
    }

    record OverwriteParameter(String name, String value, boolean secure) implements OnParameter {
        @Override
        public String take(Parameters parameters) {
            parameters.overwrite(name, value, secure);
            return "wrote the connection settings to SSM parameter " + name;
        }
    }

    record TagParameter(String name, Map<String, String> tags) implements OnParameter {
        @Override
        public String take(Parameters parameters) {
            parameters.tag(name, tags);
            return "tagged SSM parameter " + name;
        }
    }

    record DeleteParameter(String name) implements OnParameter {
        @Override
        public String take(Parameters parameters) {
            parameters.delete(name);
            return "deleted SSM parameter " + name;
        }

        @Override
        public WarehouseReason reason() {
            return WarehouseReason.CONNECTION_REMOVED;
        }
    }
}
