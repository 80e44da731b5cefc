package io.redshiftops.sandbox.aws.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;

/**
 * What a revocation took away.
 *
 * @param unknown permissions for which there was no rule; in a default VPC, and there is no other one here, that is no
 *     error
 */
record Revocation(List<RevokedSecurityGroupRule> revoked, List<IpPermission> unknown) {

    static Revocation of(
            Network network,
            SecurityGroup group,
            boolean egress,
            List<String> ruleIds,
            Permissions reader,
            List<IpPermission> permissions) {
        List<String> ids = new ArrayList<>(ruleIds);
        for (String id : ruleIds) {
            Rule rule = group.rules().get(id);
            if (rule == null || rule.egress() != egress) {
                throw Ec2Error.noSuchRule(id);
            }
        }
        List<IpPermission> unknown = new ArrayList<>();
        for (Rule wanted : reader.rules(egress, permissions)) {
            Optional<String> id = group.find(wanted);
            id.ifPresentOrElse(ids::add, () -> unknown.addAll(Ec2Views.permissions(List.of(wanted))));
        }
        if (ids.isEmpty() && unknown.isEmpty()) {
            throw Ec2Error.missingParameter("The request must contain the parameter ipPermissions");
        }
        List<RevokedSecurityGroupRule> revoked = new ArrayList<>();
        for (String id : ids) {
            Rule rule = group.rules().remove(id);
            network.forgetTags(id);
            if (rule != null) {
                revoked.add(Ec2Views.revoked(id, group, rule));
            }
        }
        return new Revocation(revoked, unknown);
    }
}
