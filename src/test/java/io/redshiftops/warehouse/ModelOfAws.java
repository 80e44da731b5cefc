package io.redshiftops.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.Cluster.AttachedRole;
import io.redshiftops.aws.Cluster.Endpoint;
import io.redshiftops.aws.Clusters;
import io.redshiftops.aws.Parameters;
import io.redshiftops.aws.Parameters.Parameter;
import io.redshiftops.aws.Roles;
import io.redshiftops.aws.SecurityGroups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of AWS that warehouses are made of, as values: what is asked of a cluster takes until the next {@link #settle},
 * and what AWS refuses throws.
 */
final class ModelOfAws {

    static final String VPC = "vpc-1";

    final Map<String, Cluster> clusters = new TreeMap<>();
    final Map<String, Roles.Role> roles = new TreeMap<>();
    final Map<String, SecurityGroups.SecurityGroup> groups = new TreeMap<>();
    final Map<String, Parameter> parameters = new TreeMap<>();
    final Map<String, Clusters.Snapshot> snapshots = new TreeMap<>();
    private int numbers = 100;

    /** What AWS was asked to do comes true. */
    void settle() {
        clusters.values().removeIf(cluster -> cluster.status().equals("deleting"));
        clusters.replaceAll((name, cluster) -> {
            List<AttachedRole> settled = cluster.roles().stream()
                    .filter(role -> !role.state().equals("removing"))
                    .map(role -> new AttachedRole(role.arn(), "in-sync"))
                    .toList();
            return ClusterBuilder.of(cluster)
                    .status("available")
                    .endpoint(new Endpoint(name + ".example", cluster.port()))
                    .roles(settled)
                    .build();
        });
    }

    private static IllegalStateException refused(String why) {
        return new IllegalStateException("AWS refuses: " + why);
    }

    private static <T> T known(@Nullable T thing, String what) {
        if (thing == null) {
            throw refused("there is no " + what);
        }
        return thing;
    }

    private static Map<String, String> with(Map<String, String> tags, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(tags);
        all.putAll(more);
        return all;
    }

    private static Map<String, String> without(Map<String, String> tags, List<String> keys) {
        Map<String, String> left = new TreeMap<>(tags);
        left.keySet().removeAll(keys);
        return left;
    }

    // ---------------------------------------------------------------- clusters

    Clusters clusters() {
        return new Clusters() {
            @Override
            public List<Cluster> list() {
                return List.copyOf(clusters.values());
            }

            @Override
            public void create(NewCluster cluster) {
                if (clusters.containsKey(cluster.identifier())) {
                    throw refused("cluster exists");
                }
                cluster.roleArns().forEach(arn -> known(role(arn), "role " + arn));
                cluster.securityGroupIds().forEach(id -> known(groups.get(id), id));
                clusters.put(
                        cluster.identifier(),
                        ClusterBuilder.named(cluster.identifier())
                                .status("creating")
                                .roles(cluster.roleArns().stream()
                                        .map(arn -> new AttachedRole(arn, "adding"))
                                        .toList())
                                .groups(cluster.securityGroupIds())
                                .publiclyAccessible(cluster.publiclyAccessible())
                                .managedPasswordArn(cluster.adminPassword() == null ? "arn:secret" : null)
                                .tags(cluster.tags())
                                .build());
            }

            @Override
            public void modify(String identifier, Change change) {
                ClusterBuilder builder = available(identifier).status("modifying");
                if (change instanceof Change.SetSecurityGroups set) {
                    builder.groups(set.ids());
                } else if (change instanceof Change.SetPubliclyAccessible set) {
                    builder.publiclyAccessible(set.value());
                } else {
                    builder.managedPasswordArn(change instanceof Change.ManagePassword ? "arn:secret" : null);
                }
                clusters.put(identifier, builder.build());
            }

            @Override
            public void modifyRoles(String identifier, List<String> add, List<String> remove) {
                Cluster cluster = available(identifier).build();
                List<AttachedRole> attached = new ArrayList<>(cluster.roles());
                attached.replaceAll(
                        role -> remove.contains(role.arn()) ? new AttachedRole(role.arn(), "removing") : role);
                add.forEach(arn -> attached.add(new AttachedRole(known(role(arn), "role " + arn), "adding")));
                clusters.put(
                        identifier,
                        ClusterBuilder.of(cluster)
                                .status("modifying")
                                .roles(attached)
                                .build());
            }

            private ClusterBuilder available(String identifier) {
                Cluster cluster = known(clusters.get(identifier), identifier);
                if (!cluster.isAvailable()) {
                    throw refused("cluster is " + cluster.status());
                }
                return ClusterBuilder.of(cluster);
            }

            @Override
            public void tag(String arn, Map<String, String> tags) {
                if (snapshots.containsKey(arn)) {
                    Clusters.Snapshot snapshot = known(snapshots.get(arn), arn);
                    snapshots.put(
                            arn,
                            new Clusters.Snapshot(
                                    snapshot.identifier(), arn, snapshot.status(), with(snapshot.tags(), tags)));
                    return;
                }
                clusters.replaceAll((name, cluster) -> cluster.arn().equals(arn)
                        ? ClusterBuilder.of(cluster)
                                .tags(with(cluster.tags(), tags))
                                .build()
                        : cluster);
            }

            @Override
            public void untag(String arn, List<String> keys) {
                clusters.replaceAll((name, cluster) -> cluster.arn().equals(arn)
                        ? ClusterBuilder.of(cluster)
                                .tags(without(cluster.tags(), keys))
                                .build()
                        : cluster);
            }

            @Override
            public void delete(String identifier, @Nullable FinalSnapshot snapshot) {
                Cluster cluster = known(clusters.get(identifier), identifier);
                if (snapshot != null) {
                    if (snapshots.containsKey(snapshot.identifier())) {
                        throw refused("snapshot exists");
                    }
                    snapshots.put(
                            snapshot.identifier(),
                            new Clusters.Snapshot(snapshot.identifier(), snapshot.identifier(), "available", Map.of()));
                }
                clusters.put(
                        identifier,
                        ClusterBuilder.of(cluster).status("deleting").build());
            }

            @Override
            public Optional<Snapshot> snapshot(String snapshotIdentifier) {
                return Optional.ofNullable(snapshots.get(snapshotIdentifier));
            }

            @Override
            public Optional<String> vpcOfSubnetGroup(String name) {
                return Optional.of(VPC);
            }
        };
    }

    /** Its ARN, if a role of that ARN is there; roles of other people are. */
    private @Nullable String role(String arn) {
        boolean generated = arn.contains("/redshift-operator/");
        boolean there = roles.values().stream().anyMatch(role -> role.arn().equals(arn));
        return !generated || there ? arn : null;
    }

    // ---------------------------------------------------------------- roles

    Roles roles() {
        return new Roles() {
            @Override
            public Optional<Role> find(String name) {
                return Optional.ofNullable(roles.get(name));
            }

            @Override
            public void create(NewRole role) {
                if (roles.containsKey(role.name())) {
                    throw refused("role exists");
                }
                roles.put(
                        role.name(),
                        new Role(
                                role.name(),
                                "arn:aws:iam::123456789012:role" + role.path() + role.name(),
                                role.trust(),
                                Map.of(),
                                List.of(),
                                role.tags()));
            }

            private void put(
                    Role role,
                    JsonNode trust,
                    Map<String, JsonNode> inline,
                    List<String> attached,
                    Map<String, String> tags) {
                roles.put(role.name(), new Role(role.name(), role.arn(), trust, inline, attached, tags));
            }

            @Override
            public void setTrust(String name, JsonNode trust) {
                Role role = known(roles.get(name), name);
                put(role, trust, role.inlinePolicies(), role.attachedPolicyArns(), role.tags());
            }

            @Override
            public void putPolicy(String name, String policyName, JsonNode policy) {
                Role role = known(roles.get(name), name);
                Map<String, JsonNode> inline = new LinkedHashMap<>(role.inlinePolicies());
                inline.put(policyName, policy);
                put(role, role.trust(), inline, role.attachedPolicyArns(), role.tags());
            }

            @Override
            public void deletePolicy(String name, String policyName) {
                Role role = known(roles.get(name), name);
                Map<String, JsonNode> inline = new LinkedHashMap<>(role.inlinePolicies());
                known(inline.remove(policyName), policyName);
                put(role, role.trust(), inline, role.attachedPolicyArns(), role.tags());
            }

            @Override
            public void attach(String name, String policyArn) {
                Role role = known(roles.get(name), name);
                List<String> attached = new ArrayList<>(role.attachedPolicyArns());
                attached.add(policyArn);
                put(role, role.trust(), role.inlinePolicies(), attached, role.tags());
            }

            @Override
            public void detach(String name, String policyArn) {
                Role role = known(roles.get(name), name);
                List<String> attached = new ArrayList<>(role.attachedPolicyArns());
                if (!attached.remove(policyArn)) {
                    throw refused("it is not attached");
                }
                put(role, role.trust(), role.inlinePolicies(), attached, role.tags());
            }

            @Override
            public void tag(String name, Map<String, String> tags) {
                Role role = known(roles.get(name), name);
                put(role, role.trust(), role.inlinePolicies(), role.attachedPolicyArns(), with(role.tags(), tags));
            }

            @Override
            public void untag(String name, List<String> keys) {
                Role role = known(roles.get(name), name);
                put(role, role.trust(), role.inlinePolicies(), role.attachedPolicyArns(), without(role.tags(), keys));
            }

            @Override
            public void delete(String name) {
                Role role = known(roles.get(name), name);
                boolean inUse = clusters.values().stream()
                        .flatMap(cluster -> cluster.roles().stream())
                        .anyMatch(attached -> attached.arn().equals(role.arn()));
                if (inUse
                        || !role.inlinePolicies().isEmpty()
                        || !role.attachedPolicyArns().isEmpty()) {
                    throw refused("the role has policies, or a cluster has it");
                }
                roles.remove(name);
            }
        };
    }

    // ---------------------------------------------------------------- security groups

    SecurityGroups securityGroups() {
        return new SecurityGroups() {
            @Override
            public Optional<String> defaultVpc() {
                return Optional.of(VPC);
            }

            @Override
            public List<SecurityGroup> tagged(String key, String value) {
                return groups.values().stream()
                        .filter(group -> value.equals(group.tags().get(key)))
                        .toList();
            }

            @Override
            public Optional<SecurityGroup> find(String vpcId, String name) {
                return groups.values().stream()
                        .filter(group ->
                                group.vpcId().equals(vpcId) && group.name().equals(name))
                        .findFirst();
            }

            @Override
            public String create(String vpcId, String name, String description, Map<String, String> tags) {
                if (find(vpcId, name).isPresent()) {
                    throw refused("a group of that name exists");
                }
                String id = "sg-" + ++numbers;
                groups.put(id, new SecurityGroup(id, name, vpcId, Map.of(), tags));
                return id;
            }

            private void put(SecurityGroup group, Map<String, Rule> rules, Map<String, String> tags) {
                groups.put(group.id(), new SecurityGroup(group.id(), group.name(), group.vpcId(), rules, tags));
            }

            @Override
            public void authorize(String groupId, Collection<Rule> rules) {
                SecurityGroup group = known(groups.get(groupId), groupId);
                Map<String, Rule> all = new LinkedHashMap<>(group.rules());
                for (Rule rule : rules) {
                    if (all.values().stream().anyMatch(rule::letsInTheSameAs)) {
                        throw refused("InvalidPermission.Duplicate");
                    }
                    all.put("sgr-" + ++numbers, rule);
                }
                put(group, all, group.tags());
            }

            @Override
            public void revoke(String groupId, Collection<String> ruleIds) {
                SecurityGroup group = known(groups.get(groupId), groupId);
                Map<String, Rule> left = new LinkedHashMap<>(group.rules());
                ruleIds.forEach(id -> known(left.remove(id), id));
                put(group, left, group.tags());
            }

            @Override
            public void tag(String groupId, Map<String, String> tags) {
                SecurityGroup group = known(groups.get(groupId), groupId);
                put(group, group.rules(), with(group.tags(), tags));
            }

            @Override
            public void untag(String groupId, List<String> keys) {
                SecurityGroup group = known(groups.get(groupId), groupId);
                put(group, group.rules(), without(group.tags(), keys));
            }

            @Override
            public void delete(String groupId) {
                boolean inUse = clusters.values().stream()
                        .anyMatch(cluster -> cluster.securityGroupIds().contains(groupId));
                if (inUse) {
                    throw refused("DependencyViolation");
                }
                known(groups.remove(groupId), groupId);
            }
        };
    }

    // ---------------------------------------------------------------- parameters

    Parameters parameters() {
        return new Parameters() {
            @Override
            public Optional<Parameter> find(String name) {
                return Optional.ofNullable(parameters.get(name));
            }

            @Override
            public void create(String name, String value, boolean secure, Map<String, String> tags) {
                if (parameters.containsKey(name)) {
                    throw refused("ParameterAlreadyExists");
                }
                parameters.put(name, new Parameter(name, value, secure, tags));
            }

            @Override
            public void overwrite(String name, String value, boolean secure) {
                Parameter parameter = known(parameters.get(name), name);
                parameters.put(name, new Parameter(name, value, secure, parameter.tags()));
            }

            @Override
            public void tag(String name, Map<String, String> tags) {
                Parameter parameter = known(parameters.get(name), name);
                parameters.put(
                        name, new Parameter(name, parameter.value(), parameter.secure(), with(parameter.tags(), tags)));
            }

            @Override
            public void delete(String name) {
                known(parameters.remove(name), name);
            }
        };
    }
}
