package io.redshiftops.access;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.access.Target.AdminLogin;
import io.redshiftops.api.v1alpha1.Condition;
import io.redshiftops.api.v1alpha1.LocalRef;
import io.redshiftops.api.v1alpha1.RedshiftWarehouse;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseSpec.AdminPassword;
import io.redshiftops.api.v1alpha1.RedshiftWarehouseStatus;
import io.redshiftops.api.v1alpha1.S3LoadSpec.RunAs;
import io.redshiftops.api.v1alpha1.SecretKeyRef;
import io.redshiftops.aws.Aws;
import io.redshiftops.aws.AwsException;
import io.redshiftops.kube.Conditions;
import io.redshiftops.kube.Problem;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlLogin;
import io.redshiftops.sql.SqlServer;
import io.redshiftops.sql.SqlSession;
import io.redshiftops.sql.SqlSessions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the warehouse of a job and opens sessions to it. Every method throws a problem that a condition can show. */
public final class WarehouseAccess {

    private final KubernetesClient kubernetes;
    private final Aws aws;
    private final SqlSessions sessions;
    private final String installation;

    /**
     * Access for the jobs of an installation.
     *
     * @param installation the operator's, part of the external id with which it assumes roles
     */
    public WarehouseAccess(KubernetesClient kubernetes, Aws aws, SqlSessions sessions, String installation) {
        this.kubernetes = kubernetes;
        this.aws = aws;
        this.sessions = sessions;
        this.installation = installation;
    }

    /**
     * The warehouse that a job refers to.
     *
     * @param namespace the job's, in which the warehouse is
     * @param database the database to work in; null for the warehouse's first
     */
    public Target resolve(String namespace, LocalRef ref, @Nullable String database) {
        RedshiftWarehouse warehouse = kubernetes
                .resources(RedshiftWarehouse.class)
                .inNamespace(namespace)
                .withName(ref.name())
                .get();
        if (warehouse == null) {
            throw Problem.waiting(
                            AccessReason.WAREHOUSE_NOT_FOUND,
                            "spec.warehouseRef: there is no RedshiftWarehouse %s in namespace %s: create it, or correct the name"
                                    .formatted(ref.name(), namespace))
                    .exception();
        }
        if (warehouse.isMarkedForDeletion()) {
            throw Problem.waiting(
                            AccessReason.WAREHOUSE_DELETED,
                            "RedshiftWarehouse %s is being deleted".formatted(ref.name()))
                    .exception();
        }
        return target(namespace, warehouse, ready(warehouse), database);
    }

    private static RedshiftWarehouseStatus ready(RedshiftWarehouse warehouse) {
        RedshiftWarehouseStatus status = warehouse.getStatus();
        Condition condition = status == null ? null : Conditions.find(status.conditions(), Condition.READY);
        boolean ready = status != null
                && Conditions.isTrue(
                        status.conditions(),
                        Condition.READY,
                        warehouse.getMetadata().getGeneration());
        if (status == null || !ready || status.endpoint() == null) {
            throw Problem.waiting(
                            AccessReason.WAREHOUSE_NOT_READY,
                            "waiting for RedshiftWarehouse %s to be Ready%s"
                                    .formatted(
                                            warehouse.getMetadata().getName(),
                                            condition == null ? "" : ": " + condition.message()))
                    .exception();
        }
        return status;
    }

    private Target target(
            String namespace, RedshiftWarehouse warehouse, RedshiftWarehouseStatus status, @Nullable String database) {
        RedshiftWarehouseStatus.Endpoint endpoint = Objects.requireNonNull(status.endpoint());
        String wanted = database == null ? warehouse.getSpec().database() : database;
        String name = warehouse.getMetadata().getName();
        return new Target(
                name,
                known(name, "clusterNamespaceArn", status.clusterNamespaceArn()),
                new SqlServer(endpoint.address(), endpoint.port(), wanted),
                known(name, "region", status.region()),
                adminLogin(warehouse, status),
                known(name, "roleArn", status.roleArn()),
                installation + "/" + namespace,
                warehouse.getSpec().staging() == null
                        ? null
                        : warehouse.getSpec().staging().uri(),
                status.engineVersion(),
                status.nodeType(),
                status.numberOfNodes());
    }

    private static AdminLogin adminLogin(RedshiftWarehouse warehouse, RedshiftWarehouseStatus status) {
        AdminPassword password = warehouse.getSpec().adminPassword();
        SecretKeyRef ref = password == null ? null : password.secretRef();
        return ref == null
                ? new AdminLogin.Managed(known(warehouse.getMetadata().getName(), "secretArn", status.secretArn()))
                : new AdminLogin.InSecret(warehouse.getSpec().adminUsername(), ref.name(), ref.key());
    }

    private static String known(String warehouse, String field, @Nullable String value) {
        if (value == null) {
            throw Problem.waiting(
                            AccessReason.WAREHOUSE_NOT_READY,
                            "waiting for status.%s of RedshiftWarehouse %s".formatted(field, warehouse))
                    .exception();
        }
        return value;
    }

    /** The admin user's login, as it is now. */
    public SqlLogin adminLogin(String namespace, Target target) {
        if (target.admin() instanceof AdminLogin.Managed managed) {
            try {
                var credentials = aws.secrets(target.region()).credentials(managed.secretArn());
                return new SqlLogin(
                        credentials.username(), credentials.password().value());
            } catch (AwsException e) {
                throw problem(e).exception();
            }
        }
        AdminLogin.InSecret in = (AdminLogin.InSecret) target.admin();
        return new SqlLogin(in.username(), secretValue(namespace, in.secret(), in.key()));
    }

    /** The login that a job names, or the admin user's. */
    public SqlLogin login(String namespace, Target target, @Nullable RunAs runAs) {
        if (runAs == null) {
            return adminLogin(namespace, target);
        }
        String secret = runAs.secretRef().name();
        return new SqlLogin(secretValue(namespace, secret, "username"), secretValue(namespace, secret, "password"));
    }

    private String secretValue(String namespace, String name, String key) {
        Secret secret =
                kubernetes.secrets().inNamespace(namespace).withName(name).get();
        String encoded = secret == null || secret.getData() == null
                ? null
                : secret.getData().get(key);
        if (encoded == null) {
            throw Problem.user(
                            AccessReason.SECRET_NOT_FOUND,
                            "there is no Secret %s with key %s in namespace %s: create it"
                                    .formatted(name, key, namespace))
                    .exception();
        }
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    /**
     * Opens a session.
     *
     * @param label what the session is called in the system views
     */
    public SqlSession open(Target target, SqlLogin login, String label) {
        try {
            return sessions.open(target.server(), login, label);
        } catch (SqlFailure e) {
            String where = "%s at %s as %s"
                    .formatted(target.server().database(), target.server().address(), login.username());
            throw switch (e.kind()) {
                case LOGIN ->
                    Problem.user(
                                    AccessReason.LOGIN_FAILED,
                                    "cannot log in to %s: %s. Correct the password in the Secret, or the user in the database"
                                            .formatted(where, e.said()))
                            .exception();
                case NOT_FOUND ->
                    Problem.user(
                                    AccessReason.LOGIN_FAILED,
                                    "cannot log in to %s: %s. Create the database, or correct spec.database"
                                            .formatted(where, e.said()))
                            .exception();
                default ->
                    Problem.retry(
                                    AccessReason.CONNECTION_FAILED,
                                    "cannot connect to %s, trying again: %s. Check that an inbound rule of the warehouse lets the operator in"
                                            .formatted(where, e.said()))
                            .exception();
            };
        }
    }

    /** The problem behind a failed call to AWS that a job made. */
    public static Problem problem(AwsException e) {
        String said = "%s: %s: %s".formatted(e.operation(), e.code(), e.awsMessage());
        return switch (e.kind()) {
            case BUSY, TRANSIENT, ALREADY_EXISTS ->
                Problem.retry(AccessReason.AWS_ERROR, "AWS failed, trying again: " + said);
            case DENIED, INVALID, NOT_FOUND ->
                Problem.user(AccessReason.AWS_REFUSED, "AWS refused the operator: " + said);
        };
    }
}
