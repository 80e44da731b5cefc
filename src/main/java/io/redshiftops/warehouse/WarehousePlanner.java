package io.redshiftops.warehouse;

import static io.redshiftops.kube.Problem.user;
import static io.redshiftops.kube.Problem.waiting;

import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.Adoption;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.AppliedPassword;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus.PendingChange;
import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.Clusters.Change;
import io.redshiftops.aws.Clusters.NewCluster;
import io.redshiftops.kube.Problem;
import io.redshiftops.warehouse.Observation.WantedPassword;
import io.redshiftops.warehouse.WarehouseAction.AdoptCluster;
import io.redshiftops.warehouse.WarehouseAction.CreateCluster;
import io.redshiftops.warehouse.WarehouseAction.ModifyCluster;
import io.redshiftops.warehouse.WarehouseAction.ModifyClusterRoles;
import io.redshiftops.warehouse.WarehouseAction.OnCluster;
import io.redshiftops.warehouse.WarehouseAction.TagCluster;
import io.redshiftops.warehouse.WarehouseAction.UntagCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do next about a warehouse that shall exist: role and inbound rules, then the cluster, then what is
 * published. A pure function: no client, no clock, no chance.
 *
 * <p>A plan holds at most one action on the cluster, since AWS takes one change at a time.
 */
final class WarehousePlanner {

    private final WarehouseSettings settings;
    private final RolePlanner roles = new RolePlanner();
    private final IngressPlanner ingress = new IngressPlanner();
    private final ConnectionPlanner connections = new ConnectionPlanner();

    WarehousePlanner(WarehouseSettings settings) {
        this.settings = settings;
    }

    /** What to do next. */
    Plan plan(WarehouseDesign design, Observation seen) {
        Optional<Problem> refusal = refusal(design, seen);
        if (refusal.isPresent()) {
            return Plan.blocked(refusal.get());
        }
        List<WarehouseAction> actions = new ArrayList<>();
        actions.addAll(roles.plan(design, seen));
        actions.addAll(ingress.plan(design, seen));
        Optional<Cluster> cluster = seen.cluster();
        if (cluster.isEmpty()) {
            boolean groupExists = !seen.ownGroups().isEmpty();
            if (groupExists) {
                actions.add(create(design, seen));
            }
            return new Plan(actions, waiting(WarehouseReason.CREATING, "creating " + clusterText(design)), List.of());
        }
        return existing(design, seen, cluster.get(), actions);
    }

    private Plan existing(WarehouseDesign design, Observation seen, Cluster cluster, List<WarehouseAction> supporting) {
        List<WarehouseAction> actions = new ArrayList<>(supporting);
        List<PendingChange> pending = pendingChanges(design, cluster);
        if (!cluster.isAvailable()) {
            return new Plan(actions, busy(design, cluster), pending);
        }
        Optional<OnCluster> change = nextChange(design, seen, cluster);
        if (change.isPresent()) {
            actions.add(change.get());
            return new Plan(actions, modifying(design, "a change was sent to AWS"), pending);
        }
        Optional<Problem> publishing = connections.refusal(design, seen);
        if (publishing.isEmpty()) {
            actions.addAll(connections.plan(design, seen, cluster));
        }
        return new Plan(actions, publishing.or(() -> settling(design, cluster)).orElse(null), pending);
    }

    // ---------------------------------------------------------------- what only a user can mend

    private Optional<Problem> refusal(WarehouseDesign design, Observation seen) {
        return foreignCluster(design, seen)
                .or(() -> foreignRole(design, seen))
                .or(() -> foreignGroup(design, seen))
                .or(() -> policyNotAllowed(design))
                .or(() -> openToTheWorld(design))
                .or(() -> noNetwork(design, seen))
                .or(() -> noPassword(design, seen));
    }

    private static Optional<Problem> foreignCluster(WarehouseDesign design, Observation seen) {
        if (seen.cluster().isEmpty()) {
            return Optional.empty();
        }
        Cluster cluster = seen.cluster().get();
        String owner = cluster.tags().get(WarehouseNames.OWNER_TAG);
        if (owner == null && design.adoption() == Adoption.NEVER) {
            return Optional.of(user(
                    WarehouseReason.ADOPTION_REFUSED,
                    "cluster %s exists in %s and no RedshiftWarehouse owns it: set spec.adoption: Adopt to take it over, or another spec.provisioned.clusterIdentifier in a new object"
                            .formatted(cluster.identifier(), design.region())));
        }
        if (owner != null && !owner.equals(design.names().owner())) {
            return Optional.of(ownedByAnother("cluster " + cluster.identifier(), owner, design));
        }
        if (owner == null
                && !(cluster.database().equals(design.database())
                        && cluster.adminUsername().equals(design.adminUsername()))) {
            return Optional.of(user(
                    WarehouseReason.INVALID_SPEC,
                    "cluster %s cannot be adopted: it has database %s and admin user %s, and spec.database is %s and spec.adminUsername %s: write what the cluster has in a new object"
                            .formatted(
                                    cluster.identifier(),
                                    cluster.database(),
                                    cluster.adminUsername(),
                                    design.database(),
                                    design.adminUsername())));
        }
        return Optional.empty();
    }

    private static Optional<Problem> foreignRole(WarehouseDesign design, Observation seen) {
        return seen.generatedRole()
                .filter(role -> design.generatedRole() != null)
                .filter(role -> !design.names().owner().equals(role.tags().get(WarehouseNames.OWNER_TAG)))
                .map(role ->
                        ownedByAnother("IAM role " + role.name(), role.tags().get(WarehouseNames.OWNER_TAG), design));
    }

    private static Optional<Problem> foreignGroup(WarehouseDesign design, Observation seen) {
        return seen.groupOfOurName()
                .filter(group -> !design.names().owner().equals(group.tags().get(WarehouseNames.OWNER_TAG)))
                .map(group -> ownedByAnother(
                        "security group " + group.name() + " (" + group.id() + ")",
                        group.tags().get(WarehouseNames.OWNER_TAG),
                        design));
    }

    private static Problem ownedByAnother(String thing, @Nullable String owner, WarehouseDesign design) {
        return user(
                WarehouseReason.OWNED_BY_ANOTHER,
                "%s belongs to %s, not to %s: it is left alone. Choose another name, or change its tag %s if it is yours"
                        .formatted(
                                thing,
                                owner == null ? "nobody (it has no owner tag)" : owner,
                                design.names().owner(),
                                WarehouseNames.OWNER_TAG));
    }

    private Optional<Problem> policyNotAllowed(WarehouseDesign design) {
        WarehouseDesign.GeneratedRole role = design.generatedRole();
        return (role == null ? List.<String>of() : role.managedPolicyArns())
                .stream()
                        .filter(arn -> !settings.allowedManagedPolicies().contains(arn))
                        .findFirst()
                        .map(arn -> user(
                                WarehouseReason.POLICY_NOT_ALLOWED,
                                "spec.iamRole.create.managedPolicyArns: %s is not allowed here: use one of %s, name buckets in readBuckets, or ask the operator's administrator to allow it"
                                        .formatted(arn, settings.allowedManagedPolicies())));
    }

    private static Optional<Problem> openToTheWorld(WarehouseDesign design) {
        List<AddressRange> ranges = design.ingress().stream()
                .filter(rule -> rule.source().contains("/"))
                .map(rule -> AddressRange.parse(rule.source()))
                .toList();
        return !design.allowAnyAddress() && AddressRange.coverEverything(ranges)
                ? Optional.of(
                        user(
                                WarehouseReason.OPEN_TO_THE_WORLD,
                                "spec.network.ingress: the ranges together open the cluster to every address: name your own, or say allowAnyAddress: true if you mean it"))
                : Optional.empty();
    }

    private static Optional<Problem> noNetwork(WarehouseDesign design, Observation seen) {
        if (seen.vpcId().isPresent() || seen.cluster().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                design.subnetGroup() == null
                        ? user(
                                WarehouseReason.NO_DEFAULT_VPC,
                                "region %s has no default VPC: name a cluster subnet group in spec.network.subnetGroupName of a new object"
                                        .formatted(design.region()))
                        : user(
                                WarehouseReason.SUBNET_GROUP_NOT_FOUND,
                                "spec.network.subnetGroupName: there is no cluster subnet group %s in %s: create it"
                                        .formatted(design.subnetGroup(), design.region())));
    }

    private static Optional<Problem> noPassword(WarehouseDesign design, Observation seen) {
        var ref = design.passwordRef();
        if (ref == null) {
            return Optional.empty();
        }
        if (seen.password().isEmpty()) {
            return Optional.of(user(
                    WarehouseReason.SECRET_NOT_FOUND,
                    "spec.adminPassword.secretRef: there is no Secret %s with key %s in this namespace: create it"
                            .formatted(ref.name(), ref.key())));
        }
        return PasswordRules.violation(seen.password().get().password())
                .map(violation -> user(
                        WarehouseReason.INVALID_PASSWORD,
                        "the password under key %s of Secret %s %s: put another one there"
                                .formatted(ref.key(), ref.name(), violation)));
    }

    // ---------------------------------------------------------------- the cluster

    private static CreateCluster create(WarehouseDesign design, Observation seen) {
        Optional<WantedPassword> password = seen.password();
        return new CreateCluster(
                new NewCluster(
                        design.clusterIdentifier(),
                        design.nodeType(),
                        design.numberOfNodes(),
                        design.database(),
                        design.port(),
                        design.adminUsername(),
                        password.map(WantedPassword::password).orElse(null),
                        design.subnetGroup(),
                        securityGroups(design, seen),
                        design.attachedRoleArns(),
                        design.publiclyAccessible(),
                        design.tags()),
                password.map(WantedPassword::version).orElse(null));
    }

    private static List<String> securityGroups(WarehouseDesign design, Observation seen) {
        Set<String> ids = new TreeSet<>(design.extraSecurityGroupIds());
        seen.ownGroups().forEach(group -> ids.add(group.id()));
        return List.copyOf(ids);
    }

    /** The first difference that can be mended, in the order in which a user would want them mended. */
    private Optional<OnCluster> nextChange(WarehouseDesign design, Observation seen, Cluster cluster) {
        return tags(design, cluster)
                .or(() -> clusterRoles(design, seen, cluster))
                .or(() -> clusterGroups(design, seen, cluster))
                .or(() -> password(design, seen, cluster))
                .or(() -> publicAccess(design, cluster));
    }

    private static Optional<OnCluster> tags(WarehouseDesign design, Cluster cluster) {
        boolean adopting = !cluster.tags().containsKey(WarehouseNames.OWNER_TAG);
        if (adopting) {
            Map<String, String> tags = new TreeMap<>(design.tags());
            tags.put(WarehouseNames.ADOPTED_TAG, "true");
            return Optional.of(new AdoptCluster(cluster.identifier(), cluster.arn(), tags));
        }
        Tags.Difference difference = Tags.difference(design.tags(), cluster.tags());
        if (!difference.set().isEmpty()) {
            return Optional.of(new TagCluster(cluster.identifier(), cluster.arn(), difference.set()));
        }
        // The tags of an adopted cluster that its owner's spec does not name are somebody else's.
        boolean adopted = cluster.tags().containsKey(WarehouseNames.ADOPTED_TAG);
        return adopted || difference.remove().isEmpty()
                ? Optional.empty()
                : Optional.of(new UntagCluster(cluster.identifier(), cluster.arn(), difference.remove()));
    }

    /** Roles that others attached are left alone; roles that this warehouse attached and no longer names go. */
    private static Optional<OnCluster> clusterRoles(WarehouseDesign design, Observation seen, Cluster cluster) {
        List<String> attached = cluster.roleArns();
        List<String> add = design.attachedRoleArns().stream()
                .filter(arn -> !attached.contains(arn))
                .toList();
        List<String> remove = seen.attachedBefore().stream()
                .filter(attached::contains)
                .filter(arn -> !design.attachedRoleArns().contains(arn))
                .toList();
        return add.isEmpty() && remove.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModifyClusterRoles(cluster.identifier(), add, remove));
    }

    private static Optional<OnCluster> clusterGroups(WarehouseDesign design, Observation seen, Cluster cluster) {
        List<String> wanted = securityGroups(design, seen);
        boolean same = Set.copyOf(wanted).equals(Set.copyOf(cluster.securityGroupIds()));
        return same || seen.ownGroups().isEmpty()
                ? Optional.empty()
                : Optional.of(new ModifyCluster(cluster.identifier(), new Change.SetSecurityGroups(wanted), null));
    }

    private static Optional<OnCluster> password(WarehouseDesign design, Observation seen, Cluster cluster) {
        boolean managed = cluster.managedPasswordArn() != null;
        if (design.passwordRef() == null) {
            return managed
                    ? Optional.empty()
                    : Optional.of(new ModifyCluster(cluster.identifier(), new Change.ManagePassword(), null));
        }
        WantedPassword wanted = seen.password().orElseThrow();
        AppliedPassword applied = seen.appliedPassword().orElse(null);
        return !managed && wanted.version().equals(applied)
                ? Optional.empty()
                : Optional.of(new ModifyCluster(
                        cluster.identifier(), new Change.SetPassword(wanted.password()), wanted.version()));
    }

    private static Optional<OnCluster> publicAccess(WarehouseDesign design, Cluster cluster) {
        return design.publiclyAccessible() == cluster.publiclyAccessible()
                ? Optional.empty()
                : Optional.of(new ModifyCluster(
                        cluster.identifier(), new Change.SetPubliclyAccessible(design.publiclyAccessible()), null));
    }

    // ---------------------------------------------------------------- what is under way

    private static Problem busy(WarehouseDesign design, Cluster cluster) {
        String text =
                "cluster %s is %s (%s)".formatted(design.clusterIdentifier(), cluster.status(), cluster.availability());
        return switch (cluster.status()) {
            case "creating" -> waiting(WarehouseReason.CREATING, text);
            case "deleting", "final-snapshot" ->
                waiting(
                        WarehouseReason.CLUSTER_BUSY,
                        text + ": somebody is deleting it; it is created again when it is gone");
            default -> waiting(WarehouseReason.CLUSTER_BUSY, text);
        };
    }

    private static Optional<Problem> settling(WarehouseDesign design, Cluster cluster) {
        if (!cluster.pending().isEmpty()) {
            return Optional.of(modifying(design, "AWS is applying " + String.join(", ", cluster.pending())));
        }
        if (cluster.endpoint() == null) {
            return Optional.of(waiting(
                    WarehouseReason.CREATING, "cluster %s has no endpoint yet".formatted(design.clusterIdentifier())));
        }
        return cluster.roles().stream()
                .filter(role -> !role.state().equals("in-sync"))
                .findFirst()
                .map(role -> modifying(design, "role " + role.arn() + " is " + role.state()));
    }

    private static Problem modifying(WarehouseDesign design, String what) {
        return waiting(WarehouseReason.MODIFYING, "cluster %s: %s".formatted(design.clusterIdentifier(), what));
    }

    /** Wanted changes that need a resize, which is not done yet. */
    private static List<PendingChange> pendingChanges(WarehouseDesign design, Cluster cluster) {
        List<PendingChange> changes = new ArrayList<>();
        add(
                changes,
                "spec.provisioned.nodeType",
                cluster.nodeType(),
                design.nodeType(),
                "changing the node type resizes the cluster, which this version does not do: resize it by hand");
        add(
                changes,
                "spec.provisioned.numberOfNodes",
                cluster.numberOfNodes(),
                design.numberOfNodes(),
                "changing the number of nodes resizes the cluster, which this version does not do: resize it by hand");
        return changes;
    }

    private static void add(List<PendingChange> changes, String field, Object from, Object to, String reason) {
        if (!from.equals(to)) {
            changes.add(new PendingChange(field, from.toString(), to.toString(), reason));
        }
    }

    private static String clusterText(WarehouseDesign design) {
        return "cluster %s (%d x %s) in %s"
                .formatted(design.clusterIdentifier(), design.numberOfNodes(), design.nodeType(), design.region());
    }
}
