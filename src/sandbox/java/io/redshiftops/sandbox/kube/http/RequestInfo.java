package io.redshiftops.sandbox.kube.http;

import io.redshiftops.sandbox.kube.auth.Attributes;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.UserInfo;
import io.redshiftops.sandbox.kube.read.FieldSelector;
import io.redshiftops.sandbox.kube.read.SelectorSyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * What a request is about, by its path and method alone.
 *
 * @param resource empty for a path that is no resource
 * @param namespace empty for the cluster
 * @param name empty for a collection
 * @param rest what follows the subresource, empty for nothing
 */
record RequestInfo(
        String path,
        String verb,
        String group,
        String version,
        String namespace,
        String resource,
        String name,
        String subresource,
        boolean watchesByPath,
        List<String> rest) {

    private static final List<String> NAMESPACE_PARTS = List.of("status", "finalize");

    boolean isResource() {
        return !resource.isEmpty();
    }

    /** What the user must be allowed. */
    Attributes attributes(UserInfo user, Query query) {
        if (!isResource()) {
            return Attributes.ofPath(user, verb, path);
        }
        return Attributes.ofResource(
                user, verb, new GroupResource(group, resource), subresource, namespace, selectedName(query));
    }

    /** A list or watch of one object by a field selector counts as one of that object. */
    private String selectedName(Query query) {
        if (!name.isEmpty() || !List.of("list", "watch", "deletecollection").contains(verb)) {
            return name;
        }
        try {
            return FieldSelector.parse(query.get("fieldSelector")).name().orElse("");
        } catch (SelectorSyntaxException e) {
            // The request will fail for its selector once it is allowed.
            return "";
        }
    }

    static RequestInfo of(Request request) {
        List<String> parts = request.segments();
        String method = request.method().toLowerCase(Locale.ROOT);
        boolean core = !parts.isEmpty() && parts.get(0).equals("api");
        boolean grouped = !parts.isEmpty() && parts.get(0).equals("apis");
        int start = core ? 2 : 3;
        if ((!core && !grouped) || parts.size() <= start) {
            return path(request, method);
        }
        String group = core ? "" : parts.get(1);
        String version = parts.get(start - 1);
        List<String> tail = parts.subList(start, parts.size());
        boolean watches = tail.get(0).equals("watch");
        if (watches) {
            tail = tail.subList(1, tail.size());
            if (tail.isEmpty()) {
                return path(request, method);
            }
        }
        String namespace = "";
        if (tail.get(0).equals("namespaces") && tail.size() > 1) {
            namespace = tail.get(1);
            if (tail.size() > 2 && !NAMESPACE_PARTS.contains(tail.get(2))) {
                tail = tail.subList(2, tail.size());
            }
        }
        String name = tail.size() > 1 ? tail.get(1) : "";
        String subresource = tail.size() > 2 ? tail.get(2) : "";
        List<String> rest = tail.size() > 3 ? tail.subList(3, tail.size()) : List.of();
        String verb = watches ? "watch" : verb(request, method, name);
        return new RequestInfo(
                request.path(), verb, group, version, namespace, tail.get(0), name, subresource, watches, rest);
    }

    private static RequestInfo path(Request request, String method) {
        String verb = method.equals("head") ? "get" : method;
        return new RequestInfo(request.path(), verb, "", "", "", "", "", "", false, List.of());
    }

    private static String verb(Request request, String method, String name) {
        return switch (method) {
            case "post" -> "create";
            case "put" -> "update";
            case "patch" -> "patch";
            case "delete" -> name.isEmpty() ? "deletecollection" : "delete";
            case "get", "head" -> {
                if (!name.isEmpty()) {
                    yield "get";
                }
                yield request.query().flag("watch") ? "watch" : "list";
            }
            default -> "";
        };
    }
}
