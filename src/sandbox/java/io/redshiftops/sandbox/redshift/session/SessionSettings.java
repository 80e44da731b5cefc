package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.dialect.SettingChange;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one session that the front end itself acts on, with PostgreSQL's rule for them: a change ends with
 * the transaction if that is rolled back, or in any case if it was local.
 */
final class SessionSettings {

    private Map<String, String> values = new HashMap<>();
    private @Nullable Map<String, String> atRollback;
    private @Nullable Map<String, String> atCommit;

    /** The value, or the default. */
    String value(String name, String defaultValue) {
        return values.getOrDefault(name, defaultValue);
    }

    /** Whether a setting is on. */
    boolean isOn(String name, boolean defaultValue) {
        String value = values.get(name);
        if (value == null) {
            return defaultValue;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "on", "true", "t", "yes", "1" -> true;
            default -> false;
        };
    }

    /** Whatever a result depends on besides its text and the tables. */
    Map<String, String> all() {
        return Map.copyOf(values);
    }

    /** A transaction begins. */
    void begin() {
        atRollback = new HashMap<>(values);
        atCommit = null;
    }

    /** A change took effect. */
    void apply(SettingChange change) {
        if (change.local() && atCommit == null) {
            atCommit = new HashMap<>(values);
        } else if (!change.local() && atCommit != null) {
            set(atCommit, change);
        }
        set(values, change);
    }

    /** The transaction ended. */
    void end(boolean committed) {
        Map<String, String> kept = committed ? atCommit : atRollback;
        if (kept != null) {
            values = kept;
        }
        atRollback = null;
        atCommit = null;
    }

    private static void set(Map<String, String> values, SettingChange change) {
        if (change.name().equals("all")) {
            values.clear();
        } else if (change.value() == null) {
            values.remove(change.name());
        } else {
            values.put(change.name(), change.value());
        }
    }
}
