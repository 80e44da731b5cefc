package io.redshiftops.aws;

/** The secrets that AWS keeps for clusters. */
public interface Secrets {

    /**
     * The admin user and password of a cluster, as they are now.
     *
     * @param arn the secret's ARN, from {@link Cluster#managedPasswordArn()}
     */
    Credentials credentials(String arn);

    /**
     * A user and password.
     *
     * @param version AWS's id of this version, which a rotation changes
     */
    record Credentials(String username, Password password, String version) {}
}
