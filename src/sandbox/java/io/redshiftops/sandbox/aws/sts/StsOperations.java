package io.redshiftops.sandbox.aws.sts;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.core.Emulates;
import io.redshiftops.sandbox.aws.iam.AccessKeys;
import io.redshiftops.sandbox.aws.iam.IamService;
import io.redshiftops.sandbox.aws.iam.OidcProvider;
import io.redshiftops.sandbox.aws.iam.Role;
import io.redshiftops.sandbox.aws.policy.ConditionKeys;
import io.redshiftops.sandbox.aws.policy.MalformedPolicyException;
import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/** STS's operations. */
final class StsOperations {

    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    private static final int DEFAULT_SECONDS = 3600;
    private static final int SHORTEST = 900;
    private static final int LONGEST = 43_200;
    private static final int LONGEST_CHAINED = 3600;

    private final Account account;
    private final IamService iam;
    private final RoleAssumption assumption;
    private final Function<String, Optional<String>> publicKeys;

    StsOperations(
            Account account, IamService iam, RoleAssumption assumption, Function<String, Optional<String>> publicKeys) {
        this.account = account;
        this.iam = iam;
        this.assumption = assumption;
        this.publicKeys = publicKeys;
    }

    @Emulates({})
    public GetCallerIdentityResponse getCallerIdentity(Call call, GetCallerIdentityRequest request) {
        call.needsNoPermission();
        return GetCallerIdentityResponse.builder()
                .account(account.id())
                .arn(call.caller().arn())
                .userId(call.caller().userId())
                .build();
    }

    @Emulates({"RoleArn", "RoleSessionName", "ExternalId", "DurationSeconds", "Policy", "PolicyArns"})
    public AssumeRoleResponse assumeRole(Call call, AssumeRoleRequest request) {
        call.concerns(request.roleArn());
        checkPattern("roleSessionName", request.roleSessionName(), SESSION_NAME);
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("sts:RoleSessionName", List.of(request.roleSessionName()));
        if (request.externalId() != null) {
            checkPattern("externalId", request.externalId(), EXTERNAL_ID);
            keys.put("sts:ExternalId", List.of(request.externalId()));
        }
        int seconds = seconds(request.durationSeconds());
        // The decision below asks the caller's policies, together with the role's trust policy.
        call.needsNoPermission();
        Role role = assumption
                .byCaller(call.caller(), call.region(), request.roleArn(), keys)
                .orElseThrow(() -> StsError.mayNotAssume(call.caller().arn(), request.roleArn()));
        checkDuration(seconds, role, call.caller() instanceof Caller.RoleSession);
        Caller.RoleSession session = assumption.session(
                role, request.roleSessionName(), sessionPolicies(request.policy(), request.policyArns()));
        return AssumeRoleResponse.builder()
                .credentials(credentials(session, seconds))
                .assumedRoleUser(user(session))
                .packedPolicySize(session.sessionPolicies().isEmpty() ? null : 1)
                .build();
    }

    @Emulates({"RoleArn", "RoleSessionName", "WebIdentityToken", "DurationSeconds", "Policy", "PolicyArns"})
    public AssumeRoleWithWebIdentityResponse assumeRoleWithWebIdentity(
            Call call, AssumeRoleWithWebIdentityRequest request) {
        call.concerns(request.roleArn());
        // The token is the caller's proof; what it may do, the trust policy says.
        call.needsNoPermission();
        checkPattern("roleSessionName", request.roleSessionName(), SESSION_NAME);
        int seconds = seconds(request.durationSeconds());
        WebIdentityToken token = WebIdentityToken.parse(request.webIdentityToken())
                .orElseThrow(
                        () -> StsError.invalidIdentityToken(
                                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"));
        OidcProvider provider = verify(token);
        Map<String, List<String>> keys = Map.of(
                provider.url() + ":aud",
                token.audiences(),
                provider.url() + ":sub",
                List.of(token.subject()),
                ConditionKeys.FEDERATED_PROVIDER,
                List.of(provider.arn()),
                "sts:RoleSessionName",
                List.of(request.roleSessionName()));
        Role role = assumption
                .byWebIdentity(request.roleArn(), provider.arn(), call.region(), keys)
                .orElseThrow(StsError::webIdentityDenied);
        checkDuration(seconds, role, false);
        Caller.RoleSession session = assumption.session(
                role, request.roleSessionName(), sessionPolicies(request.policy(), request.policyArns()));
        return AssumeRoleWithWebIdentityResponse.builder()
                .credentials(credentials(session, seconds))
                .assumedRoleUser(user(session))
                .subjectFromWebIdentityToken(token.subject())
                .audience(token.audiences().get(0))
                .provider(provider.arn())
                .packedPolicySize(session.sessionPolicies().isEmpty() ? null : 1)
                .build();
    }

    private OidcProvider verify(WebIdentityToken token) {
        OidcProvider provider = iam.directory()
                .providerOf(token.issuer())
                .orElseThrow(() -> StsError.invalidIdentityToken(
                        "No OpenIDConnect provider found in your account for " + token.issuer()));
        if (token.audiences().stream().noneMatch(provider.clientIds()::contains)) {
            throw StsError.invalidIdentityToken("Incorrect token audience");
        }
        String keys = provider.jwks()
                .or(() -> publicKeys.apply(token.issuer()))
                .orElseThrow(() -> StsError.cannotReachProvider(
                        "Couldn't retrieve verification key from your identity provider,  please reference"
                                + " AssumeRoleWithWebIdentity documentation for requirements"));
        if (!token.isSignedBy(keys)) {
            throw StsError.invalidIdentityToken("The web identity token's signature cannot be verified");
        }
        Instant now = iam.keys().time().instant();
        Instant expiration =
                token.expiration().orElseThrow(() -> StsError.invalidIdentityToken("Missing a required claim: exp"));
        if (!now.isBefore(expiration)) {
            throw StsError.expiredIdentityToken("Token expired: current date/time " + now.getEpochSecond()
                    + " must be before the expiration date/time " + expiration.getEpochSecond());
        }
        if (token.notBefore().filter(now::isBefore).isPresent()) {
            throw StsError.invalidIdentityToken("The web identity token is not valid yet");
        }
        return provider;
    }

    private List<PolicyDocument> sessionPolicies(@Nullable String policy, List<PolicyDescriptorType> policyArns) {
        List<PolicyDocument> policies = new ArrayList<>();
        if (policy != null) {
            try {
                policies.add(PolicyDocument.parse(policy, PolicyDocument.Kind.IDENTITY));
            } catch (MalformedPolicyException e) {
                throw AwsError.badRequest("MalformedPolicyDocument", String.valueOf(e.getMessage()));
            }
        }
        policyArns.forEach(descriptor -> policies.add(iam.directory().policyDocument(descriptor.arn())));
        return policies;
    }

    private Credentials credentials(Caller.RoleSession session, int seconds) {
        AccessKeys.SessionKey key = iam.keys().issue(session, Duration.ofSeconds(seconds));
        return Credentials.builder()
                .accessKeyId(key.accessKeyId())
                .secretAccessKey(key.secretAccessKey())
                .sessionToken(key.sessionToken())
                .expiration(key.expiration())
                .build();
    }

    private static AssumedRoleUser user(Caller.RoleSession session) {
        return AssumedRoleUser.builder()
                .arn(session.arn())
                .assumedRoleId(session.userId())
                .build();
    }

    private static int seconds(@Nullable Integer requested) {
        int seconds = requested == null ? DEFAULT_SECONDS : requested;
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw StsError.validation("1 validation error detected: Value '" + seconds
                    + "' at 'durationSeconds' failed to satisfy constraint: Member must have value between " + SHORTEST
                    + " and " + LONGEST);
        }
        return seconds;
    }

    private static void checkDuration(int seconds, Role role, boolean chained) {
        if (chained && seconds > LONGEST_CHAINED) {
            throw StsError.validation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed"
                    + " by role chaining");
        }
        if (seconds > role.maxSessionSeconds()) {
            throw StsError.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
    }

    private static void checkPattern(String member, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw StsError.validation("1 validation error detected: Value '" + value + "' at '" + member
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern: " + pattern);
        }
    }
}
