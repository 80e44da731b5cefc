package io.redshiftops.sandbox.aws.parameters;

import io.redshiftops.sandbox.aws.core.Identifiers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A parameter with the versions of its value. Guarded by the account's lock. */
final class StoredParameter {

    static final String SECURE = "SecureString";
    static final String STANDARD = "Standard";

    /** Oldest versions are forgotten beyond this. */
    private static final int MOST_VERSIONS = 100;

    /**
     * A value that the parameter has or had.
     *
     * @param cipherText what is shown of a secure value without decryption
     */
    record Version(
            int number,
            String value,
            String type,
            String tier,
            String dataType,
            Optional<String> description,
            Optional<String> allowedPattern,
            Instant modified,
            String modifiedBy,
            String cipherText) {

        /** What a reader sees. */
        String shown(boolean decrypted) {
            return type.equals(SECURE) && !decrypted ? cipherText : value;
        }
    }

    private final String name;
    private final String arn;
    private final String createdBy;
    private final Map<Integer, Version> versions = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private Version latest;

    StoredParameter(String name, String arn, String createdBy, Version first) {
        this.name = name;
        this.arn = arn;
        this.createdBy = createdBy;
        this.latest = first;
        versions.put(first.number(), first);
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    String createdBy() {
        return createdBy;
    }

    Map<String, String> tags() {
        return tags;
    }

    Version latest() {
        return latest;
    }

    Optional<Version> version(int number) {
        return Optional.ofNullable(versions.get(number));
    }

    void add(Version version) {
        versions.put(version.number(), version);
        versions.remove(version.number() - MOST_VERSIONS);
        latest = version;
    }

    /** Looks like what the key service makes of a value, and says as little. */
    static String newCipherText() {
        return "AQICAH" + Identifiers.alphanumeric(170) + "==";
    }
}
