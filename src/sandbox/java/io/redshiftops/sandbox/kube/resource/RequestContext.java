package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.model.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Who makes a request, and what the answer will warn of. */
public final class RequestContext {

    private final UserInfo user;
    private final List<String> warnings = new ArrayList<>();

    public RequestContext(UserInfo user) {
        this.user = Objects.requireNonNull(user);
    }

    /** A request of the server itself. */
    public static RequestContext system() {
        return new RequestContext(UserInfo.SYSTEM);
    }

    public UserInfo user() {
        return user;
    }

    /** Adds a warning, once. */
    public void warn(String text) {
        if (!warnings.contains(text)) {
            warnings.add(text);
        }
    }

    public List<String> warnings() {
        return warnings;
    }
}
