package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.Access;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.core.Identifiers;
import io.redshiftops.sandbox.aws.core.Page;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** IAM's operations on roles themselves; {@link RolePolicyOperations} has those on their policies. */
final class RoleOperations {

    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
    private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7E]{1,510}/");

    private static final int SHORTEST_SESSION = 3600;
    private static final int LONGEST_SESSION = 43_200;
    private static final int MOST_ROLES = 1000;

    private final Directory directory;
    private final Documents documents;
    private final RoleAccess access;

    RoleOperations(Directory directory, Documents documents, RoleAccess access) {
        this.directory = directory;
        this.documents = documents;
        this.access = access;
    }

    @Emulates({
        "RoleName",
        "Path",
        "AssumeRolePolicyDocument",
        "Description",
        "MaxSessionDuration",
        "PermissionsBoundary",
        "Tags"
    })
    public CreateRoleResponse createRole(Call call, CreateRoleRequest request) {
        IamError.checkPattern("roleName", request.roleName(), NAME);
        String path = request.path() == null ? "/" : request.path();
        IamError.checkPattern("path", path, PATH);
        String arn = directory.arn("role" + path + request.roleName());
        call.concerns(arn);
        Map<String, String> tags = Tags.toMap(request.tags());
        Access creation = Access.to("iam:CreateRole").on(arn).tagging(tags);
        if (request.permissionsBoundary() != null) {
            creation.with("iam:PermissionsBoundary", request.permissionsBoundary());
        }
        call.authorize(creation);
        if (!tags.isEmpty()) {
            call.authorize(Access.to("iam:TagRole").on(arn).tagging(tags));
        }
        Role role = new Role(
                request.roleName(),
                path,
                arn,
                Identifiers.iam("AROA", 21),
                directory.account().now().truncatedTo(ChronoUnit.SECONDS),
                call.createdBy(),
                documents.trust(request.assumeRolePolicyDocument()));
        IamError.TAG_RULES.check(tags);
        role.tags().putAll(tags);
        update(role, request.description(), request.maxSessionDuration());
        bound(role, request.permissionsBoundary());
        if (directory.roles().size() >= MOST_ROLES) {
            throw IamError.limitExceeded("Cannot exceed quota for RolesPerAccount: " + MOST_ROLES);
        }
        directory.add(role);
        return CreateRoleResponse.builder().role(view(role)).build();
    }

    @Emulates("RoleName")
    public GetRoleResponse getRole(Call call, GetRoleRequest request) {
        Role role = access.authorize(call, "iam:GetRole", request.roleName());
        return GetRoleResponse.builder().role(view(role)).build();
    }

    @Emulates({"PathPrefix", "Marker", "MaxItems"})
    public ListRolesResponse listRoles(Call call, ListRolesRequest request) {
        String prefix = request.pathPrefix() == null ? "/" : request.pathPrefix();
        call.authorize(Access.to("iam:ListRoles").on(directory.arn("role" + prefix)));
        List<Role> roles = directory.roles().stream()
                .filter(role -> role.path().startsWith(prefix))
                .filter(role -> directory.account().consistency().isVisible(role.arn()))
                .toList();
        Page<Role> page =
                Listing.page(roles, role -> role.name().toLowerCase(Locale.ROOT), request.marker(), request.maxItems());
        return ListRolesResponse.builder()
                .roles(page.items().stream().map(RoleOperations::listed).toList())
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    @Emulates({"RoleName", "Description", "MaxSessionDuration"})
    public UpdateRoleResponse updateRole(Call call, UpdateRoleRequest request) {
        Role role = access.authorize(call, "iam:UpdateRole", request.roleName());
        update(role, request.description(), request.maxSessionDuration());
        return UpdateRoleResponse.builder().build();
    }

    @Emulates({"RoleName", "PolicyDocument"})
    public UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(Call call, UpdateAssumeRolePolicyRequest request) {
        Role role = access.authorize(call, "iam:UpdateAssumeRolePolicy", request.roleName());
        role.trust(documents.trust(request.policyDocument()));
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    @Emulates("RoleName")
    public DeleteRoleResponse deleteRole(Call call, DeleteRoleRequest request) {
        Role role = access.authorize(call, "iam:DeleteRole", request.roleName());
        if (!role.attachedPolicyArns().isEmpty()) {
            throw IamError.deleteConflict("Cannot delete entity, must detach all policies first.");
        }
        if (!role.inlinePolicies().isEmpty()) {
            throw IamError.deleteConflict("Cannot delete entity, must delete policies first.");
        }
        directory.remove(role);
        return DeleteRoleResponse.builder().build();
    }

    @Emulates({"RoleName", "PermissionsBoundary"})
    public PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(
            Call call, PutRolePermissionsBoundaryRequest request) {
        Role role = access.authorize(
                call,
                request.roleName(),
                Access.to("iam:PutRolePermissionsBoundary")
                        .with("iam:PermissionsBoundary", request.permissionsBoundary()));
        bound(role, request.permissionsBoundary());
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    @Emulates("RoleName")
    public DeleteRolePermissionsBoundaryResponse deleteRolePermissionsBoundary(
            Call call, DeleteRolePermissionsBoundaryRequest request) {
        Role role = access.authorizeBounded(call, "iam:DeleteRolePermissionsBoundary", request.roleName());
        if (role.boundaryArn().isEmpty()) {
            throw IamError.noSuchEntity("Role " + role.name() + " does not have a permissions boundary.");
        }
        role.boundaryArn(null);
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }

    @Emulates({"RoleName", "Tags"})
    public TagRoleResponse tagRole(Call call, TagRoleRequest request) {
        Map<String, String> tags = Tags.toMap(request.tags());
        Role role = access.authorize(
                call, request.roleName(), Access.to("iam:TagRole").tagging(tags));
        Map<String, String> all = new LinkedHashMap<>(role.tags());
        all.putAll(tags);
        IamError.TAG_RULES.check(all);
        role.tags().putAll(tags);
        return TagRoleResponse.builder().build();
    }

    @Emulates({"RoleName", "TagKeys"})
    public UntagRoleResponse untagRole(Call call, UntagRoleRequest request) {
        Role role = access.authorize(
                call, request.roleName(), Access.to("iam:UntagRole").tagKeys(request.tagKeys()));
        request.tagKeys().forEach(role.tags()::remove);
        return UntagRoleResponse.builder().build();
    }

    @Emulates({"RoleName", "Marker", "MaxItems"})
    public ListRoleTagsResponse listRoleTags(Call call, ListRoleTagsRequest request) {
        Role role = access.authorize(call, "iam:ListRoleTags", request.roleName());
        Page<String> page =
                Listing.page(List.copyOf(role.tags().keySet()), key -> key, request.marker(), request.maxItems());
        Map<String, String> tags = new LinkedHashMap<>(role.tags());
        tags.keySet().retainAll(page.items());
        return ListRoleTagsResponse.builder()
                .tags(Tags.toList(tags))
                .isTruncated(page.next() != null)
                .marker(page.next())
                .build();
    }

    /** There are no instances here, so there is no profile that could hold a role. */
    @Emulates({"RoleName", "Marker", "MaxItems"})
    public ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(
            Call call, ListInstanceProfilesForRoleRequest request) {
        access.authorize(call, "iam:ListInstanceProfilesForRole", request.roleName());
        return ListInstanceProfilesForRoleResponse.builder()
                .instanceProfiles(List.of())
                .isTruncated(false)
                .build();
    }

    private static void update(Role role, @Nullable String description, @Nullable Integer maxSessionSeconds) {
        if (maxSessionSeconds != null) {
            if (maxSessionSeconds < SHORTEST_SESSION || maxSessionSeconds > LONGEST_SESSION) {
                throw IamError.validation("1 validation error detected: Value '" + maxSessionSeconds
                        + "' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between "
                        + SHORTEST_SESSION + " and " + LONGEST_SESSION);
            }
            role.maxSessionSeconds(maxSessionSeconds);
        }
        if (description != null) {
            role.description(description);
        }
    }

    private void bound(Role role, @Nullable String policyArn) {
        if (policyArn != null) {
            if (directory.findPolicy(policyArn).isEmpty()) {
                throw IamError.noSuchEntity("Scope ARN: " + policyArn + " does not exist or is not attachable.");
            }
            role.boundaryArn(policyArn);
        }
    }

    private static software.amazon.awssdk.services.iam.model.Role view(Role role) {
        return listed(role).toBuilder()
                .permissionsBoundary(boundary(role.boundaryArn()))
                .tags(role.tags().isEmpty() ? null : Tags.toList(role.tags()))
                .roleLastUsed(RoleLastUsed.builder().build())
                .build();
    }

    /** Lists leave out tags, boundary and last use. */
    private static software.amazon.awssdk.services.iam.model.Role listed(Role role) {
        return software.amazon.awssdk.services.iam.model.Role.builder()
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn())
                .path(role.path())
                .createDate(role.created())
                .description(role.description().isEmpty() ? null : role.description())
                .maxSessionDuration(role.maxSessionSeconds())
                .assumeRolePolicyDocument(Documents.encoded(role.trust()))
                .build();
    }

    private static @Nullable AttachedPermissionsBoundary boundary(Optional<String> policyArn) {
        return policyArn
                .map(arn -> AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType("Policy")
                        .permissionsBoundaryArn(arn)
                        .build())
                .orElse(null);
    }
}
