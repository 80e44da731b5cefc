package io.redshiftops.sandbox.kube.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.model.UserInfo;
import io.redshiftops.sandbox.kube.resource.CreateOnly;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import io.redshiftops.sandbox.kube.resource.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers who somebody is, and issues tokens to service accounts. */
public final class IdentityReviews {

    private static final long DEFAULT_SECONDS = 3600;
    private static final long MINIMUM_SECONDS = 600;
    private static final long MAXIMUM_SECONDS = 1L << 32;

    private final Authenticator authenticator;
    private final ServiceAccountTokens tokens;

    public IdentityReviews(Authenticator authenticator, ServiceAccountTokens tokens) {
        this.authenticator = authenticator;
        this.tokens = tokens;
    }

    /** The questions by kind. */
    public Map<String, CreateOnly> byKind() {
        return Map.of(
                "TokenReview", this::tokenReview,
                "SelfSubjectReview", this::selfReview,
                "TokenRequest", this::tokenRequest);
    }

    private KubeObject tokenReview(Target target, KubeObject question, RequestContext context) {
        String token = question.get("spec").path("token").asText("");
        if (token.isEmpty()) {
            throw ApiException.badRequest("token is required for TokenReview in authentication");
        }
        List<String> audiences = strings(question, "audiences");
        Optional<ServiceAccountTokens.Verified> verified = authenticator.verify(
                token, audiences.isEmpty() ? List.of(ServiceAccountTokens.API_AUDIENCE) : audiences);
        ObjectNode status = question.tree().putObject("status");
        if (verified.isPresent()) {
            status.put("authenticated", true);
            status.set("user", user(verified.get().user(), status.objectNode()));
            verified.get().audiences().forEach(status.putArray("audiences")::add);
        } else {
            status.putObject("user");
            status.put("error", "invalid bearer token");
        }
        return question;
    }

    private KubeObject selfReview(Target target, KubeObject question, RequestContext context) {
        ObjectNode status = question.tree().putObject("status");
        status.set("userInfo", user(context.user(), status.objectNode()));
        return question;
    }

    private static ObjectNode user(UserInfo user, ObjectNode json) {
        json.put("username", user.name());
        if (!user.uid().isEmpty()) {
            json.put("uid", user.uid());
        }
        user.groups().forEach(json.putArray("groups")::add);
        if (!user.extra().isEmpty()) {
            ObjectNode extra = json.putObject("extra");
            user.extra().forEach((key, values) -> values.forEach(extra.withArrayProperty(key)::add));
        }
        return json;
    }

    private KubeObject tokenRequest(Target target, KubeObject question, RequestContext context) {
        KubeObject account = tokens.account(target.namespace(), target.name())
                .orElseThrow(() -> ApiException.notFound(new GroupResource("", "serviceaccounts"), target.name()));
        ObjectNode spec = question.tree().withObjectProperty("spec");
        if (spec.has("boundObjectRef")) {
            throw ApiException.badRequest(
                    "spec.boundObjectRef is not emulated: tokens are bound to service accounts only");
        }
        long seconds = spec.path("expirationSeconds").asLong(DEFAULT_SECONDS);
        if (seconds < MINIMUM_SECONDS || seconds > MAXIMUM_SECONDS) {
            throw ApiException.invalid(
                    question.groupVersionKind(),
                    "",
                    List.of(FieldError.invalid(
                            "spec.expirationSeconds",
                            seconds,
                            seconds < MINIMUM_SECONDS
                                    ? "may not specify a duration less than 10 minutes"
                                    : "may not specify a duration larger than 2^32 seconds")));
        }
        List<String> audiences = strings(question, "audiences");
        if (audiences.isEmpty()) {
            spec.putArray("audiences").add(ServiceAccountTokens.API_AUDIENCE);
        }
        spec.put("expirationSeconds", seconds);
        spec.putNull("boundObjectRef");
        ServiceAccountTokens.Issued issued = tokens.issue(account, audiences, Duration.ofSeconds(seconds));
        question.metadata().put("name", account.name()).put("namespace", account.namespace());
        question.tree()
                .putObject("status")
                .put("token", issued.token())
                .put("expirationTimestamp", KubeObject.time(issued.expiration()));
        return question;
    }

    private static List<String> strings(KubeObject question, String field) {
        List<String> values = new ArrayList<>();
        question.get("spec").path(field).forEach(value -> values.add(value.asText()));
        return values;
    }
}
