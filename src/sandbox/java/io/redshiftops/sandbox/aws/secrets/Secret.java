package io.redshiftops.sandbox.aws.secrets;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** A secret with the versions of its value. Guarded by the account's lock. */
final class Secret {

    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";
    static final String PENDING = "AWSPENDING";

    /**
     * A value that the secret has or had.
     *
     * @param stages the labels that are on it at present; a version without one is as good as deleted
     */
    record Version(
            String id, @Nullable String text, @Nullable SdkBytes bytes, Instant created, Set<String> stages) {}

    private final String name;
    private final String arn;
    private final Instant created;
    private final String createdBy;
    private final @Nullable String owningService;
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private @Nullable String description;
    private Instant changed;
    private @Nullable Instant rotated;
    private @Nullable Instant nextRotation;
    private @Nullable Instant deleted;

    Secret(String name, String arn, Instant created, String createdBy, @Nullable String owningService) {
        this.name = name;
        this.arn = arn;
        this.created = created;
        this.changed = created;
        this.createdBy = createdBy;
        this.owningService = owningService;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    Instant created() {
        return created;
    }

    String createdBy() {
        return createdBy;
    }

    /** The service that keeps the secret for the user, such as {@code redshift}. */
    Optional<String> owningService() {
        return Optional.ofNullable(owningService);
    }

    Map<String, String> tags() {
        return tags;
    }

    @Nullable
    String description() {
        return description;
    }

    void description(@Nullable String text) {
        this.description = text;
    }

    Instant changed() {
        return changed;
    }

    void changed(Instant time) {
        this.changed = time;
    }

    @Nullable
    Instant rotated() {
        return rotated;
    }

    void rotated(Instant time) {
        this.rotated = time;
    }

    @Nullable
    Instant nextRotation() {
        return nextRotation;
    }

    void nextRotation(@Nullable Instant time) {
        this.nextRotation = time;
    }

    /** When it was marked for deletion; empty if it was not. */
    Optional<Instant> deleted() {
        return Optional.ofNullable(deleted);
    }

    void deleted(@Nullable Instant time) {
        this.deleted = time;
    }

    /** By id, oldest first. */
    Map<String, Version> versions() {
        return versions;
    }

    Optional<Version> withStage(String stage) {
        return versions.values().stream()
                .filter(version -> version.stages().contains(stage))
                .findFirst();
    }

    Optional<Version> current() {
        return withStage(CURRENT);
    }

    /** Adds a version under these labels, each of which is on one version at most. */
    Version add(String id, @Nullable String text, @Nullable SdkBytes bytes, Instant now, Set<String> stages) {
        Version version = new Version(id, text, bytes, now, new TreeSet<>());
        versions.put(id, version);
        stages.forEach(stage -> label(version, stage));
        changed = now;
        return version;
    }

    /** What was current becomes previous. */
    void label(Version version, String stage) {
        Optional<Version> holder = withStage(stage);
        holder.ifPresent(before -> before.stages().remove(stage));
        if (stage.equals(CURRENT) && holder.isPresent() && !holder.get().id().equals(version.id())) {
            label(holder.get(), PREVIOUS);
        }
        version.stages().add(stage);
    }
}
