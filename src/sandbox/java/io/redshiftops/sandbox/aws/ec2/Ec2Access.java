package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import java.util.Map;

/**
 * How EC2's operations ask the policies.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html">Actions of EC2</a>
 */
final class Ec2Access {

    private Ec2Access() {}

    /** Reads know no resources. */
    static void authorizeRead(Call call, String action) {
        call.authorize(Access.to(action).with("ec2:Region", call.region()));
    }

    /** An action on a security group that is there. */
    static void authorize(Call call, Network network, String action, SecurityGroup group) {
        call.authorize(Access.to(action)
                .on(call.arn("security-group/" + group.id()), network.tags(group.id()))
                .with("ec2:Region", call.region())
                .with("ec2:Vpc", call.arn("vpc/" + group.vpcId()))
                .with("ec2:SecurityGroupID", group.id()));
    }

    /**
     * Tags on something that the same call makes, for which EC2 wants a right of its own.
     *
     * @param resource the resource's part of the ARN, such as {@code security-group/*}
     */
    static void authorizeTagOnCreate(Call call, String resource, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            call.authorize(Access.to("ec2:CreateTags")
                    .on(call.arn(resource))
                    .with("ec2:Region", call.region())
                    .with("ec2:CreateAction", call.operation())
                    .tagging(tags));
        }
    }
}
