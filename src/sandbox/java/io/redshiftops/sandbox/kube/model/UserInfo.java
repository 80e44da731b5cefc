package io.redshiftops.sandbox.kube.model;

import java.util.List;
import java.util.Map;

/**
 * Who makes a request.
 *
 * @param uid empty if it is not known
 * @param extra what the authenticator knows beside
 */
public record UserInfo(String name, String uid, List<String> groups, Map<String, List<String>> extra) {

    /** Users in it may do everything. */
    public static final String MASTERS = "system:masters";

    /** Everybody with credentials is in it. */
    public static final String AUTHENTICATED = "system:authenticated";

    /** The cluster's own hand. */
    public static final UserInfo SYSTEM = new UserInfo("system:apiserver", "", List.of(MASTERS), Map.of());

    /** A user without credentials. */
    public static final UserInfo ANONYMOUS =
            new UserInfo("system:anonymous", "", List.of("system:unauthenticated"), Map.of());

    /** A user of whom only name and groups are known. */
    public static UserInfo of(String name, List<String> groups) {
        return new UserInfo(name, "", groups, Map.of());
    }

    public boolean isMaster() {
        return groups.contains(MASTERS);
    }
}
