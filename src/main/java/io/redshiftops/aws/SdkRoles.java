package io.redshiftops.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redshiftops.aws.AwsException.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Tag;

/** {@link Roles} by the SDK. */
final class SdkRoles implements Roles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final IamClient iam;

    SdkRoles(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public Optional<Role> find(String name) {
        try {
            return AwsCalls.find("iam:GetRole", () -> iam.getRole(request -> request.roleName(name)))
                    .map(found -> {
                        var role = found.role();
                        return new Role(
                                role.roleName(),
                                role.arn(),
                                document("iam:GetRole", role.assumeRolePolicyDocument()),
                                inlinePolicies(name),
                                attachedPolicies(name),
                                role.tags().stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value)));
                    });
        } catch (AwsException e) {
            if (e.is(Kind.NOT_FOUND)) {
                // Deleted between two reads.
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, JsonNode> inlinePolicies(String name) {
        List<String> names = AwsCalls.call(
                "iam:ListRolePolicies",
                () -> iam.listRolePoliciesPaginator(request -> request.roleName(name)).policyNames().stream()
                        .toList());
        Map<String, JsonNode> policies = new TreeMap<>();
        for (String policy : names) {
            AwsCalls.find(
                            "iam:GetRolePolicy",
                            () -> iam.getRolePolicy(
                                    request -> request.roleName(name).policyName(policy)))
                    .ifPresent(found -> policies.put(policy, document("iam:GetRolePolicy", found.policyDocument())));
        }
        return policies;
    }

    private List<String> attachedPolicies(String name) {
        return AwsCalls.call(
                "iam:ListAttachedRolePolicies",
                () ->
                        iam
                                .listAttachedRolePoliciesPaginator(request -> request.roleName(name))
                                .attachedPolicies()
                                .stream()
                                .map(AttachedPolicy::policyArn)
                                .sorted()
                                .toList());
    }

    /** IAM answers with URL-encoded documents. */
    private static JsonNode document(String operation, String encoded) {
        try {
            return JSON.readTree(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AwsException(
                    Kind.INVALID,
                    operation,
                    "MalformedPolicyDocument",
                    "IAM returned what is no JSON: " + e.getMessage());
        }
    }

    @Override
    public void create(NewRole role) {
        AwsCalls.run(
                "iam:CreateRole",
                () -> iam.createRole(request -> request.roleName(role.name())
                        .path(role.path())
                        .description("Lets a Redshift cluster read S3; made by redshift-operator")
                        .assumeRolePolicyDocument(role.trust().toString())
                        .permissionsBoundary(role.permissionsBoundary())
                        .tags(toTags(role.tags()))));
    }

    @Override
    public void setTrust(String name, JsonNode trust) {
        AwsCalls.run(
                "iam:UpdateAssumeRolePolicy",
                () -> iam.updateAssumeRolePolicy(
                        request -> request.roleName(name).policyDocument(trust.toString())));
    }

    @Override
    public void putPolicy(String name, String policyName, JsonNode policy) {
        AwsCalls.run(
                "iam:PutRolePolicy",
                () -> iam.putRolePolicy(
                        request -> request.roleName(name).policyName(policyName).policyDocument(policy.toString())));
    }

    @Override
    public void deletePolicy(String name, String policyName) {
        AwsCalls.delete(
                "iam:DeleteRolePolicy",
                () -> iam.deleteRolePolicy(request -> request.roleName(name).policyName(policyName)));
    }

    @Override
    public void attach(String name, String policyArn) {
        AwsCalls.run(
                "iam:AttachRolePolicy",
                () -> iam.attachRolePolicy(request -> request.roleName(name).policyArn(policyArn)));
    }

    @Override
    public void detach(String name, String policyArn) {
        AwsCalls.delete(
                "iam:DetachRolePolicy",
                () -> iam.detachRolePolicy(request -> request.roleName(name).policyArn(policyArn)));
    }

    @Override
    public void tag(String name, Map<String, String> tags) {
        AwsCalls.run(
                "iam:TagRole",
                () -> iam.tagRole(request -> request.roleName(name).tags(toTags(tags))));
    }

    @Override
    public void untag(String name, List<String> keys) {
        AwsCalls.run(
                "iam:UntagRole",
                () -> iam.untagRole(request -> request.roleName(name).tagKeys(keys)));
    }

    @Override
    public void delete(String name) {
        AwsCalls.delete("iam:DeleteRole", () -> iam.deleteRole(request -> request.roleName(name)));
    }

    private static List<Tag> toTags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
