package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a role for an operation and asks the policies about it.
 *
 * <p>A request names a role without its path. Of a role that does not exist no path is known, so policies are asked about
 * {@code role/NAME}: a caller whose rights are limited to a path is refused, instead of told that there is no such role.
 */
final class RoleAccess {

    private final Directory directory;

    RoleAccess(Directory directory) {
        this.directory = directory;
    }

    Role authorize(Call call, String action, String roleName) {
        return authorize(call, roleName, Access.to(action));
    }

    /** As {@link #authorize}, for actions that know the boundary which the role has. */
    Role authorizeBounded(Call call, String action, String roleName) {
        return authorize(call, roleName, bounded(Access.to(action), roleName));
    }

    Access bounded(Access access, String roleName) {
        directory
                .findRole(roleName)
                .flatMap(Role::boundaryArn)
                .ifPresent(arn -> access.with("iam:PermissionsBoundary", arn));
        return access;
    }

    Role authorize(Call call, String roleName, Access access) {
        Optional<Role> role = directory.findRole(roleName);
        String arn = role.map(Role::arn).orElse(directory.arn("role/" + roleName));
        call.concerns(arn);
        call.authorize(access.on(arn, "role " + roleName, role.map(Role::tags).orElse(Map.of())));
        return role.orElseThrow(() -> IamError.noSuchRole(roleName));
    }
}
