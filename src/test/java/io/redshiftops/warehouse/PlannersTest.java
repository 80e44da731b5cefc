package io.redshiftops.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.Adoption;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.DeletionPolicy;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.ParameterStore;
import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.Clusters.Snapshot;
import io.redshiftops.aws.Parameters.Parameter;
import io.redshiftops.aws.Roles.Role;
import io.redshiftops.aws.SecurityGroups.Rule;
import io.redshiftops.aws.SecurityGroups.SecurityGroup;
import io.redshiftops.kube.Problem;
import io.redshiftops.warehouse.DeletionPlanner.Circumstances;
import io.redshiftops.warehouse.Observation.PublishedSecret;
import io.redshiftops.warehouse.WarehouseAction.OnCluster;
import io.redshiftops.warehouse.WarehouseAction.OnIngress;
import io.redshiftops.warehouse.WarehouseAction.OnParameter;
import io.redshiftops.warehouse.WarehouseAction.OnRole;
import io.redshiftops.warehouse.WarehouseAction.PublishSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans are carried out against a small model of AWS, from designs and states that chance made. */
class PlannersTest {

    private static final int SEEDS = 200;
    private static final int ROUNDS = 25;
    private static final Instant DELETED_AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<String, String> FOREIGN = Map.of(WarehouseNames.OWNER_TAG, "i/other/w");

    private final ModelOfAws aws = new ModelOfAws();
    private final WarehousePlanner planner = new WarehousePlanner(WarehouseDesigns.SETTINGS);
    private final DeletionPlanner deletion = new DeletionPlanner();
    private final List<String> attached = new ArrayList<>();
    private Optional<PublishedSecret> connection = Optional.empty();

    static IntStream seeds() {
        return IntStream.range(0, 8);
    }

    // ---------------------------------------------------------------- what shall exist

    @Test
    void aNewWarehouseIsMadeInOrderAndThenNothingIsLeftToDo() {
        List<String> done = converge(WarehouseDesigns.plain(), "plain");

        assertThat(done)
                .startsWith("CreateRole", "CreateGroup")
                .containsSubsequence("CreateRole", "CreateGroup", "CreateCluster", "PublishSecret")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fromWhateverStateAWarehouseBecomesWhatItShallBe(int part) {
        for (int seed = part * SEEDS; seed < (part + 1) * SEEDS; seed++) {
            forget();
            Random random = new Random(seed);
            WarehouseDesign before = WarehouseDesigns.random(random, DeletionPolicy.SNAPSHOT);
            WarehouseDesign wanted = WarehouseDesigns.random(random, DeletionPolicy.SNAPSHOT);
            String what = "seed " + seed;
            if (random.nextBoolean()) {
                converge(before, what);
                disturb(random);
            }

            converge(wanted, what);

            assertHolds(wanted, what);
        }
    }

    private void assertHolds(WarehouseDesign wanted, String what) {
        Cluster cluster = Objects.requireNonNull(aws.clusters.get(wanted.clusterIdentifier()));
        assertThat(cluster.tags()).as(what).isEqualTo(wanted.tags());
        assertThat(cluster.publiclyAccessible()).as(what).isEqualTo(wanted.publiclyAccessible());
        assertThat(cluster.roleArns()).as(what).containsExactlyElementsOf(wanted.attachedRoleArns());
        assertThat(cluster.managedPasswordArn()).as(what).isNotNull();
        SecurityGroup group = aws.groups.values().iterator().next();
        assertThat(cluster.securityGroupIds()).as(what).containsExactly(group.id());
        assertThat(group.tags()).as(what).isEqualTo(wanted.tags());
        assertThat(group.rules().values().stream().map(Rule::source).toList())
                .as(what)
                .containsExactlyInAnyOrderElementsOf(
                        wanted.ingress().stream().map(Rule::source).distinct().toList());
        WarehouseDesign.GeneratedRole generated = wanted.generatedRole();
        assertThat(aws.roles.keySet()).as(what).isEqualTo(generated == null ? Set.of() : Set.of(generated.name()));
        if (generated != null) {
            Role role = Objects.requireNonNull(aws.roles.get(generated.name()));
            assertThat(role.trust()).as(what).isEqualTo(generated.trust());
            assertThat(role.attachedPolicyArns()).as(what).isEqualTo(generated.managedPolicyArns());
            assertThat(role.inlinePolicies().get(RoleDocuments.POLICY)).as(what).isEqualTo(generated.access());
        }
        ParameterStore parameter = wanted.parameter();
        if (parameter != null) {
            Parameter published = Objects.requireNonNull(aws.parameters.get(parameter.name()));
            assertThat(published.secure()).as(what).isEqualTo(parameter.secure());
            assertThat(published.value()).as(what).contains("\"host\"").doesNotContain("password");
        }
    }

    // ---------------------------------------------------------------- what belongs to others

    @Test
    void aClusterOfAnotherOwnerIsNeverTouched() {
        aws.clusters.put(
                WarehouseDesigns.NAMES.clusterIdentifier(),
                ClusterBuilder.named(WarehouseDesigns.NAMES.clusterIdentifier())
                        .tags(FOREIGN)
                        .build());

        assertBlocked(WarehouseReason.OWNED_BY_ANOTHER, "belongs to i/other/w, not to i/default/w");
    }

    @Test
    void aRoleOfAnotherOwnerIsNeverTouched() {
        String name = WarehouseDesigns.NAMES.roleName();
        aws.roles.put(
                name, new Role(name, "arn:" + name, RoleDocuments.trust("p", "e"), Map.of(), List.of(), Map.of()));

        assertBlocked(WarehouseReason.OWNED_BY_ANOTHER, "nobody (it has no owner tag)");
    }

    @Test
    void aSecurityGroupOfAnotherOwnerIsNeverTouched() {
        aws.groups.put(
                "sg-1",
                new SecurityGroup(
                        "sg-1", WarehouseDesigns.NAMES.securityGroupName(), ModelOfAws.VPC, Map.of(), FOREIGN));

        assertBlocked(WarehouseReason.OWNED_BY_ANOTHER, "sg-1");
    }

    @Test
    void aClusterThatNobodyOwnsIsTakenOnlyWhenAsked() {
        String identifier = WarehouseDesigns.NAMES.clusterIdentifier();
        aws.clusters.put(
                identifier,
                ClusterBuilder.named(identifier).tags(Map.of("theirs", "1")).build());
        assertBlocked(WarehouseReason.ADOPTION_REFUSED, "spec.adoption: Adopt");
        WarehouseDesign adopting = WarehouseDesigns.design(
                WarehouseDesigns.role(List.of(), List.of()),
                List.of(),
                Map.of(),
                false,
                Adoption.ADOPT,
                DeletionPolicy.RETAIN,
                null);

        List<String> done = converge(adopting, "adopting");

        assertThat(done).contains("AdoptCluster").doesNotContain("CreateCluster", "UntagCluster");
        assertThat(Objects.requireNonNull(aws.clusters.get(identifier)).tags())
                .containsEntry("theirs", "1")
                .containsEntry(WarehouseNames.ADOPTED_TAG, "true")
                .containsEntry(WarehouseNames.OWNER_TAG, "i/default/w");
    }

    @Test
    void aParameterOfAnotherOwnerIsLeftAlone() {
        aws.parameters.put("settings", new Parameter("settings", "theirs", false, Map.of()));
        WarehouseDesign design = WarehouseDesigns.design(
                WarehouseDesigns.role(List.of(), List.of()),
                List.of(),
                Map.of(),
                false,
                Adoption.NEVER,
                DeletionPolicy.SNAPSHOT,
                new ParameterStore("settings", false));

        Plan last = run(design, "foreign parameter", new ArrayList<>());

        assertThat(Objects.requireNonNull(last.problem()).reason()).isEqualTo(WarehouseReason.PARAMETER_NOT_OURS);
        assertThat(Objects.requireNonNull(aws.parameters.get("settings")).value())
                .isEqualTo("theirs");
    }

    @Test
    void rangesThatTogetherHoldEveryAddressAreRefused() {
        List<Rule> halves = List.of(new Rule(5439, 5439, "0.0.0.0/1", null), new Rule(5439, 5439, "128.0.0.0/1", null));
        WarehouseDesign open =
                WarehouseDesigns.design(null, halves, Map.of(), false, Adoption.NEVER, DeletionPolicy.SNAPSHOT, null);

        Plan plan = planner.plan(open, observe(open));

        assertThat(plan.actions()).isEmpty();
        assertThat(Objects.requireNonNull(plan.problem()).reason()).isEqualTo(WarehouseReason.OPEN_TO_THE_WORLD);
    }

    private void assertBlocked(WarehouseReason reason, String said) {
        Plan plan = planner.plan(WarehouseDesigns.plain(), observe(WarehouseDesigns.plain()));

        assertThat(plan.actions()).isEmpty();
        Problem problem = Objects.requireNonNull(plan.problem());
        assertThat(problem.kind()).isEqualTo(Problem.Kind.USER);
        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.message()).contains(said);
    }

    // ---------------------------------------------------------------- deletion

    @ParameterizedTest
    @EnumSource(names = {"SNAPSHOT", "DELETE"})
    void whateverItIsMadeOfNothingOfADeletedWarehouseIsLeft(DeletionPolicy policy) {
        for (int seed = 0; seed < SEEDS; seed++) {
            forget();
            Random random = new Random(seed);
            WarehouseDesign design = WarehouseDesigns.random(random, policy);
            converge(design, "seed " + seed);
            disturb(random);
            aws.parameters.put("foreign", new Parameter("foreign", "", false, FOREIGN));

            List<String> done = dismantle(design, "seed " + seed);

            assertThat(aws.clusters).as("seed " + seed).isEmpty();
            assertThat(aws.roles).as("seed " + seed).isEmpty();
            assertThat(aws.groups).as("seed " + seed).isEmpty();
            assertThat(aws.parameters.keySet()).as("seed " + seed).containsExactly("foreign");
            assertThat(aws.snapshots.keySet())
                    .as("seed " + seed)
                    .isEqualTo(
                            policy == DeletionPolicy.DELETE ? Set.of() : Set.of("default-w-final-20260101-000000-1"));
            assertThat(aws.snapshots.values())
                    .allSatisfy(snapshot ->
                            assertThat(snapshot.tags()).containsEntry(WarehouseNames.OWNER_TAG, "i/default/w"));
            assertThat(done).as("seed " + seed).doesNotContain("CreateCluster", "CreateGroup", "CreateRole");
        }
    }

    @Test
    void aRetainedWarehouseKeepsEverythingInAws() {
        WarehouseDesign design = WarehouseDesigns.random(new Random(7), DeletionPolicy.RETAIN);
        converge(design, "retained");
        Map<String, Cluster> clusters = Map.copyOf(aws.clusters);
        Map<String, SecurityGroup> groups = Map.copyOf(aws.groups);

        dismantle(design, "retained");

        assertThat(aws.clusters).isEqualTo(clusters);
        assertThat(aws.groups).isEqualTo(groups);
        assertThat(aws.snapshots).isEmpty();
    }

    @Test
    void anotherOwnersClusterOutlivesTheObject() {
        String identifier = WarehouseDesigns.NAMES.clusterIdentifier();
        aws.clusters.put(
                identifier, ClusterBuilder.named(identifier).tags(FOREIGN).build());

        dismantle(WarehouseDesigns.plain(), "foreign");

        assertThat(aws.clusters).containsKey(identifier);
    }

    @Test
    void jobsHaveAMinuteToStopAndThenTheClusterGoes() {
        converge(WarehouseDesigns.plain(), "plain");
        WarehouseDesign design = WarehouseDesigns.plain();
        List<String> jobs = List.of("S3Load default/l");

        Plan within = deletion.plan(
                design, observe(design), new Circumstances(DELETED_AT, jobs, List.of(), DELETED_AT.plusSeconds(59)));
        Plan after = deletion.plan(
                design, observe(design), new Circumstances(DELETED_AT, jobs, List.of(), DELETED_AT.plusSeconds(60)));

        assertThat(within.actions()).isEmpty();
        assertThat(Objects.requireNonNull(within.problem()).message()).contains("S3Load default/l");
        assertThat(after.actions()).hasAtLeastOneElementOfType(WarehouseAction.DeleteCluster.class);
    }

    @Test
    void aSecondAttemptAtTheFinalSnapshotHasANameOfItsOwn() {
        converge(WarehouseDesigns.plain(), "plain");
        WarehouseDesign design = WarehouseDesigns.plain();
        List<Snapshot> first = List.of(new Snapshot("s", "s", "available", Map.of()));

        Plan plan = deletion.plan(design, observe(design), new Circumstances(DELETED_AT, List.of(), first, DELETED_AT));

        assertThat(plan.actions()).contains(new WarehouseAction.RecordSnapshot("default-w-final-20260101-000000-2"));
    }

    // ---------------------------------------------------------------- carrying plans out

    private void forget() {
        aws.clusters.clear();
        aws.roles.clear();
        aws.groups.clear();
        aws.parameters.clear();
        aws.snapshots.clear();
        attached.clear();
        connection = Optional.empty();
    }

    /** Somebody changes by hand what the warehouse is made of. */
    private void disturb(Random random) {
        for (SecurityGroup group : List.copyOf(aws.groups.values())) {
            Map<String, Rule> rules = new LinkedHashMap<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                Rule rule = WarehouseDesigns.rule(random);
                if (rules.values().stream().noneMatch(rule::letsInTheSameAs)) {
                    rules.put("sgr-x" + i, rule);
                }
            }
            aws.securityGroups().tag(group.id(), Map.of("by-hand", "1"));
            SecurityGroup tagged = Objects.requireNonNull(aws.groups.get(group.id()));
            aws.groups.put(
                    group.id(), new SecurityGroup(group.id(), group.name(), group.vpcId(), rules, tagged.tags()));
        }
        for (Role role : List.copyOf(aws.roles.values())) {
            if (random.nextBoolean()) {
                aws.roles().putPolicy(role.name(), "by-hand", RoleDocuments.trust("p", "e"));
                aws.roles().setTrust(role.name(), RoleDocuments.trust("p", "e"));
            }
            if (random.nextBoolean()) {
                aws.roles().attach(role.name(), "arn:aws:iam::aws:policy/AdministratorAccess");
            }
        }
        for (Cluster cluster : List.copyOf(aws.clusters.values())) {
            if (random.nextBoolean()) {
                aws.clusters().tag(cluster.arn(), Map.of("by-hand", "1", "team", "other"));
            }
        }
    }

    private List<String> converge(WarehouseDesign design, String what) {
        List<String> done = new ArrayList<>();
        Plan last = run(design, what, done);
        assertThat(last.problem()).as(what + " after " + done).isNull();
        return done;
    }

    private Plan run(WarehouseDesign design, String what, List<String> done) {
        Plan plan = planner.plan(design, observe(design));
        for (int round = 0; !isAtRest(plan); round++) {
            assertThat(round).as("%s goes on after %s", what, done).isLessThan(ROUNDS);
            carryOut(plan, what, done);
            aws.settle();
            plan = planner.plan(design, observe(design));
        }
        return plan;
    }

    private static boolean isAtRest(Plan plan) {
        Problem problem = plan.problem();
        return plan.actions().isEmpty() && (problem == null || problem.kind() == Problem.Kind.USER);
    }

    private List<String> dismantle(WarehouseDesign design, String what) {
        List<String> done = new ArrayList<>();
        Plan plan = deletion.plan(design, observe(design), circumstances());
        for (int round = 0; !plan.actions().isEmpty() || plan.problem() != null; round++) {
            assertThat(round).as("%s goes on after %s", what, done).isLessThan(ROUNDS);
            carryOut(plan, what, done);
            aws.settle();
            plan = deletion.plan(design, observe(design), circumstances());
        }
        return done;
    }

    private Circumstances circumstances() {
        return new Circumstances(DELETED_AT, List.of(), List.copyOf(aws.snapshots.values()), DELETED_AT.plusSeconds(1));
    }

    private void carryOut(Plan plan, String what, List<String> done) {
        assertThat(plan.actions().stream().filter(OnCluster.class::isInstance).count())
                .as("%s: changes of the cluster in one plan: %s", what, plan.actions())
                .isLessThanOrEqualTo(
                        plan.actions().stream().anyMatch(WarehouseAction.TagSnapshot.class::isInstance)
                                ? Long.MAX_VALUE
                                : 1);
        for (WarehouseAction action : plan.actions()) {
            done.add(action.getClass().getSimpleName());
            if (action instanceof OnRole step) {
                step.take(aws.roles());
            } else if (action instanceof OnIngress step) {
                step.take(aws.securityGroups());
            } else if (action instanceof OnCluster step) {
                step.take(aws.clusters());
            } else if (action instanceof OnParameter step) {
                step.take(aws.parameters());
            } else if (action instanceof PublishSecret step) {
                connection = Optional.of(new PublishedSecret(true, step.data()));
            }
        }
    }

    private Observation observe(WarehouseDesign design) {
        Optional<Cluster> cluster = Optional.ofNullable(aws.clusters.get(design.clusterIdentifier()));
        design.attachedRoleArns().stream()
                .filter(arn -> cluster.map(Cluster::roleArns).orElse(List.of()).contains(arn))
                .filter(arn -> !attached.contains(arn))
                .forEach(attached::add);
        List<SecurityGroup> own = aws.securityGroups()
                .tagged(WarehouseNames.OWNER_TAG, design.names().owner());
        ParameterStore parameter = design.parameter();
        return new Observation(
                cluster,
                aws.roles().find(design.names().roleName()),
                Optional.of(ModelOfAws.VPC),
                own,
                own.isEmpty()
                        ? aws.securityGroups()
                                .find(ModelOfAws.VPC, design.names().securityGroupName())
                        : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.copyOf(attached),
                connection,
                parameter == null ? Optional.empty() : aws.parameters().find(parameter.name()),
                null);
    }
}
