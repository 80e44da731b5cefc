package io.redshiftops.aws;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The EC2 security groups of one account and region. */
public interface SecurityGroups {

    /** The default VPC; empty if the region has none. */
    Optional<String> defaultVpc();

    /** The groups that carry this tag, with their inbound rules. */
    List<SecurityGroup> tagged(String key, String value);

    /** The group of that name in a VPC. */
    Optional<SecurityGroup> find(String vpcId, String name);

    /** Creates a group without inbound rules and returns its id. */
    String create(String vpcId, String name, String description, Map<String, String> tags);

    /** Adds inbound rules. */
    void authorize(String groupId, Collection<Rule> rules);

    /** Removes inbound rules by their ids. */
    void revoke(String groupId, Collection<String> ruleIds);

    /** Adds or overwrites tags. */
    void tag(String groupId, Map<String, String> tags);

    /** Removes tags. */
    void untag(String groupId, List<String> keys);

    /** Deletes a group that nothing uses; {@link AwsException.Kind#BUSY} while something does. */
    void delete(String groupId);

    /** A group as it is; {@code rules} by rule id, the operator's kind only: TCP, one port, one source. */
    record SecurityGroup(String id, String name, String vpcId, Map<String, Rule> rules, Map<String, String> tags) {}

    /**
     * An inbound TCP rule.
     *
     * @param source a canonical IPv4 or IPv6 CIDR, a security group's id or a prefix list's id
     */
    record Rule(
            int fromPort,
            int toPort,
            String source,
            @Nullable String description) {

        /** Whether both let the same in. */
        public boolean letsInTheSameAs(Rule other) {
            return fromPort == other.fromPort && toPort == other.toPort && source.equals(other.source);
        }
    }
}
