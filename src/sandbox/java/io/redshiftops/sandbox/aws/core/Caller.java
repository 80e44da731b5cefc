package io.redshiftops.sandbox.aws.core;

import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import java.util.List;

/** Who makes a call. */
public sealed interface Caller {

    /** The ARN that denials and {@code GetCallerIdentity} tell; for a service its name. */
    String arn();

    /** A short name for the journal: that of the user or the role. */
    String name();

    /** The unique id that {@code aws:userid} holds. */
    String userId();

    /** A user of the account, with a long-lived key. */
    record User(String arn, String id, String userName) implements Caller {
        @Override
        public String name() {
            return userName;
        }

        @Override
        public String userId() {
            return id;
        }
    }

    /**
     * Somebody who assumed a role.
     *
     * @param roleId the role's unique id: a role that was deleted and made again is another one
     * @param sessionPolicies what limits the session further; none means no limit
     */
    record RoleSession(
            String account,
            String roleArn,
            String roleName,
            String roleId,
            String sessionName,
            List<PolicyDocument> sessionPolicies)
            implements Caller {
        @Override
        public String arn() {
            return "arn:aws:sts::" + account + ":assumed-role/" + roleName + "/" + sessionName;
        }

        @Override
        public String name() {
            return roleName;
        }

        @Override
        public String userId() {
            return roleId + ":" + sessionName;
        }
    }

    /** Nobody that AWS knows: the request is not signed. */
    record Anonymous() implements Caller {
        @Override
        public String arn() {
            return "anonymous";
        }

        @Override
        public String name() {
            return "anonymous";
        }

        @Override
        public String userId() {
            return "anonymous";
        }
    }
}
