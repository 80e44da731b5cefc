package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A role: who may assume it, and what it may do. Guarded by the account's lock. */
public final class Role {

    private static final int DEFAULT_SESSION_SECONDS = 3600;

    private final String name;
    private final String path;
    private final String arn;
    private final String id;
    private final Instant created;
    private final String createdBy;
    private final Map<String, PolicyDocument> inlinePolicies = new TreeMap<>();
    private final Set<String> attachedPolicyArns = new LinkedHashSet<>();
    private final Map<String, String> tags = new TreeMap<>();
    private PolicyDocument trust;
    private String description = "";
    private int maxSessionSeconds = DEFAULT_SESSION_SECONDS;
    private @Nullable String boundaryArn;

    Role(String name, String path, String arn, String id, Instant created, String createdBy, PolicyDocument trust) {
        this.name = name;
        this.path = path;
        this.arn = arn;
        this.id = id;
        this.created = created;
        this.createdBy = createdBy;
        this.trust = trust;
    }

    public String name() {
        return name;
    }

    String path() {
        return path;
    }

    public String arn() {
        return arn;
    }

    /** Unique in time: a role that is made again under the same name has another one. */
    public String id() {
        return id;
    }

    Instant created() {
        return created;
    }

    String createdBy() {
        return createdBy;
    }

    /** The policy that says who may assume the role. */
    public PolicyDocument trust() {
        return trust;
    }

    void trust(PolicyDocument document) {
        this.trust = document;
    }

    String description() {
        return description;
    }

    void description(String text) {
        this.description = text;
    }

    public int maxSessionSeconds() {
        return maxSessionSeconds;
    }

    void maxSessionSeconds(int seconds) {
        this.maxSessionSeconds = seconds;
    }

    Optional<String> boundaryArn() {
        return Optional.ofNullable(boundaryArn);
    }

    void boundaryArn(@Nullable String policyArn) {
        this.boundaryArn = policyArn;
    }

    /** By name. */
    Map<String, PolicyDocument> inlinePolicies() {
        return inlinePolicies;
    }

    Set<String> attachedPolicyArns() {
        return attachedPolicyArns;
    }

    public Map<String, String> tags() {
        return tags;
    }
}
