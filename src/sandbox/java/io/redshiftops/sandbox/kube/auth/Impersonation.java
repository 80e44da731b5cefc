package io.redshiftops.sandbox.kube.auth;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.UserInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lets users act as others, if they may.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation">User
 *     impersonation</a>
 */
public final class Impersonation {

    private static final String PREFIX = "impersonate-";
    private static final String EXTRA = PREFIX + "extra-";
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    private final Authorizer authorizer;

    public Impersonation(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    /**
     * The user as whom a request is to be made.
     *
     * @param user who makes it
     * @param headers all headers of the request
     */
    public UserInfo apply(UserInfo user, Map<String, List<String>> headers) {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX)) {
                wanted.put(lower, values);
            }
        });
        if (wanted.isEmpty()) {
            return user;
        }
        String name = first(wanted, PREFIX + "user");
        if (name.isEmpty()) {
            throw ApiException.internal("Internal error occurred: requested impersonation without a user");
        }
        List<String> groups = new ArrayList<>(wanted.getOrDefault(PREFIX + "group", List.of()));
        requireUser(user, name);
        for (String group : groups) {
            require(user, new GroupResource("", "groups"), "", group, "");
        }
        String uid = first(wanted, PREFIX + "uid");
        if (!uid.isEmpty()) {
            require(user, new GroupResource("authentication.k8s.io", "uids"), "", uid, "");
        }
        Map<String, List<String>> extra = extra(user, wanted);
        addStandardGroups(name, groups);
        return new UserInfo(name, uid, groups, extra);
    }

    private void requireUser(UserInfo user, String name) {
        String[] parts = name.split(":", -1);
        if (name.startsWith(SERVICE_ACCOUNT) && parts.length == 4) {
            require(user, new GroupResource("", "serviceaccounts"), parts[2], parts[3], "");
        } else {
            require(user, new GroupResource("", "users"), "", name, "");
        }
    }

    private Map<String, List<String>> extra(UserInfo user, Map<String, List<String>> wanted) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        wanted.forEach((header, values) -> {
            if (header.startsWith(EXTRA)) {
                String key = URLDecoder.decode(header.substring(EXTRA.length()), StandardCharsets.UTF_8);
                GroupResource resource = new GroupResource("authentication.k8s.io", "userextras");
                values.forEach(value -> require(user, resource, "", value, key));
                extra.put(key, values);
            }
        });
        return extra;
    }

    private static void addStandardGroups(String name, List<String> groups) {
        String[] parts = name.split(":", -1);
        if (name.startsWith(SERVICE_ACCOUNT) && parts.length == 4 && groups.isEmpty()) {
            groups.addAll(ServiceAccountTokens.groups(parts[2]));
        } else if (name.equals(UserInfo.ANONYMOUS.name())) {
            UserInfo.ANONYMOUS.groups().stream()
                    .filter(group -> !groups.contains(group))
                    .forEach(groups::add);
        } else if (!groups.contains(UserInfo.AUTHENTICATED) && !groups.contains("system:unauthenticated")) {
            groups.add(UserInfo.AUTHENTICATED);
        }
    }

    private void require(UserInfo user, GroupResource resource, String namespace, String name, String subresource) {
        authorizer.require(Attributes.ofResource(user, "impersonate", resource, subresource, namespace, name));
    }

    private static String first(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of("")).get(0);
    }
}
