package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A policy that stands by itself, with its versions. Guarded by the account's lock. */
final class ManagedPolicy {

    /** A version of a policy. */
    record Version(String id, Instant created, PolicyDocument document) {}

    private final String name;
    private final String path;
    private final String arn;
    private final String id;
    private final String description;
    private final Instant created;
    private final String createdBy;
    private final Map<String, Version> versions = new LinkedHashMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private String defaultVersionId;
    private int lastVersion;

    ManagedPolicy(
            String name,
            String path,
            String arn,
            String id,
            String description,
            Instant created,
            String createdBy,
            Version first) {
        this.name = name;
        this.path = path;
        this.arn = arn;
        this.id = id;
        this.description = description;
        this.created = created;
        this.createdBy = createdBy;
        this.defaultVersionId = first.id();
        this.lastVersion = Integer.parseInt(first.id().substring(1));
        versions.put(first.id(), first);
    }

    String name() {
        return name;
    }

    String path() {
        return path;
    }

    String arn() {
        return arn;
    }

    String id() {
        return id;
    }

    String description() {
        return description;
    }

    Instant created() {
        return created;
    }

    String createdBy() {
        return createdBy;
    }

    Map<String, String> tags() {
        return tags;
    }

    /** Oldest first. */
    Map<String, Version> versions() {
        return versions;
    }

    Optional<Version> version(String versionId) {
        return Optional.ofNullable(versions.get(versionId));
    }

    String defaultVersionId() {
        return defaultVersionId;
    }

    /** What the policy says at present. */
    PolicyDocument document() {
        Version version = versions.get(defaultVersionId);
        if (version == null) {
            throw new IllegalStateException(arn + " has no version " + defaultVersionId);
        }
        return version.document();
    }

    /** The time of its newest version. */
    Instant updated() {
        return versions.values().stream()
                .map(Version::created)
                .max(Instant::compareTo)
                .orElse(created);
    }

    /** Numbers of deleted versions are not used again. */
    Version addVersion(PolicyDocument document, Instant now, boolean asDefault) {
        Version version = new Version("v" + ++lastVersion, now, document);
        versions.put(version.id(), version);
        if (asDefault) {
            defaultVersionId = version.id();
        }
        return version;
    }

    void defaultVersionId(String versionId) {
        this.defaultVersionId = versionId;
    }
}
