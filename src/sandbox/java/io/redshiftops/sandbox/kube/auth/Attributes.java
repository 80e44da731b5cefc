package io.redshiftops.sandbox.kube.auth;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GoText;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.UserInfo;

/**
 * What a user wants to do.
 *
 * @param path the path of a request that is about no resource, empty for one that is
 * @param name empty if no single object is meant
 * @param namespace empty for the whole cluster
 */
public record Attributes(
        UserInfo user,
        String verb,
        String group,
        String resource,
        String subresource,
        String namespace,
        String name,
        String path) {

    /** Something that is done to a resource. */
    public static Attributes ofResource(
            UserInfo user, String verb, GroupResource resource, String subresource, String namespace, String name) {
        return new Attributes(user, verb, resource.group(), resource.resource(), subresource, namespace, name, "");
    }

    /** Something that is done to a path. */
    public static Attributes ofPath(UserInfo user, String verb, String path) {
        return new Attributes(user, verb, "", "", "", "", "", path);
    }

    boolean isResource() {
        return path.isEmpty();
    }

    /** The resource as rules name it: with its subresource. */
    String fullResource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** The answer to a user who may not do this. */
    public ApiException forbidden() {
        String who = "User " + escape(GoText.quote(user.name())) + " cannot ";
        if (!isResource()) {
            return ApiException.forbiddenPath(who + verb + " path " + escape(GoText.quote(path)));
        }
        String where =
                namespace.isEmpty() ? "at the cluster scope" : "in the namespace " + escape(GoText.quote(namespace));
        return ApiException.forbidden(
                new GroupResource(group, resource),
                name,
                who + verb + " resource " + GoText.quote(fullResource()) + " in API group " + GoText.quote(group) + " "
                        + where);
    }

    /** The real server escapes HTML in what clients sent. */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
