package io.redshiftops.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.aws.Roles.NewRole;
import io.redshiftops.aws.Roles.Role;
import io.redshiftops.warehouse.WarehouseAction.AttachPolicy;
import io.redshiftops.warehouse.WarehouseAction.CreateRole;
import io.redshiftops.warehouse.WarehouseAction.DeletePolicy;
import io.redshiftops.warehouse.WarehouseAction.DeleteRole;
import io.redshiftops.warehouse.WarehouseAction.DetachPolicy;
import io.redshiftops.warehouse.WarehouseAction.PutPolicy;
import io.redshiftops.warehouse.WarehouseAction.SetTrust;
import io.redshiftops.warehouse.WarehouseAction.TagRole;
import io.redshiftops.warehouse.WarehouseAction.UntagRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides what to do about the generated role. */
final class RolePlanner {

    /** Makes, mends or, where the spec now names an existing role, removes it. */
    List<WarehouseAction> plan(WarehouseDesign design, Observation seen) {
        WarehouseDesign.GeneratedRole wanted = design.generatedRole();
        if (wanted == null) {
            return superfluous(design, seen);
        }
        List<WarehouseAction> actions = new ArrayList<>();
        if (seen.generatedRole().isEmpty()) {
            actions.add(new CreateRole(new NewRole(
                    wanted.name(), wanted.path(), wanted.trust(), wanted.permissionsBoundary(), design.tags())));
        } else {
            mend(design, wanted, seen.generatedRole().get(), actions);
        }
        policies(wanted, seen, actions);
        return actions;
    }

    private static void mend(
            WarehouseDesign design, WarehouseDesign.GeneratedRole wanted, Role actual, List<WarehouseAction> actions) {
        if (!actual.trust().equals(wanted.trust())) {
            actions.add(new SetTrust(wanted.name(), wanted.trust()));
        }
        Tags.Difference tags = Tags.difference(design.tags(), actual.tags());
        if (!tags.set().isEmpty()) {
            actions.add(new TagRole(wanted.name(), tags.set()));
        }
        if (!tags.remove().isEmpty()) {
            actions.add(new UntagRole(wanted.name(), tags.remove()));
        }
    }

    private static void policies(
            WarehouseDesign.GeneratedRole wanted, Observation seen, List<WarehouseAction> actions) {
        Map<String, JsonNode> inline =
                seen.generatedRole().map(Role::inlinePolicies).orElse(Map.of());
        List<String> attached =
                seen.generatedRole().map(Role::attachedPolicyArns).orElse(List.of());
        JsonNode access = wanted.access();
        if (access != null && !access.equals(inline.get(RoleDocuments.POLICY))) {
            actions.add(new PutPolicy(wanted.name(), RoleDocuments.POLICY, access));
        }
        inline.keySet().stream()
                .filter(name -> access == null || !name.equals(RoleDocuments.POLICY))
                .forEach(name -> actions.add(new DeletePolicy(wanted.name(), name)));
        wanted.managedPolicyArns().stream()
                .filter(arn -> !attached.contains(arn))
                .forEach(arn -> actions.add(new AttachPolicy(wanted.name(), arn)));
        attached.stream()
                .filter(arn -> !wanted.managedPolicyArns().contains(arn))
                .forEach(arn -> actions.add(new DetachPolicy(wanted.name(), arn)));
    }

    /** A generated role goes once it is no longer attached to the cluster. */
    private static List<WarehouseAction> superfluous(WarehouseDesign design, Observation seen) {
        boolean inUse = seen.cluster()
                .map(cluster -> cluster.roles().stream()
                        .anyMatch(
                                role -> role.arn().endsWith("/" + design.names().roleName())))
                .orElse(false);
        return inUse
                ? List.of()
                : seen.generatedRole()
                        .filter(role ->
                                design.names().owner().equals(role.tags().get(WarehouseNames.OWNER_TAG)))
                        .map(RolePlanner::removal)
                        .orElse(List.of());
    }

    /** The steps that remove a role: AWS deletes none that has policies. */
    static List<WarehouseAction> removal(Role role) {
        List<WarehouseAction> actions = new ArrayList<>();
        role.attachedPolicyArns().forEach(arn -> actions.add(new DetachPolicy(role.name(), arn)));
        role.inlinePolicies().keySet().forEach(name -> actions.add(new DeletePolicy(role.name(), name)));
        actions.add(new DeleteRole(role.name()));
        return actions;
    }
}
