package io.redshiftops.sandbox.redshift.copy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A COPY statement.
 *
 * @param schema null if not given
 * @param columns the columns to load, empty for all
 * @param uri the prefix, object or manifest, as written
 * @param bucket the bucket's name
 * @param key what follows the bucket's name
 * @param role an ARN, a chain of them, or {@link CopySource#DEFAULT_ROLE}
 * @param region null for the cluster's
 */
public record CopyStatement(
        @Nullable String schema,
        String table,
        List<String> columns,
        String uri,
        String bucket,
        String key,
        String role,
        @Nullable String region,
        boolean manifest,
        CopyOptions options) {

    /** Copies the list. */
    public CopyStatement {
        columns = List.copyOf(columns);
    }

    /**
     * Takes a statement's text apart.
     *
     * @param caseSensitive whether quoted names keep their case
     * @throws CopyFailure if it is wrong, contradicts itself or asks for what is not emulated
     */
    public static CopyStatement parse(String text, boolean caseSensitive) {
        return new CopyParser(text, caseSensitive).statement();
    }
}
