package io.redshiftops.sandbox.redshift.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SET, RESET and SHOW. A setting that only Redshift has is kept by PostgreSQL as {@code redshift.…}, so that it follows
 * transactions; what does not exist in Redshift is refused.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/cm_chap_ConfigurationRef.html">Configuration reference</a>
 */
final class Settings {

    /** Statement that does nothing and needs no snapshot. */
    static final String NOTHING = "SET redshift.nothing TO ''";

    private static final Map<String, String> FRONT_END = Map.ofEntries(
            Map.entry("query_group", "unset"),
            Map.entry("enable_result_cache_for_session", "on"),
            Map.entry("enable_case_sensitive_identifier", "off"),
            Map.entry("enable_case_sensitive_super_attribute", "off"),
            Map.entry("wlm_query_slot_count", "1"),
            Map.entry("analyze_threshold_percent", "10"),
            Map.entry("describe_field_name_in_uppercase", "off"),
            Map.entry("downcase_delimited_identifier", "on"),
            Map.entry("enable_numeric_rounding", "on"),
            Map.entry("enable_vacuum_boost", "off"),
            Map.entry("json_parse_truncate_strings", "off"),
            Map.entry("mv_enable_aqmv_for_session", "on"),
            Map.entry("search_path_mode", "unset"),
            Map.entry("use_fips_ssl", "off"));

    private static final Set<String> SWITCHES = Set.of(
            "enable_result_cache_for_session",
            "enable_case_sensitive_identifier",
            "enable_case_sensitive_super_attribute",
            "describe_field_name_in_uppercase",
            "downcase_delimited_identifier",
            "enable_numeric_rounding",
            "enable_vacuum_boost",
            "json_parse_truncate_strings",
            "mv_enable_aqmv_for_session",
            "use_fips_ssl");

    /** Those that PostgreSQL has under the same name. */
    private static final Set<String> BACKEND = Set.of(
            "application_name",
            "client_encoding",
            "datestyle",
            "extra_float_digits",
            "intervalstyle",
            "search_path",
            "statement_timeout",
            "timezone");

    private static final Map<String, String> FIXED = Map.of(
            "server_version", "8.0.2",
            "server_encoding", "UNICODE",
            "integer_datetimes", "on",
            "max_identifier_length", "127");

    private static final Set<String> SHOWN = Set.of(
            "is_superuser",
            "session_authorization",
            "standard_conforming_strings",
            "transaction_isolation",
            "transaction_read_only",
            "default_transaction_read_only");

    private Settings() {}

    /** Whether a setting is Redshift's own. */
    static boolean isOfFrontEnd(String name) {
        return FRONT_END.containsKey(name.toLowerCase(Locale.ROOT));
    }

    static Statement set(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("set");
        if (cursor.accept("session", "characteristics") || cursor.accept("transaction")) {
            // Every level is taken and none has an effect: the database's level holds.
            return Statement.plain(StatementKind.SET, source.text(), NOTHING).withTag("SET");
        }
        if (cursor.accept("session", "authorization")) {
            cursor.next();
            cursor.expectEnd();
            return Statement.plain(StatementKind.SET, source.text(), source.text());
        }
        boolean local = cursor.accept("local");
        if (!local) {
            cursor.accept("session");
        }
        String name;
        if (cursor.accept("time", "zone")) {
            name = "timezone";
        } else {
            name = settingName(cursor);
            if (!cursor.acceptSymbol("=")) {
                cursor.expect("to");
            }
        }
        int from = cursor.index();
        boolean standard = cursor.accept("default") || (name.equals("timezone") && cursor.accept("local"));
        List<String> values = standard ? List.of() : values(cursor, source);
        cursor.expectEnd();
        @Nullable String value = standard ? null : String.join(", ", values);
        return change(
                source,
                name,
                value,
                local,
                standard
                        ? "DEFAULT"
                        : source.text().substring(source.tokens().get(from).start()));
    }

    static Statement reset(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("reset");
        if (cursor.accept("session", "authorization")) {
            cursor.expectEnd();
            return Statement.plain(StatementKind.SET, source.text(), source.text());
        }
        String name = settingName(cursor);
        cursor.expectEnd();
        if (name.equals("all")) {
            return Statement.plain(StatementKind.SET, source.text(), "RESET ALL")
                    .withSetting(new SettingChange("all", null, false));
        }
        return change(source, name, null, false, "DEFAULT").withTag("RESET");
    }

    private static Statement change(Source source, String name, @Nullable String value, boolean local, String written) {
        String target = target(name);
        if (target == null) {
            throw FIXED.containsKey(name) || SHOWN.contains(name)
                    ? Refusal.fixedSetting(name)
                    : Refusal.unknownSetting(name);
        }
        String given = written;
        if (isOfFrontEnd(name) || name.equals("readonly")) {
            given = value == null ? "DEFAULT" : Literals.quote(checked(name, value));
        }
        if (name.equals("client_encoding") && value != null && !value.matches("(?i)utf-?8|unicode")) {
            throw Refusal.notEmulated("client_encoding " + value);
        }
        if (name.equals("datestyle")
                && value != null
                && !value.toLowerCase(Locale.ROOT).matches("(iso|[mdy]{3})(, ?(iso|[mdy]{3}))?")) {
            throw Refusal.notEmulated("datestyle " + value);
        }
        String sql = "SET " + (local ? "LOCAL " : "") + target + " TO " + given;
        return Statement.plain(StatementKind.SET, source.text(), sql)
                .withTag("SET")
                .withSetting(new SettingChange(name, value == null ? null : checked(name, value), local));
    }

    private static String checked(String name, String value) {
        if (SWITCHES.contains(name) || name.equals("readonly")) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "on", "true", "t", "yes", "y", "1" -> "on";
                case "off", "false", "f", "no", "n", "0" -> "off";
                default -> throw Refusal.invalidSetting(name, value);
            };
        }
        if (name.equals("wlm_query_slot_count") && !value.matches("[1-9]|[1-4][0-9]|50")) {
            throw Refusal.invalidSetting(name, value);
        }
        return value;
    }

    private static @Nullable String target(String name) {
        if (name.equals("readonly")) {
            return "default_transaction_read_only";
        }
        if (isOfFrontEnd(name)) {
            return "redshift." + name;
        }
        return BACKEND.contains(name) ? name : null;
    }

    static Statement show(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("show");
        if (cursor.peek()
                .isAny(
                        "tables",
                        "schemas",
                        "databases",
                        "columns",
                        "grants",
                        "table",
                        "view",
                        "procedure",
                        "datashares",
                        "external",
                        "parameters",
                        "constraints",
                        "model",
                        "all")) {
            throw Refusal.notEmulated("SHOW " + cursor.peek().text().toUpperCase(Locale.ROOT));
        }
        String name = cursor.accept("time", "zone")
                ? "timezone"
                : cursor.accept("transaction", "isolation", "level") ? "transaction_isolation" : settingName(cursor);
        cursor.expectEnd();
        Statement shown =
                Statement.plain(StatementKind.SHOW, source.text(), shown(name)).withTag("SHOW");
        return shown.withHeading(name);
    }

    private static String shown(String name) {
        String fixed = FIXED.get(name);
        if (fixed != null) {
            return "SELECT " + Literals.quote(fixed) + "::text";
        }
        String standard = FRONT_END.get(name);
        if (standard != null) {
            return "SELECT coalesce(nullif(pg_catalog.current_setting('redshift." + name + "', true), ''), "
                    + Literals.quote(standard) + ")";
        }
        if (name.equals("readonly")) {
            return "SHOW default_transaction_read_only";
        }
        if (BACKEND.contains(name) || SHOWN.contains(name)) {
            return "SHOW " + name;
        }
        throw Refusal.unknownSetting(name);
    }

    /** A setting's name; one of an extension, such as those of clients, has two parts. */
    private static String settingName(Cursor cursor) {
        return cursor.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> values(Cursor cursor, Source source) {
        List<String> values = new ArrayList<>();
        do {
            boolean negative = cursor.acceptSymbol("-");
            Token token = cursor.next();
            String value = switch (token.kind()) {
                case STRING -> token.literal();
                case WORD, QUOTED -> token.name(source.caseSensitive());
                case NUMBER -> token.text();
                default -> {
                    cursor.moveTo(cursor.index() - 1);
                    throw cursor.syntaxError();
                }
            };
            values.add(negative ? "-" + value : value);
        } while (cursor.acceptSymbol(","));
        return values;
    }
}
