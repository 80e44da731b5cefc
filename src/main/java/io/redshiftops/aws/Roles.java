package io.redshiftops.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The IAM roles of the account. */
public interface Roles {

    /** A role with its policies; empty if there is none of that name. */
    Optional<Role> find(String name);

    /** Creates a role. */
    void create(NewRole role);

    /** Replaces the trust policy. */
    void setTrust(String name, JsonNode trust);

    /** Adds or replaces an inline policy. */
    void putPolicy(String name, String policyName, JsonNode policy);

    /** Removes an inline policy. */
    void deletePolicy(String name, String policyName);

    /** Attaches a managed policy. */
    void attach(String name, String policyArn);

    /** Detaches a managed policy. */
    void detach(String name, String policyArn);

    /** Adds or overwrites tags. */
    void tag(String name, Map<String, String> tags);

    /** Removes tags. */
    void untag(String name, List<String> keys);

    /** Deletes a role that has no policies left. */
    void delete(String name);

    /** A role as it is. */
    record Role(
            String name,
            String arn,
            JsonNode trust,
            Map<String, JsonNode> inlinePolicies,
            List<String> attachedPolicyArns,
            Map<String, String> tags) {}

    /**
     * A role to create.
     *
     * @param permissionsBoundary ARN of the policy that bounds it; null for none
     */
    record NewRole(
            String name,
            String path,
            JsonNode trust,
            @Nullable String permissionsBoundary,
            Map<String, String> tags) {}
}
