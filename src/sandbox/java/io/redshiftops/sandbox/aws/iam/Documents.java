package io.redshiftops.sandbox.aws.iam;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.policy.MalformedPolicyException;
import io.redshiftops.sandbox.aws.policy.NotEmulatedException;
import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Policy documents as IAM takes and returns them.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">Quotas</a>
 */
final class Documents {

    private static final int TRUST_SIZE = 2048;
    private static final int INLINE_SIZE = 10_240;
    private static final int MANAGED_SIZE = 6144;

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s");

    /** Names of principals in the partition: a service, or an ARN or id of an account, user or role. */
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+\\.amazonaws\\.com");

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}|arn:aws:iam::\\d{12}:root|\\*");
    private static final Pattern IDENTITY =
            Pattern.compile("arn:aws:(iam::(?<account>\\d{12}):(user|role)/.+|sts::\\d{12}:assumed-role/[^/]+/[^/]+)");

    private final Directory directory;

    Documents(Directory directory) {
        this.directory = directory;
    }

    /** A role's trust policy, whose principals must exist. */
    PolicyDocument trust(String json) {
        PolicyDocument document = parse(json, PolicyDocument.Kind.TRUST);
        document.awsPrincipals().forEach(this::checkPrincipal);
        for (String service : document.servicePrincipals()) {
            if (!SERVICE.matcher(service).matches()) {
                throw IamError.malformed("Invalid principal in policy: \"SERVICE\":\"" + service + "\"");
            }
        }
        if (size(json) > TRUST_SIZE) {
            throw IamError.limitExceeded("Cannot exceed quota for ACLSizePerRole: " + TRUST_SIZE);
        }
        return document;
    }

    private void checkPrincipal(String principal) {
        if (ACCOUNT.matcher(principal).matches()) {
            return;
        }
        var identity = IDENTITY.matcher(principal);
        boolean known = identity.matches()
                && (!directory.account().id().equals(identity.group("account"))
                        || directory.hasUser(principal)
                        || directory.usableRole(principal).isPresent());
        if (!known) {
            throw IamError.malformed("Invalid principal in policy: \"AWS\":\"" + principal + "\"");
        }
    }

    /** A policy of a role's own; all of them together have a limit. */
    PolicyDocument inline(String json, String roleName, Collection<PolicyDocument> others) {
        PolicyDocument document = parse(json, PolicyDocument.Kind.IDENTITY);
        int total = size(json)
                + others.stream().mapToInt(other -> size(other.json())).sum();
        if (total > INLINE_SIZE) {
            throw IamError.limitExceeded(
                    "Maximum policy size of " + INLINE_SIZE + " bytes exceeded for role " + roleName);
        }
        return document;
    }

    PolicyDocument managed(String json) {
        PolicyDocument document = parse(json, PolicyDocument.Kind.IDENTITY);
        if (size(json) > MANAGED_SIZE) {
            throw IamError.limitExceeded("Cannot exceed quota for PolicySize: " + MANAGED_SIZE);
        }
        return document;
    }

    private static PolicyDocument parse(String json, PolicyDocument.Kind kind) {
        try {
            return PolicyDocument.parse(json, kind);
        } catch (MalformedPolicyException e) {
            throw IamError.malformed(String.valueOf(e.getMessage()));
        } catch (NotEmulatedException e) {
            throw AwsError.badRequest("NotEmulated", String.valueOf(e.getMessage()));
        }
    }

    /** White space does not count. */
    private static int size(String json) {
        return WHITE_SPACE.matcher(json).replaceAll("").length();
    }

    /** Replies carry documents URL-encoded as RFC 3986 has it, where a space is no plus sign. */
    static String encoded(PolicyDocument document) {
        return URLEncoder.encode(document.json(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
