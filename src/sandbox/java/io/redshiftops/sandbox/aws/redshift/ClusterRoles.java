package io.redshiftops.sandbox.aws.redshift;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.iam.Directory;
import io.redshiftops.sandbox.aws.iam.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.redshift.model.ClusterIamRole;

/** The roles that a cluster may assume, for COPY and the like. */
final class ClusterRoles {

    static final String PRINCIPAL = "redshift.amazonaws.com";

    /** The quota of one cluster. */
    static final int MOST = 50;

    private static final String IN_SYNC = "in-sync";
    private static final String ADDING = "adding";
    private static final String REMOVING = "removing";

    private final Directory directory;

    ClusterRoles(Directory directory) {
        this.directory = directory;
    }

    /** Asks whether the caller may hand a role to a cluster. */
    void authorizePass(Call call, String roleArn, String clusterArn) {
        Optional<Role> role = directory.usableRole(roleArn);
        call.authorize(Access.to("iam:PassRole")
                .on(roleArn, role.map(Role::tags).orElse(Map.of()))
                .with("iam:PassedToService", PRINCIPAL)
                .with("iam:AssociatedResourceArn", clusterArn));
    }

    /** A role must be there and let Redshift assume it. */
    void checkTrust(String roleArn) {
        boolean trusted = directory
                .usableRole(roleArn)
                .filter(role -> role.trust().trustsService(PRINCIPAL))
                .isPresent();
        if (!trusted) {
            throw RedshiftError.roleNotValid(roleArn);
        }
    }

    static List<ClusterIamRole> adding(List<String> arns) {
        return withStatus(arns, ADDING);
    }

    static List<ClusterIamRole> removing(List<String> arns) {
        return withStatus(arns, REMOVING);
    }

    static List<ClusterIamRole> inSync(List<String> arns) {
        return withStatus(arns, IN_SYNC);
    }

    private static List<ClusterIamRole> withStatus(List<String> arns, String status) {
        return arns.stream()
                .map(arn -> ClusterIamRole.builder()
                        .iamRoleArn(arn)
                        .applyStatus(status)
                        .build())
                .toList();
    }
}
