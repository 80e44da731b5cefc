package io.redshiftops.sandbox.kube.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.model.UserInfo;
import io.redshiftops.sandbox.kube.resource.CreateOnly;
import io.redshiftops.sandbox.kube.resource.RequestContext;
import io.redshiftops.sandbox.kube.resource.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers whether somebody may do something.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access">Checking API
 *     access</a>
 */
public final class AccessReviews {

    private final RbacAuthorizer authorizer;

    public AccessReviews(RbacAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    /** The questions by kind. */
    public Map<String, CreateOnly> byKind() {
        return Map.of(
                "SelfSubjectAccessReview", this::self,
                "SubjectAccessReview", this::subject,
                "LocalSubjectAccessReview", this::local,
                "SelfSubjectRulesReview", this::rules);
    }

    private KubeObject self(Target target, KubeObject question, RequestContext context) {
        return answered(question, context.user());
    }

    private KubeObject subject(Target target, KubeObject question, RequestContext context) {
        return answered(question, subject(question));
    }

    private KubeObject local(Target target, KubeObject question, RequestContext context) {
        String namespace = question.get("spec")
                .path("resourceAttributes")
                .path("namespace")
                .asText("");
        if (!namespace.equals(target.namespace())) {
            throw ApiException.invalid(
                    question.groupVersionKind(),
                    "",
                    List.of(FieldError.invalid(
                            "spec.resourceAttributes.namespace", namespace, "must match metadata.namespace")));
        }
        return answered(question, subject(question));
    }

    private static UserInfo subject(KubeObject question) {
        JsonNode spec = question.get("spec");
        String name = spec.path("user").asText("");
        List<String> groups = new ArrayList<>();
        spec.path("groups").forEach(group -> groups.add(group.asText()));
        if (name.isEmpty() && groups.isEmpty()) {
            throw ApiException.invalid(
                    question.groupVersionKind(),
                    "",
                    List.of(FieldError.invalid("spec.user", "", "at least one of user or group must be specified")));
        }
        Map<String, List<String>> extra = new LinkedHashMap<>();
        spec.path("extra").properties().forEach(entry -> {
            List<String> values = new ArrayList<>();
            entry.getValue().forEach(value -> values.add(value.asText()));
            extra.put(entry.getKey(), values);
        });
        return new UserInfo(name, spec.path("uid").asText(""), groups, extra);
    }

    private KubeObject answered(KubeObject question, UserInfo user) {
        Decision decision = authorizer.decide(attributes(question, user));
        ObjectNode status = question.tree().putObject("status").put("allowed", decision.allowed());
        if (!decision.reason().isEmpty()) {
            status.put("reason", decision.reason());
        }
        return question;
    }

    private static Attributes attributes(KubeObject question, UserInfo user) {
        JsonNode resource = question.get("spec").path("resourceAttributes");
        JsonNode path = question.get("spec").path("nonResourceAttributes");
        if (resource.isObject() == path.isObject()) {
            throw ApiException.invalid(
                    question.groupVersionKind(),
                    "",
                    List.of(FieldError.invalid(
                            "spec.resourceAttributes",
                            resource,
                            resource.isObject()
                                    ? "cannot be specified in combination with nonResourceAttributes"
                                    : "exactly one of nonResourceAttributes or resourceAttributes must be specified")));
        }
        if (path.isObject()) {
            return Attributes.ofPath(
                    user, path.path("verb").asText(""), path.path("path").asText(""));
        }
        return Attributes.ofResource(
                user,
                resource.path("verb").asText(""),
                new GroupResource(
                        resource.path("group").asText(""),
                        resource.path("resource").asText("")),
                resource.path("subresource").asText(""),
                resource.path("namespace").asText(""),
                resource.path("name").asText(""));
    }

    private KubeObject rules(Target target, KubeObject question, RequestContext context) {
        String namespace = question.get("spec").path("namespace").asText("");
        if (namespace.isEmpty()) {
            throw ApiException.badRequest("no namespace on request");
        }
        ObjectNode status = question.tree().putObject("status");
        ArrayNode resources = status.putArray("resourceRules");
        ArrayNode paths = status.putArray("nonResourceRules");
        for (PolicyRule rule : authorizer.rulesFor(context.user(), namespace)) {
            (rule.nonResourceUrls().isEmpty() ? resources : paths).add(rule.toJson());
        }
        status.put("incomplete", false);
        return question;
    }
}
