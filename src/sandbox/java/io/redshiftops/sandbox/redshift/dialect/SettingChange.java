package io.redshiftops.sandbox.redshift.dialect;

import org.jspecify.annotations.Nullable;

/**
 * A SET or RESET.
 *
 * @param name of the setting, in lower case; {@code all} for RESET ALL
 * @param value null for the default
 * @param local whether it ends with the transaction
 */
public record SettingChange(String name, @Nullable String value, boolean local) {}
