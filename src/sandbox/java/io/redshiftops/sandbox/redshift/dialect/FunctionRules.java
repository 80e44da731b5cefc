package io.redshiftops.sandbox.redshift.dialect;

import java.util.List;
import java.util.Set;

/** Which functions and phrases of queries PostgreSQL has and Redshift has not, or Redshift has and the sandbox not. */
final class FunctionRules {

    /** The functions among PostgreSQL's {@code pg_…} that Redshift has. */
    private static final Set<String> SYSTEM_FUNCTIONS = Set.of(
            "pg_backend_pid",
            "pg_cancel_backend",
            "pg_terminate_backend",
            "pg_last_copy_count",
            "pg_last_copy_id",
            "pg_last_query_id",
            "pg_last_unload_id",
            "pg_last_unload_count",
            "pg_get_constraintdef",
            "pg_get_expr",
            "pg_get_indexdef",
            "pg_get_late_binding_view_cols",
            "pg_get_ruledef",
            "pg_get_triggerdef",
            "pg_get_userbyid",
            "pg_get_viewdef",
            "pg_table_is_visible",
            "pg_type_is_visible",
            "pg_function_is_visible",
            "pg_operator_is_visible",
            "pg_opclass_is_visible",
            "pg_conversion_is_visible",
            "pg_encoding_to_char",
            "pg_client_encoding");

    /** Parts of PostgreSQL that reach the server's files, other servers, settings or large objects. */
    private static final List<String> ABSENT_PREFIXES = List.of(
            "pg_",
            "lo_",
            "dblink",
            "query_to_xml",
            "table_to_xml",
            "cursor_to_xml",
            "schema_to_xml",
            "database_to_xml",
            "txid_",
            "jsonb",
            "xml",
            "ts_",
            "currtid");

    private static final Set<String> ABSENT = Set.of(
            "string_agg",
            "array_agg",
            "json_agg",
            "unnest",
            "set_config",
            "nextval",
            "setval",
            "currval",
            "lastval",
            "gen_random_uuid",
            "row_to_json",
            "array_to_json",
            "to_json",
            "to_jsonb",
            "json_build_object",
            "format",
            "loread",
            "lowrite",
            "make_interval",
            "make_date",
            "make_timestamp",
            "current_query",
            "inet_server_addr",
            "to_tsvector",
            "to_tsquery",
            "setseed",
            "has_parameter_privilege");

    private static final Set<String> NOT_EMULATED = Set.of(
            "hll",
            "hll_create_sketch",
            "hll_combine",
            "json_parse",
            "json_serialize",
            "object_transform",
            "fnv_hash",
            "st_point",
            "st_geomfromtext",
            "st_distance",
            "ratio_to_report",
            "explain_model",
            "any_value_by",
            "get_array_length",
            "percentile_cont_approx",
            "to_varbyte",
            "from_varbyte",
            "array",
            "split_to_array",
            "subarray",
            "get_array");

    private FunctionRules() {}

    /** Refuses a function by its name. */
    static void check(String name) {
        if (NOT_EMULATED.contains(name)) {
            throw Refusal.notEmulated("function " + name + "()");
        }
        boolean absent = ABSENT.contains(name)
                || (!SYSTEM_FUNCTIONS.contains(name) && ABSENT_PREFIXES.stream().anyMatch(name::startsWith));
        if (absent) {
            throw Refusal.notSupported("function " + name + "()");
        }
    }

    /** Refuses a keyword in its place. */
    static void checkKeyword(String word, Token next, Token before) {
        switch (word) {
            case "array" -> {
                if (next.isSymbol("[")) {
                    throw Refusal.notSupported("ARRAY[]");
                }
            }
            case "distinct" -> {
                if (before.isAny("is", "not") && next.is("from")) {
                    throw Refusal.notSupported("IS DISTINCT FROM");
                }
            }
            case "qualify", "pivot", "unpivot" -> {
                if ((next.isName() && !before.isAny("as", "select")) || before.isSymbol(")")) {
                    throw Refusal.notEmulated(word.toUpperCase(java.util.Locale.ROOT));
                }
            }
            case "lateral", "tablesample" -> throw Refusal.notSupported(word.toUpperCase(java.util.Locale.ROOT));
            default -> {
                // A name, or a keyword that both have.
            }
        }
    }
}
