package io.redshiftops.aws;

import java.util.Map;
import java.util.Optional;

/** The SSM parameters of one account and region. */
public interface Parameters {

    /** A parameter with its tags; empty if there is none of that name. */
    Optional<Parameter> find(String name);

    /** Creates a parameter. */
    void create(String name, String value, boolean secure, Map<String, String> tags);

    /** Gives a parameter that exists another value. */
    void overwrite(String name, String value, boolean secure);

    /** Adds or overwrites tags. */
    void tag(String name, Map<String, String> tags);

    /** Deletes a parameter. */
    void delete(String name);

    /** A parameter. */
    record Parameter(String name, String value, boolean secure, Map<String, String> tags) {}
}
