package io.redshiftops.sandbox.aws.redshift;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.secrets.RandomPassword;
import io.redshiftops.sandbox.aws.secrets.SecretStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The admin passwords that Redshift keeps in Secrets Manager and changes every thirty days.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-secrets-manager-integration.html">
 *     Managing admin passwords with Secrets Manager</a>
 */
final class ManagedPasswords {

    static final Duration ROTATION_INTERVAL = Duration.ofDays(30);

    private static final String SERVICE = "redshift";
    private static final String PREFIX = "redshift!";
    private static final int LENGTH = 32;

    /** What Redshift does with the secret in its caller's name. */
    private static final List<String> NEEDED =
            List.of("CreateSecret", "TagResource", "DescribeSecret", "UpdateSecret", "RotateSecret", "DeleteSecret");

    private final Account account;
    private final SecretStore secrets;
    private final ClusterDatabases databases;
    private final Inventory inventory;
    private final Duration rotationTime;

    ManagedPasswords(
            Account account,
            SecretStore secrets,
            ClusterDatabases databases,
            Inventory inventory,
            Duration rotationTime) {
        this.account = account;
        this.secrets = secrets;
        this.databases = databases;
        this.inventory = inventory;
        this.rotationTime = rotationTime;
        secrets.onRotation(SERVICE, this::rotateOnRequest);
    }

    /** Asks whether the caller may have a secret kept for a cluster. */
    void authorize(Call call, String clusterArn, String name) {
        String arn = account.arn("secretsmanager", call.region(), "secret:" + name + "-??????");
        Map<String, String> tags = tags(clusterArn);
        for (String action : NEEDED) {
            Access access = Access.to("secretsmanager:" + action).on(arn, tags);
            boolean creates = action.equals("CreateSecret") || action.equals("TagResource");
            call.authorize(creates ? access.with("secretsmanager:Name", name).tagging(tags) : access);
        }
        call.authorize(Access.to("secretsmanager:GetRandomPassword"));
    }

    static String secretName(String clusterIdentifier, String adminUser) {
        return PREFIX + clusterIdentifier + "-" + adminUser;
    }

    private static Map<String, String> tags(String clusterArn) {
        return Map.of("aws:secretsmanager:owningService", SERVICE, "aws:redshift:primaryClusterArn", clusterArn);
    }

    static String newPassword() {
        return RandomPassword.of(
                LENGTH,
                List.of(
                        RandomPassword.LOWER_CASE,
                        RandomPassword.UPPER_CASE,
                        RandomPassword.DIGITS,
                        RandomPassword.PUNCTUATION),
                "'\"\\/@",
                true);
    }

    /** Makes the secret of a cluster; returns its ARN. */
    String create(String region, String clusterIdentifier, String clusterArn, String user, String password, String by) {
        String name = secretName(clusterIdentifier, user);
        if (!secrets.isFree(region, name)) {
            throw RedshiftError.invalidValue("A secret with the name " + name + " exists already.");
        }
        String arn = secrets.createManaged(
                region, name, SERVICE, json(user, password), tags(clusterArn), by, ROTATION_INTERVAL);
        scheduleRotation(region, arn);
        return arn;
    }

    void remove(String region, String secretArn) {
        secrets.removeManaged(region, secretArn);
    }

    private static String json(String user, String password) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("username", user)
                .put("password", password)
                .toString();
    }

    private void scheduleRotation(String region, String secretArn) {
        account.clock()
                .schedule(
                        ROTATION_INTERVAL,
                        () -> account.exclusively(() -> owner(region, secretArn).ifPresent(this::rotateIfDue)));
    }

    private Optional<ManagedCluster> owner(String region, String secretArn) {
        return inventory.in(region).clusters().values().stream()
                .filter(cluster -> secretArn.equals(cluster.secretArn()))
                .findFirst();
    }

    /** A rotation that falls due while the cluster is not available fails, and stops until somebody asks for one. */
    private void rotateIfDue(ManagedCluster cluster) {
        String secretArn = String.valueOf(cluster.secretArn());
        if (!secrets.isRotationDue(cluster.region(), secretArn)) {
            return;
        }
        if (cluster.status() == ClusterStatus.AVAILABLE) {
            rotate(cluster);
        } else {
            secrets.stopRotation(cluster.region(), secretArn);
        }
    }

    private void rotateOnRequest(String secretArn) {
        String region = secretArn.split(":", -1)[3];
        ManagedCluster cluster = owner(region, secretArn).orElseThrow();
        if (cluster.status() != ClusterStatus.AVAILABLE) {
            throw AwsError.badRequest(
                    "InvalidRequestException",
                    "The secret cannot be rotated while the cluster " + cluster.identifier() + " is "
                            + cluster.status().wireName() + ".");
        }
        rotate(cluster);
    }

    private void rotate(ManagedCluster cluster) {
        String secretArn = String.valueOf(cluster.secretArn());
        String user = cluster.description().masterUsername();
        String password = newPassword();
        secrets.addPending(cluster.region(), secretArn, json(user, password));
        account.clock().schedule(rotationTime, () -> {
            databases.setAdminPassword(cluster.identity(), user, password);
            account.exclusively(() -> {
                if (secretArn.equals(cluster.secretArn())) {
                    cluster.adminPassword(password);
                    secrets.finishRotation(cluster.region(), secretArn, ROTATION_INTERVAL);
                    scheduleRotation(cluster.region(), secretArn);
                }
            });
        });
    }
}
