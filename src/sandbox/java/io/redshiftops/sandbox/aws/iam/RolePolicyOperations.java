package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Page;
import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** IAM's operations on the policies of a role: its own ones and the managed ones attached to it. */
final class RolePolicyOperations {

    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

    private static final int MOST_ATTACHED = 10;

    private final Directory directory;
    private final Documents documents;
    private final RoleAccess access;

    RolePolicyOperations(Directory directory, Documents documents, RoleAccess access) {
        this.directory = directory;
        this.documents = documents;
        this.access = access;
    }

    @Emulates({"RoleName", "PolicyName", "PolicyDocument"})
    public PutRolePolicyResponse putRolePolicy(Call call, PutRolePolicyRequest request) {
        Role role = access.authorizeBounded(call, "iam:PutRolePolicy", request.roleName());
        IamError.checkPattern("policyName", request.policyName(), NAME);
        Map<String, PolicyDocument> others = new TreeMap<>(role.inlinePolicies());
        others.remove(request.policyName());
        PolicyDocument document = documents.inline(request.policyDocument(), role.name(), others.values());
        role.inlinePolicies().put(request.policyName(), document);
        return PutRolePolicyResponse.builder().build();
    }

    @Emulates({"RoleName", "PolicyName"})
    public GetRolePolicyResponse getRolePolicy(Call call, GetRolePolicyRequest request) {
        Role role = access.authorize(call, "iam:GetRolePolicy", request.roleName());
        PolicyDocument document = role.inlinePolicies().get(request.policyName());
        if (document == null) {
            throw noSuchRolePolicy(request.policyName());
        }
        return GetRolePolicyResponse.builder()
                .roleName(role.name())
                .policyName(request.policyName())
                .policyDocument(Documents.encoded(document))
                .build();
    }

    @Emulates({"RoleName", "PolicyName"})
    public DeleteRolePolicyResponse deleteRolePolicy(Call call, DeleteRolePolicyRequest request) {
        Role role = access.authorizeBounded(call, "iam:DeleteRolePolicy", request.roleName());
        if (role.inlinePolicies().remove(request.policyName()) == null) {
            throw noSuchRolePolicy(request.policyName());
        }
        return DeleteRolePolicyResponse.builder().build();
    }

    @Emulates({"RoleName", "Marker", "MaxItems"})
    public ListRolePoliciesResponse listRolePolicies(Call call, ListRolePoliciesRequest request) {
        Role role = access.authorize(call, "iam:ListRolePolicies", request.roleName());
        Page<String> page = names(role.inlinePolicies().keySet(), request.marker(), request.maxItems());
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    @Emulates({"RoleName", "PolicyArn"})
    public AttachRolePolicyResponse attachRolePolicy(Call call, AttachRolePolicyRequest request) {
        Role role = access.authorize(
                call,
                request.roleName(),
                access.bounded(
                        Access.to("iam:AttachRolePolicy").with("iam:PolicyARN", request.policyArn()),
                        request.roleName()));
        ManagedPolicy policy = directory
                .findPolicy(request.policyArn())
                .orElseThrow(() -> IamError.noSuchEntity(
                        "Policy " + request.policyArn() + " does not exist or is not attachable."));
        if (!role.attachedPolicyArns().contains(policy.arn())
                && role.attachedPolicyArns().size() >= MOST_ATTACHED) {
            throw IamError.limitExceeded("Cannot exceed quota for PoliciesPerRole: " + MOST_ATTACHED);
        }
        role.attachedPolicyArns().add(policy.arn());
        return AttachRolePolicyResponse.builder().build();
    }

    @Emulates({"RoleName", "PolicyArn"})
    public DetachRolePolicyResponse detachRolePolicy(Call call, DetachRolePolicyRequest request) {
        Role role = access.authorize(
                call,
                request.roleName(),
                access.bounded(
                        Access.to("iam:DetachRolePolicy").with("iam:PolicyARN", request.policyArn()),
                        request.roleName()));
        if (!role.attachedPolicyArns().remove(request.policyArn())) {
            throw IamError.noSuchPolicy(request.policyArn());
        }
        return DetachRolePolicyResponse.builder().build();
    }

    @Emulates({"RoleName", "PathPrefix", "Marker", "MaxItems"})
    public ListAttachedRolePoliciesResponse listAttachedRolePolicies(
            Call call, ListAttachedRolePoliciesRequest request) {
        Role role = access.authorize(call, "iam:ListAttachedRolePolicies", request.roleName());
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        List<ManagedPolicy> attached = role.attachedPolicyArns().stream()
                .map(directory::policy)
                .filter(policy -> policy.path().startsWith(prefix))
                .toList();
        Page<ManagedPolicy> page = Listing.page(attached, ManagedPolicy::name, request.marker(), request.maxItems());
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items().stream()
                        .map(policy -> AttachedPolicy.builder()
                                .policyName(policy.name())
                                .policyArn(policy.arn())
                                .build())
                        .toList())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    private static Page<String> names(Collection<String> names, String marker, Integer maxItems) {
        return Listing.page(List.copyOf(names), name -> name, marker, maxItems);
    }

    private static io.redshiftops.sandbox.aws.core.AwsError noSuchRolePolicy(String policyName) {
        return IamError.noSuchEntity("The role policy with name " + policyName + " cannot be found.");
    }
}
