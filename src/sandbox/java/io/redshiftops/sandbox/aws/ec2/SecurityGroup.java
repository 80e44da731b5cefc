package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Identifiers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A security group with its rules. Guarded by the account's lock. */
final class SecurityGroup {

    static final String DEFAULT_NAME = "default";

    private static final int MOST_RULES = 60;

    private final String id;
    private final String name;
    private final String description;
    private final String vpcId;
    private final String createdBy;
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    SecurityGroup(String id, String name, String description, String vpcId, String createdBy) {
        this.id = id;
        this.name = name;
        this.description = description;
        this.vpcId = vpcId;
        this.createdBy = createdBy;
        addRule(Rule.of(true, "-1", null, null, new Rule.Ipv4("0.0.0.0/0"), null));
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    String vpcId() {
        return vpcId;
    }

    String createdBy() {
        return createdBy;
    }

    /** By rule id, in the order of their making. */
    Map<String, Rule> rules() {
        return rules;
    }

    /**
     * Adds rules, all or none.
     *
     * @return the new rules' ids
     */
    List<String> addRules(List<Rule> added) {
        for (int i = 0; i < added.size(); i++) {
            Rule rule = added.get(i);
            boolean twice = added.subList(0, i).stream().anyMatch(rule::sameTraffic);
            if (twice || find(rule).isPresent()) {
                throw AwsError.badRequest(
                        "InvalidPermission.Duplicate", "the specified rule \"" + rule.text() + "\" already exists");
            }
        }
        for (boolean egress : new boolean[] {false, true}) {
            long count = rules.values().stream()
                            .filter(rule -> rule.egress() == egress)
                            .count()
                    + added.stream().filter(rule -> rule.egress() == egress).count();
            if (count > MOST_RULES) {
                throw AwsError.badRequest(
                        "RulesPerSecurityGroupLimitExceeded",
                        "The maximum number of rules per security group has been reached.");
            }
        }
        return added.stream().map(this::addRule).toList();
    }

    private String addRule(Rule rule) {
        String ruleId = Identifiers.ec2("sgr");
        rules.put(ruleId, rule);
        return ruleId;
    }

    /** The id of the rule that lets the same through. */
    Optional<String> find(Rule wanted) {
        return rules.entrySet().stream()
                .filter(entry -> entry.getValue().sameTraffic(wanted))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    boolean refersTo(String groupId) {
        return rules.values().stream().anyMatch(rule -> rule.peer().equals(new Rule.Group(groupId)));
    }
}
