package io.redshiftops.warehouse;

import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.Adoption;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.ParameterStore;
import io.redshiftops.aws.SecurityGroups.Rule;
import io.redshiftops.warehouse.WarehouseDesign.GeneratedRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Designs of warehouse {@code default/w} of installation {@code i}. */
final class WarehouseDesigns {

    static final String POLICY = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    static final String EXISTING_ROLE = "arn:aws:iam::123456789012:role/theirs";
    static final WarehouseNames NAMES = WarehouseNames.of("i", "eu-central-1", "default", "w");
    static final WarehouseSettings SETTINGS = new WarehouseSettings(
            "i", "eu-central-1", "operator", "/redshift-operator/", null, Set.of(POLICY), DeletionPolicy.SNAPSHOT);

    private WarehouseDesigns() {}

    /** A design with nothing but defaults. */
    static WarehouseDesign plain() {
        return design(
                role(List.of(), List.of()), List.of(), Map.of(), false, Adoption.NEVER, DeletionPolicy.SNAPSHOT, null);
    }

    /** A design by chance. */
    static WarehouseDesign random(Random random, DeletionPolicy policy) {
        List<Rule> rules = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            rules.add(rule(random));
        }
        GeneratedRole role = random.nextInt(4) == 0
                ? null
                : role(
                        random.nextBoolean() ? List.of() : List.of("data"),
                        random.nextBoolean() ? List.of() : List.of(POLICY));
        return design(
                role,
                rules,
                random.nextBoolean() ? Map.of() : Map.of("team", "a" + random.nextInt(2)),
                random.nextBoolean(),
                Adoption.NEVER,
                policy,
                random.nextBoolean() ? null : new ParameterStore("settings", random.nextBoolean()));
    }

    /** A rule of a few that there are, so that some are equal but for their descriptions. */
    static Rule rule(Random random) {
        return new Rule(
                5439,
                5439,
                "10." + random.nextInt(3) + ".0.0/16",
                random.nextBoolean() ? null : "rule " + random.nextInt(2));
    }

    static GeneratedRole role(List<String> buckets, List<String> policies) {
        return new GeneratedRole(
                NAMES.roleName(),
                "/redshift-operator/",
                RoleDocuments.trust("arn:aws:iam::123456789012:role/operator", "i/default"),
                RoleDocuments.access("aws", buckets, null),
                policies,
                null);
    }

    static WarehouseDesign design(
            @Nullable GeneratedRole role,
            List<Rule> rules,
            Map<String, String> tags,
            boolean publiclyAccessible,
            Adoption adoption,
            DeletionPolicy policy,
            @Nullable ParameterStore parameter) {
        Map<String, String> all = new TreeMap<>(tags);
        all.put(WarehouseNames.OWNER_TAG, NAMES.owner());
        String roleArn = role == null ? EXISTING_ROLE : "arn:aws:iam::123456789012:role" + role.path() + role.name();
        return new WarehouseDesign(
                NAMES,
                "eu-central-1",
                NAMES.clusterIdentifier(),
                "ra3.xlplus",
                2,
                "dev",
                5439,
                "awsuser",
                null,
                role,
                roleArn,
                List.of(roleArn),
                null,
                List.of(),
                rules,
                false,
                publiclyAccessible,
                all,
                adoption,
                policy,
                null,
                "w-connection",
                false,
                parameter);
    }
}
