package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Identifiers;
import io.redshiftops.sandbox.aws.core.Page;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyVersionsResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.SetDefaultPolicyVersionResponse;

/** IAM's operations on managed policies and their versions. */
final class PolicyOperations {

    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");
    private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7E]{1,510}/");

    private static final int MOST_VERSIONS = 5;

    private final Directory directory;
    private final Documents documents;

    PolicyOperations(Directory directory, Documents documents) {
        this.directory = directory;
        this.documents = documents;
    }

    @Emulates({"PolicyName", "Path", "PolicyDocument", "Description", "Tags"})
    public CreatePolicyResponse createPolicy(Call call, CreatePolicyRequest request) {
        IamError.checkPattern("policyName", request.policyName(), NAME);
        String path = request.path() == null ? "/" : request.path();
        IamError.checkPattern("path", path, PATH);
        String arn = directory.arn("policy" + path + request.policyName());
        call.concerns(arn);
        Map<String, String> tags = Tags.toMap(request.tags());
        call.authorize(Access.to("iam:CreatePolicy").on(arn).tagging(tags));
        IamError.TAG_RULES.check(tags);
        boolean taken = directory.policies().values().stream()
                .anyMatch(policy -> !policy.createdBy().equals(ResourceEntry.AWS)
                        && policy.name().equalsIgnoreCase(request.policyName()));
        if (taken) {
            throw IamError.alreadyExists(
                    "A policy called " + request.policyName() + " already exists. Duplicate names are not allowed.");
        }
        ManagedPolicy policy = new ManagedPolicy(
                request.policyName(),
                path,
                arn,
                Identifiers.iam("ANPA", 21),
                request.description() == null ? "" : request.description(),
                now(),
                call.createdBy(),
                new ManagedPolicy.Version("v1", now(), documents.managed(request.policyDocument())));
        policy.tags().putAll(tags);
        directory.policies().put(arn, policy);
        return CreatePolicyResponse.builder().policy(view(policy)).build();
    }

    @Emulates("PolicyArn")
    public GetPolicyResponse getPolicy(Call call, GetPolicyRequest request) {
        ManagedPolicy policy = authorize(call, "iam:GetPolicy", request.policyArn());
        return GetPolicyResponse.builder().policy(view(policy)).build();
    }

    @Emulates({"Scope", "OnlyAttached", "PathPrefix", "Marker", "MaxItems"})
    public ListPoliciesResponse listPolicies(Call call, ListPoliciesRequest request) {
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        call.authorize(Access.to("iam:ListPolicies").on("policy path " + prefix));
        String scope = request.scopeAsString() == null ? "All" : request.scopeAsString();
        List<ManagedPolicy> policies = directory.policies().values().stream()
                .filter(policy -> policy.path().startsWith(prefix))
                .filter(policy ->
                        scope.equals("All") || policy.createdBy().equals(ResourceEntry.AWS) == scope.equals("AWS"))
                .filter(policy ->
                        !Boolean.TRUE.equals(request.onlyAttached()) || directory.attachments(policy.arn()) > 0)
                .toList();
        Page<ManagedPolicy> page = Listing.page(policies, ManagedPolicy::arn, request.marker(), request.maxItems());
        return ListPoliciesResponse.builder()
                .policies(page.items().stream()
                        .map(policy -> view(policy).toBuilder()
                                .description(null)
                                .tags((List<software.amazon.awssdk.services.iam.model.Tag>) null)
                                .build())
                        .toList())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    @Emulates("PolicyArn")
    public DeletePolicyResponse deletePolicy(Call call, DeletePolicyRequest request) {
        ManagedPolicy policy = changeable(authorize(call, "iam:DeletePolicy", request.policyArn()), call);
        if (directory.attachments(policy.arn()) + directory.boundaryUses(policy.arn()) > 0) {
            throw IamError.deleteConflict("Cannot delete a policy attached to entities.");
        }
        if (policy.versions().size() > 1) {
            throw IamError.deleteConflict("This policy has more than one version. Before you delete a policy, you must"
                    + " delete the policy's versions. The default version is deleted with the policy.");
        }
        directory.policies().remove(policy.arn());
        return DeletePolicyResponse.builder().build();
    }

    @Emulates({"PolicyArn", "PolicyDocument", "SetAsDefault"})
    public CreatePolicyVersionResponse createPolicyVersion(Call call, CreatePolicyVersionRequest request) {
        ManagedPolicy policy = changeable(authorize(call, "iam:CreatePolicyVersion", request.policyArn()), call);
        if (policy.versions().size() >= MOST_VERSIONS) {
            throw IamError.limitExceeded("A managed policy can have up to " + MOST_VERSIONS
                    + " versions. Before you create a new version, you must delete an existing version.");
        }
        ManagedPolicy.Version version = policy.addVersion(
                documents.managed(request.policyDocument()), now(), Boolean.TRUE.equals(request.setAsDefault()));
        return CreatePolicyVersionResponse.builder()
                .policyVersion(view(policy, version).toBuilder().document(null).build())
                .build();
    }

    @Emulates({"PolicyArn", "VersionId"})
    public GetPolicyVersionResponse getPolicyVersion(Call call, GetPolicyVersionRequest request) {
        ManagedPolicy policy = authorize(call, "iam:GetPolicyVersion", request.policyArn());
        return GetPolicyVersionResponse.builder()
                .policyVersion(view(policy, version(policy, request.versionId())))
                .build();
    }

    @Emulates({"PolicyArn", "Marker", "MaxItems"})
    public ListPolicyVersionsResponse listPolicyVersions(Call call, ListPolicyVersionsRequest request) {
        ManagedPolicy policy = authorize(call, "iam:ListPolicyVersions", request.policyArn());
        Page<ManagedPolicy.Version> page = Listing.page(
                List.copyOf(policy.versions().values()),
                ManagedPolicy.Version::id,
                request.marker(),
                request.maxItems());
        return ListPolicyVersionsResponse.builder()
                .versions(page.items().stream()
                        .map(version ->
                                view(policy, version).toBuilder().document(null).build())
                        .toList())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    @Emulates({"PolicyArn", "VersionId"})
    public DeletePolicyVersionResponse deletePolicyVersion(Call call, DeletePolicyVersionRequest request) {
        ManagedPolicy policy = changeable(authorize(call, "iam:DeletePolicyVersion", request.policyArn()), call);
        ManagedPolicy.Version version = version(policy, request.versionId());
        if (version.id().equals(policy.defaultVersionId())) {
            throw IamError.deleteConflict("Cannot delete the default version of a policy.");
        }
        policy.versions().remove(version.id());
        return DeletePolicyVersionResponse.builder().build();
    }

    @Emulates({"PolicyArn", "VersionId"})
    public SetDefaultPolicyVersionResponse setDefaultPolicyVersion(Call call, SetDefaultPolicyVersionRequest request) {
        ManagedPolicy policy = changeable(authorize(call, "iam:SetDefaultPolicyVersion", request.policyArn()), call);
        policy.defaultVersionId(version(policy, request.versionId()).id());
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    private Instant now() {
        return directory.account().now().truncatedTo(ChronoUnit.SECONDS);
    }

    private ManagedPolicy authorize(Call call, String action, String arn) {
        call.concerns(arn);
        Optional<ManagedPolicy> policy = directory.findPolicy(arn);
        Map<String, String> tags = policy.map(ManagedPolicy::tags).orElse(Map.of());
        call.authorize(Access.to(action).on(arn, "policy " + arn, tags));
        return policy.orElseThrow(() -> IamError.noSuchPolicy(arn));
    }

    private static ManagedPolicy changeable(ManagedPolicy policy, Call call) {
        if (policy.createdBy().equals(ResourceEntry.AWS)) {
            throw new io.redshiftops.sandbox.aws.core.AwsError(
                    403,
                    "AccessDenied",
                    "User: " + call.caller().arn() + " cannot change the AWS managed policy " + policy.arn());
        }
        return policy;
    }

    private static ManagedPolicy.Version version(ManagedPolicy policy, String versionId) {
        return policy.version(versionId)
                .orElseThrow(() -> IamError.noSuchEntity(
                        "Policy " + policy.arn() + " version " + versionId + " does not exist or is not attachable."));
    }

    private Policy view(ManagedPolicy policy) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(policy.defaultVersionId())
                .attachmentCount((int) directory.attachments(policy.arn()))
                .permissionsBoundaryUsageCount((int) directory.boundaryUses(policy.arn()))
                .isAttachable(true)
                .description(policy.description().isEmpty() ? null : policy.description())
                .createDate(policy.created())
                .updateDate(policy.updated())
                .tags(Tags.toList(policy.tags()))
                .build();
    }

    private static PolicyVersion view(ManagedPolicy policy, ManagedPolicy.Version version) {
        return PolicyVersion.builder()
                .versionId(version.id())
                .isDefaultVersion(version.id().equals(policy.defaultVersionId()))
                .createDate(version.created())
                .document(Documents.encoded(version.document()))
                .build();
    }
}
