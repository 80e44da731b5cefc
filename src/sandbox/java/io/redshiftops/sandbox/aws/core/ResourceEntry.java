package io.redshiftops.sandbox.aws.core;

import java.util.Map;

/**
 * A resource in the list of what exists.
 *
 * @param createdBy who made it, as {@link Caller#name()}; {@code aws} for what an account has from the start
 */
public record ResourceEntry(String id, String name, Map<String, String> tags, String createdBy) {

    /** The maker of what an account has from the start. */
    public static final String AWS = "aws";
}
