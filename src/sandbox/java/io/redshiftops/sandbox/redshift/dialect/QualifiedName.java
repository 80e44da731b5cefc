package io.redshiftops.sandbox.redshift.dialect;

import org.jspecify.annotations.Nullable;

/**
 * The name of a table or view.
 *
 * @param database null if not given
 * @param schema null if not given
 */
record QualifiedName(@Nullable String database, @Nullable String schema, String name) {

    /** Whether the name alone makes it a temporary table. */
    boolean isTemporary() {
        return name.startsWith("#");
    }

    /** The name in quotes, as PostgreSQL takes it, wherever it stands. */
    String sql() {
        String quoted = Literals.quoteName(name);
        if (schema != null) {
            quoted = Literals.quoteName(schema) + "." + quoted;
        }
        return database == null ? quoted : Literals.quoteName(database) + "." + quoted;
    }
}
