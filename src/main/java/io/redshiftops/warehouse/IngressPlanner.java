package io.redshiftops.warehouse;

import io.redshiftops.aws.SecurityGroups.Rule;
import io.redshiftops.aws.SecurityGroups.SecurityGroup;
import io.redshiftops.warehouse.WarehouseAction.Authorize;
import io.redshiftops.warehouse.WarehouseAction.CreateGroup;
import io.redshiftops.warehouse.WarehouseAction.Revoke;
import io.redshiftops.warehouse.WarehouseAction.TagGroup;
import io.redshiftops.warehouse.WarehouseAction.UntagGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Decides what to do about the security group and its inbound rules. */
final class IngressPlanner {

    List<WarehouseAction> plan(WarehouseDesign design, Observation seen) {
        if (seen.ownGroups().isEmpty()) {
            return seen.vpcId()
                    .<List<WarehouseAction>>map(vpc -> List.of(new CreateGroup(
                            vpc,
                            design.names().securityGroupName(),
                            "Lets clients reach Redshift cluster " + design.clusterIdentifier(),
                            design.tags())))
                    .orElse(List.of());
        }
        SecurityGroup group = seen.ownGroups().get(0);
        List<WarehouseAction> actions = new ArrayList<>();
        tags(design, group, actions);
        rules(design, group, actions);
        return actions;
    }

    private static void tags(WarehouseDesign design, SecurityGroup group, List<WarehouseAction> actions) {
        Tags.Difference tags = Tags.difference(design.tags(), group.tags());
        if (!tags.set().isEmpty()) {
            actions.add(new TagGroup(group.id(), tags.set()));
        }
        if (!tags.remove().isEmpty()) {
            actions.add(new UntagGroup(group.id(), tags.remove()));
        }
    }

    /**
     * Adds before it removes, so that nobody who may stay loses access; a rule whose description alone changed has to go
     * first, since EC2 takes it for a duplicate.
     */
    private static void rules(WarehouseDesign design, SecurityGroup group, List<WarehouseAction> actions) {
        List<Rule> wanted = distinct(design.ingress());
        List<String> obsolete = new ArrayList<>();
        List<String> redescribed = new ArrayList<>();
        for (Map.Entry<String, Rule> entry : group.rules().entrySet()) {
            Rule actual = entry.getValue();
            wanted.stream()
                    .filter(rule -> rule.letsInTheSameAs(actual))
                    .findFirst()
                    .ifPresentOrElse(
                            rule -> {
                                if (!Objects.equals(text(rule), text(actual))) {
                                    redescribed.add(entry.getKey());
                                }
                            },
                            () -> obsolete.add(entry.getKey()));
        }
        List<Rule> missing = wanted.stream()
                .filter(rule -> group.rules().entrySet().stream()
                        .noneMatch(entry -> !redescribed.contains(entry.getKey())
                                && entry.getValue().letsInTheSameAs(rule)))
                .toList();
        if (!redescribed.isEmpty()) {
            actions.add(new Revoke(group.id(), redescribed));
        }
        if (!missing.isEmpty()) {
            actions.add(new Authorize(group.id(), missing));
        }
        if (!obsolete.isEmpty()) {
            actions.add(new Revoke(group.id(), obsolete));
        }
    }

    private static String text(Rule rule) {
        return rule.description() == null ? "" : rule.description();
    }

    private static List<Rule> distinct(List<Rule> rules) {
        List<Rule> distinct = new ArrayList<>();
        for (Rule rule : rules) {
            if (distinct.stream().noneMatch(rule::letsInTheSameAs)) {
                distinct.add(rule);
            }
        }
        return distinct;
    }
}
