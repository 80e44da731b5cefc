package io.redshiftops.sandbox.redshift.dialect;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** CREATE, ALTER, DROP, GRANT, REVOKE and COMMENT. */
final class Definitions {

    private static final Set<String> NOT_EMULATED = Set.of(
            "external",
            "procedure",
            "function",
            "library",
            "datashare",
            "model",
            "masking",
            "rls",
            "materialized",
            "identity",
            "default",
            "system",
            "or",
            "integration",
            "template");

    /** With the phrase that comes before the object's kind. */
    private static final Set<String> ABSENT = Set.of(
            "index",
            "unique",
            "sequence",
            "trigger",
            "rule",
            "type",
            "domain",
            "extension",
            "aggregate",
            "operator",
            "cast",
            "collation",
            "conversion",
            "event",
            "foreign",
            "server",
            "language",
            "policy",
            "publication",
            "subscription",
            "statistics",
            "tablespace",
            "text",
            "transform",
            "unlogged",
            "access",
            "constraint",
            "routine",
            "owned",
            "large");

    /** Kinds of objects whose names have a second word. */
    private static final Set<String> TWO_WORDS = Set.of(
            "external",
            "materialized",
            "masking",
            "rls",
            "identity",
            "default",
            "unique",
            "event",
            "foreign",
            "text",
            "unlogged",
            "access",
            "owned",
            "large");

    private static final Map<String, String> ISOLATION =
            Map.of("serializable", "serializable", "snapshot", "repeatable read");

    private Definitions() {}

    static Statement compile(Source source) {
        Cursor cursor = source.cursor();
        String verb = cursor.next().word();
        String object = cursor.peek().word();
        return switch (verb) {
            case "grant", "revoke" -> Users.privileges(source);
            case "comment" -> simple(source);
            case "create" -> create(source, cursor, object);
            case "alter" -> alter(source, object);
            default -> drop(source, object);
        };
    }

    private static Statement create(Source source, Cursor cursor, String object) {
        switch (object) {
            case "table", "temp", "temporary", "local" -> {
                return CreateTable.compile(source);
            }
            case "user", "group", "role" -> {
                return Users.create(source, object);
            }
            case "schema" -> {
                return schema(source);
            }
            case "database" -> {
                return database(source);
            }
            case "view" -> {
                return view(source);
            }
            default -> {
                if (object.equals("or")
                        && cursor.peek(1).is("replace")
                        && cursor.peek(2).is("view")) {
                    return view(source);
                }
                throw refused(source, object);
            }
        }
    }

    private static Statement alter(Source source, String object) {
        return switch (object) {
            case "table" -> AlterTable.compile(source);
            case "user", "group", "role" -> Users.alter(source, object);
            case "database" -> alterDatabase(source);
            case "schema" -> {
                if (Queries.topLevel(source, "quota") >= 0) {
                    throw Refusal.notEmulated("ALTER SCHEMA … QUOTA");
                }
                yield simple(source);
            }
            default -> throw refused(source, object);
        };
    }

    private static Statement drop(Source source, String object) {
        return switch (object) {
            case "table", "view", "schema", "database" -> simple(source);
            case "user", "group", "role" -> Users.drop(source, object);
            default -> throw refused(source, object);
        };
    }

    /** One that PostgreSQL takes as it is, but for the names. */
    static Statement simple(Source source) {
        return Statement.plain(
                StatementKind.DDL, source.text(), Names.folded(source).render());
    }

    private static Statement schema(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("create", "schema");
        cursor.accept("if", "not", "exists");
        if (!cursor.accept("authorization")) {
            cursor.name();
            cursor.accept("authorization");
        }
        if (!cursor.atEnd() && cursor.peek().isName() && !cursor.peek().is("quota")) {
            cursor.next();
        }
        int end = cursor.index();
        if (cursor.accept("quota") && !cursor.accept("unlimited")) {
            throw Refusal.notEmulated("CREATE SCHEMA … QUOTA");
        }
        cursor.expectEnd();
        return Statement.plain(
                StatementKind.DDL, source.text(), Names.folded(source).render(0, end));
    }

    private static Statement view(Source source) {
        int end = source.tokens().size();
        if (end > 4 && source.tokens().get(end - 1).is("binding")) {
            throw Refusal.notEmulated("WITH NO SCHEMA BINDING");
        }
        Statement view = Statement.plain(
                StatementKind.DDL, source.text(), Queries.editor(source, 0).render());
        return view.reading(Queries.relations(source));
    }

    private static Statement database(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("create", "database");
        String name = cursor.name();
        StringBuilder sql = new StringBuilder("CREATE DATABASE " + Literals.quoteName(name));
        cursor.accept("with");
        String level = null;
        while (!cursor.atEnd()) {
            if (cursor.accept("owner")) {
                cursor.acceptSymbol("=");
                sql.append(" OWNER ").append(Literals.quoteName(cursor.name()));
            } else if (cursor.accept("connection", "limit")) {
                sql.append(" CONNECTION LIMIT ").append(cursor.accept("unlimited") ? -1 : cursor.integer());
            } else if (cursor.accept("collate")) {
                if (!cursor.accept("case_sensitive") && !cursor.accept("cs")) {
                    throw Refusal.notEmulated("COLLATE " + cursor.peek().text());
                }
            } else if (cursor.accept("isolation", "level")) {
                level = isolation(cursor);
            } else {
                throw cursor.peek().isAny("from", "encoding", "template")
                        ? Refusal.notEmulated(
                                "CREATE DATABASE … " + cursor.peek().text())
                        : cursor.syntaxError();
            }
        }
        Statement create = Statement.plain(StatementKind.DDL, source.text(), sql.toString());
        return level == null ? create : create.followedBy(isolation(name, level));
    }

    private static Statement alterDatabase(Source source) {
        Cursor cursor = source.cursor();
        cursor.expect("alter", "database");
        String name = cursor.name();
        if (cursor.accept("isolation", "level")) {
            String level = isolation(cursor);
            cursor.expectEnd();
            return Statement.plain(StatementKind.DDL, source.text(), isolation(name, level))
                    .withTag("ALTER DATABASE")
                    .withBlockRule(Statement.BlockRule.REFUSED);
        }
        if (cursor.peek().is("rename")
                || cursor.peek().is("owner")
                || cursor.peek().is("connection")) {
            return simple(source);
        }
        throw Refusal.notEmulated("ALTER DATABASE … " + cursor.peek().text().toUpperCase(Locale.ROOT));
    }

    private static String isolation(String database, String level) {
        return "ALTER DATABASE " + Literals.quoteName(database) + " SET default_transaction_isolation TO '"
                + ISOLATION.get(level) + "'";
    }

    private static String isolation(Cursor cursor) {
        String level = cursor.peek().word();
        if (!ISOLATION.containsKey(level)) {
            throw cursor.syntaxError();
        }
        cursor.next();
        return level;
    }

    private static RuntimeException refused(Source source, String object) {
        String command = source.tokens().stream()
                .limit(object.equals("or") ? 4 : TWO_WORDS.contains(object) ? 3 : 2)
                .map(token -> token.text().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        if (object.equals("index") || object.equals("unique")) {
            return Refusal.notOnTables(source.text());
        }
        if (ABSENT.contains(object)) {
            return Refusal.notSupported(command);
        }
        if (NOT_EMULATED.contains(object)) {
            return Refusal.notEmulated(command);
        }
        Cursor cursor = source.cursor();
        cursor.next();
        return cursor.syntaxError();
    }
}
