package io.redshiftops.sandbox.aws.secrets;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Identifiers;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The secrets of all regions, and what services that keep secrets for users need of them. Guarded by the account's lock.
 */
public final class SecretStore {

    /** How a service changes the password that a secret of its holds. */
    public interface Rotation {

        /** Begins to change it; by the time that it is done, the secret has a new current version. */
        void rotate(String secretArn);
    }

    private static final int SUFFIX = 6;

    private final Account account;
    private final Map<String, Map<String, Secret>> byRegion = new TreeMap<>();
    private final Map<String, Rotation> rotations = new TreeMap<>();

    SecretStore(Account account) {
        this.account = account;
    }

    Account account() {
        return account;
    }

    /** By name. */
    Map<String, Secret> in(String region) {
        return byRegion.computeIfAbsent(region, absent -> new TreeMap<>());
    }

    Collection<Map<String, Secret>> all() {
        return byRegion.values();
    }

    /** The ARN of a new secret: its name and six characters that nobody can foresee. */
    String newArn(String region, String name) {
        return account.arn("secretsmanager", region, "secret:" + name + "-" + Identifiers.alphanumeric(SUFFIX));
    }

    /** A secret by its name, its ARN, or its ARN without the last six characters. */
    Optional<Secret> find(String region, String id) {
        return in(region).values().stream()
                .filter(secret -> id.equals(secret.name())
                        || id.equals(secret.arn())
                        || id.equals(secret.arn().substring(0, secret.arn().length() - SUFFIX - 1)))
                .filter(secret -> account.consistency().isVisible(secret.arn()))
                .findFirst();
    }

    /** Says how the secrets of a service are rotated. */
    public void onRotation(String owningService, Rotation rotation) {
        rotations.put(owningService, rotation);
    }

    Optional<Rotation> rotation(String owningService) {
        return Optional.ofNullable(rotations.get(owningService));
    }

    /**
     * Makes a secret that a service keeps for a user.
     *
     * @return its ARN
     */
    public String createManaged(
            String region,
            String name,
            String owningService,
            String value,
            Map<String, String> tags,
            String createdBy,
            Duration rotationInterval) {
        Secret secret = new Secret(
                name, newArn(region, name), account.now().truncatedTo(ChronoUnit.MILLIS), createdBy, owningService);
        secret.add(UUID.randomUUID().toString(), value, null, account.now(), Set.of(Secret.CURRENT));
        secret.tags().putAll(tags);
        secret.nextRotation(account.now().plus(rotationInterval));
        in(region).put(name, secret);
        return secret.arn();
    }

    /** Adds a value that is not current yet; returns its version's id. */
    public String addPending(String region, String arn, String value) {
        Secret secret = find(region, arn).orElseThrow();
        return secret.add(UUID.randomUUID().toString(), value, null, account.now(), Set.of(Secret.PENDING))
                .id();
    }

    /** Makes the pending value the current one. */
    public void finishRotation(String region, String arn, Duration rotationInterval) {
        Secret secret = find(region, arn).orElseThrow();
        secret.withStage(Secret.PENDING).ifPresent(version -> {
            version.stages().remove(Secret.PENDING);
            secret.label(version, Secret.CURRENT);
            secret.changed(account.now());
            secret.rotated(account.now());
            secret.nextRotation(account.now().plus(rotationInterval));
        });
    }

    /** Whether the time has come to rotate a secret. */
    public boolean isRotationDue(String region, String arn) {
        return find(region, arn)
                .map(Secret::nextRotation)
                .filter(next -> !account.now().isBefore(next))
                .isPresent();
    }

    /** Plans no further rotation until somebody asks for one. */
    public void stopRotation(String region, String arn) {
        find(region, arn).ifPresent(secret -> secret.nextRotation(null));
    }

    /** The current value; empty if the secret is gone. */
    public Optional<String> value(String region, String arn) {
        return find(region, arn).flatMap(Secret::current).map(version -> String.valueOf(version.text()));
    }

    /** Removes a secret at once. */
    public void removeManaged(String region, String arn) {
        in(region).values().removeIf(secret -> secret.arn().equals(arn));
    }

    /** Whether a name can be had for a new secret. */
    public boolean isFree(String region, String name) {
        return !in(region).containsKey(name);
    }
}
