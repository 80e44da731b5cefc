package io.redshiftops.sandbox.kube.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.read.FieldSelector;
import io.redshiftops.sandbox.kube.read.LabelSelector;
import io.redshiftops.sandbox.kube.read.ListQuery;
import io.redshiftops.sandbox.kube.read.Selection;
import io.redshiftops.sandbox.kube.read.SelectorSyntaxException;
import io.redshiftops.sandbox.kube.resource.DeleteOptions;
import io.redshiftops.sandbox.kube.resource.DeleteOptions.Propagation;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.WriteOptions;
import io.redshiftops.sandbox.kube.resource.WriteOptions.FieldValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads and checks the options of requests. */
final class RequestOptions {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MANAGER_LIMIT = 128;

    private RequestOptions() {}

    /**
     * The options of a write.
     *
     * @param kind {@code CreateOptions}, {@code UpdateOptions} or {@code PatchOptions}
     * @param applies whether the write is a server-side apply
     */
    static WriteOptions write(Request request, String kind, boolean applies) {
        Query query = request.query();
        List<FieldError> errors = new ArrayList<>();
        if (kind.equals("PatchOptions")) {
            if (applies && query.get("fieldManager").isEmpty()) {
                errors.add(FieldError.required("fieldManager", "is required for apply patch"));
            }
            if (!applies && query.has("force")) {
                errors.add(FieldError.forbidden("force", "may not be specified for non-apply patch"));
            }
        }
        validateManager(query.get("fieldManager"), errors);
        boolean dryRun = dryRun(query.all("dryRun"), errors);
        String validation = query.get("fieldValidation");
        List<String> validations = List.of("", "Ignore", "Strict", "Warn");
        if (!validations.contains(validation)) {
            errors.add(FieldError.notSupported("fieldValidation", validation, validations));
        }
        refuse(kind, errors);
        String manager = query.get("fieldManager");
        return new WriteOptions(
                dryRun,
                manager.isEmpty() ? fromUserAgent(request.header("User-Agent")) : manager,
                validation.isEmpty()
                        ? FieldValidation.WARN
                        : FieldValidation.valueOf(validation.toUpperCase(Locale.ROOT)),
                query.flag("force"));
    }

    private static void validateManager(String manager, List<FieldError> errors) {
        if (manager.length() > MANAGER_LIMIT) {
            errors.add(FieldError.tooLong("fieldManager", MANAGER_LIMIT));
        }
        if (manager.chars().anyMatch(Character::isISOControl)) {
            errors.add(FieldError.invalid("fieldManager", manager, "should only contain printable characters"));
        }
    }

    private static String fromUserAgent(String agent) {
        String name = agent.split("/", 2)[0].replaceAll("\\p{Cntrl}", "");
        return name.length() > MANAGER_LIMIT ? name.substring(0, MANAGER_LIMIT) : name;
    }

    private static boolean dryRun(List<String> values, List<FieldError> errors) {
        if (!values.stream().allMatch(value -> value.equals("All"))) {
            ArrayNode shown = JSON.arrayNode();
            values.forEach(shown::add);
            errors.add(FieldError.notSupported("dryRun", shown, List.of("All")));
        }
        return !values.isEmpty();
    }

    private static void refuse(String kind, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ApiException.invalid(new GroupVersionKind("meta.k8s.io", "v1", kind), "", errors);
        }
    }

    /**
     * The options of a delete.
     *
     * @param body the options in the body, null if there is none: then they are in the query
     */
    static DeleteOptions delete(Query query, @Nullable JsonNode body) {
        List<FieldError> errors = new ArrayList<>();
        List<String> dryRuns = new ArrayList<>(query.all("dryRun"));
        String propagation = query.get("propagationPolicy");
        String orphan = query.get("orphanDependents");
        String uid = "";
        String version = "";
        if (body != null) {
            dryRuns.clear();
            body.path("dryRun").forEach(value -> dryRuns.add(value.asText()));
            propagation = body.path("propagationPolicy").asText(propagation);
            orphan = body.path("orphanDependents").asText(orphan);
            uid = body.path("preconditions").path("uid").asText("");
            version = body.path("preconditions").path("resourceVersion").asText("");
        }
        List<String> policies = List.of("Foreground", "Background", "Orphan", "nil");
        if (!propagation.isEmpty() && !policies.subList(0, 3).contains(propagation)) {
            errors.add(FieldError.notSupported("propagationPolicy", propagation, policies));
        }
        if (!propagation.isEmpty() && !orphan.isEmpty()) {
            errors.add(FieldError.invalid(
                    "propagationPolicy", propagation, "orphanDependents and deletionPropagation cannot be both set"));
        }
        boolean dryRun = dryRun(dryRuns, errors);
        refuse("DeleteOptions", errors);
        return new DeleteOptions(dryRun, propagation(propagation, orphan), uid, version);
    }

    private static @Nullable Propagation propagation(String policy, String orphan) {
        if (!orphan.isEmpty()) {
            return orphan.equals("true") ? Propagation.ORPHAN : Propagation.BACKGROUND;
        }
        return policy.isEmpty() ? null : Propagation.valueOf(policy.toUpperCase(Locale.ROOT));
    }

    /** What a list, watch or delete of a collection is about. */
    static Selection selection(ResourceType type, Query query) {
        try {
            LabelSelector labels = LabelSelector.parse(query.get("labelSelector"));
            FieldSelector fields = FieldSelector.parse(query.get("fieldSelector"));
            fields.check(type);
            return new Selection(labels, fields);
        } catch (SelectorSyntaxException e) {
            throw ApiException.badRequest(e.text());
        }
    }

    /** The options of a list. */
    static ListQuery list(ResourceType type, Query query) {
        String version = query.get("resourceVersion");
        String match = query.get("resourceVersionMatch");
        String token = query.get("continue");
        long limit = query.number("limit");
        List<FieldError> errors = new ArrayList<>();
        if (!match.isEmpty()) {
            if (version.isEmpty()) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch is forbidden unless resourceVersion is provided"));
            }
            if (!token.isEmpty()) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
            }
            if (!List.of("Exact", "NotOlderThan").contains(match)) {
                errors.add(
                        FieldError.notSupported("resourceVersionMatch", match, List.of("Exact", "NotOlderThan", "")));
            }
            if (match.equals("Exact") && version.equals("0")) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
            }
        }
        if (query.has("sendInitialEvents")) {
            errors.add(FieldError.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        }
        refuse("ListOptions", errors);
        return new ListQuery(selection(type, query), limit, token, version, match);
    }

    /** Checks the options of a watch and tells whether the objects there are at first are sent as events. */
    static boolean sendsInitialEvents(Query query) {
        String match = query.get("resourceVersionMatch");
        List<FieldError> errors = new ArrayList<>();
        if (query.has("sendInitialEvents") && !match.equals("NotOlderThan")) {
            errors.add(FieldError.forbidden(
                    "resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        }
        if (!match.isEmpty()) {
            if (!query.has("sendInitialEvents")) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
            }
            if (!match.equals("NotOlderThan")) {
                errors.add(FieldError.notSupported("resourceVersionMatch", match, List.of("NotOlderThan")));
            }
        }
        refuse("ListOptions", errors);
        return query.flag("sendInitialEvents");
    }
}
