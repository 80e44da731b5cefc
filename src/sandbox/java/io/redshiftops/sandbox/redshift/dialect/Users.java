package io.redshiftops.sandbox.redshift.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Users, groups, roles and their privileges.
 *
 * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_USER.html">CREATE USER</a>
 */
final class Users {

    private static final Pattern DIGEST = Pattern.compile("md5[0-9a-fA-F]{32}|sha256\\|.*");

    private Users() {}

    static Statement create(Source source, String object) {
        return object.equals("user") ? user(source, "CREATE") : whole(source, "CREATE " + upper(object));
    }

    static Statement alter(Source source, String object) {
        return object.equals("user") ? user(source, "ALTER") : whole(source, "ALTER " + upper(object));
    }

    static Statement drop(Source source, String object) {
        return whole(source, "DROP " + upper(object));
    }

    static Statement privileges(Source source) {
        TokenEditor editor = Names.folded(source);
        List<Token> tokens = source.tokens();
        boolean grantees = false;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isAny("assumerole", "datashare", "masking", "model", "explain", "ignore", "external")) {
                throw Refusal.notEmulated(tokens.get(0).text().toUpperCase(Locale.ROOT) + " … "
                        + tokens.get(i).text().toUpperCase(Locale.ROOT));
            }
            // The names of users keep their case.
            if (tokens.get(i).isAny("to", "from")) {
                grantees = true;
            }
            if (grantees && tokens.get(i).kind() == Token.Kind.QUOTED) {
                editor.replace(i, tokens.get(i).text());
            }
            boolean grantee = tokens.get(i).is("role")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).isName();
            if (grantee) {
                editor.replace(i, "");
            }
        }
        return Statement.plain(StatementKind.DDL, source.text(), editor.render());
    }

    private static Statement whole(Source source, String tag) {
        return Statement.plain(
                        StatementKind.DDL, source.text(), Names.verbatim(source).render())
                .withTag(tag);
    }

    private static Statement user(Source source, String verb) {
        Cursor cursor = source.cursor();
        cursor.next();
        cursor.next();
        String name = cursor.next().name(true);
        if (verb.equals("ALTER") && cursor.peek().isAny("rename", "set", "reset")) {
            return whole(source, "ALTER USER");
        }
        cursor.accept("with");
        StringBuilder sql = new StringBuilder(verb + " USER " + Literals.quoteName(name));
        boolean password = verb.equals("ALTER");
        List<String> memberships = new ArrayList<>();
        while (!cursor.atEnd()) {
            password |= cursor.peek().is("password");
            option(cursor, sql, memberships, name);
        }
        if (!password) {
            throw Refusal.password("PASSWORD parameter is required for CREATE USER");
        }
        Statement statement = Statement.plain(StatementKind.DDL, source.text(), sql.toString())
                .withTag(verb + " USER");
        for (String membership : memberships) {
            statement = statement.followedBy(membership);
        }
        return statement;
    }

    /**
     * Translates one option.
     *
     * @param memberships gets the statements that are to follow: a role cannot be altered to be another's member
     */
    private static void option(Cursor cursor, StringBuilder sql, List<String> memberships, String name) {
        Token token = cursor.next();
        switch (token.word()) {
            case "password" -> {
                if (cursor.accept("disable")) {
                    sql.append(" PASSWORD NULL");
                } else {
                    sql.append(" PASSWORD ").append(Literals.quote(checked(cursor.string(), name)));
                }
            }
            case "createdb", "nocreatedb" -> sql.append(' ').append(token.text());
            case "createuser" -> {
                sql.append(" CREATEROLE");
                memberships.add("GRANT redshift_superuser TO " + Literals.quoteName(name) + " WITH ADMIN OPTION");
            }
            case "nocreateuser" -> {
                sql.append(" NOCREATEROLE");
                memberships.add("REVOKE redshift_superuser FROM " + Literals.quoteName(name));
            }
            case "in" -> {
                cursor.expect("group");
                sql.append(" IN GROUP ");
                String separator = "";
                do {
                    sql.append(separator).append(Literals.quoteName(cursor.name()));
                    separator = ", ";
                } while (cursor.acceptSymbol(","));
            }
            case "valid" -> {
                cursor.expect("until");
                sql.append(" VALID UNTIL ").append(Literals.quote(cursor.string()));
            }
            case "connection" -> {
                cursor.expect("limit");
                sql.append(" CONNECTION LIMIT ").append(cursor.accept("unlimited") ? -1 : cursor.integer());
            }
            case "syslog" -> {
                cursor.expect("access");
                boolean unrestricted = cursor.accept("unrestricted");
                if (!unrestricted) {
                    cursor.expect("restricted");
                }
                memberships.add((unrestricted
                                ? "GRANT redshift_syslog_unrestricted TO "
                                : "REVOKE redshift_syslog_unrestricted FROM ")
                        + Literals.quoteName(name));
            }
            case "session", "externalid" ->
                throw Refusal.notEmulated(token.text().toUpperCase(Locale.ROOT) + " of a user");
            default -> {
                cursor.moveTo(cursor.index() - 1);
                throw cursor.syntaxError();
            }
        }
    }

    private static String checked(String password, String user) {
        if (DIGEST.matcher(password).matches()) {
            throw Refusal.notEmulated("a password given as a digest");
        }
        if (password.length() < 8 || password.length() > 64) {
            throw Refusal.password("password must contain 8 to 64 characters");
        }
        if (password.chars().noneMatch(c -> c >= 'A' && c <= 'Z')) {
            throw Refusal.password("password must contain an uppercase letter");
        }
        if (password.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            throw Refusal.password("password must contain a lowercase letter");
        }
        if (password.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            throw Refusal.password("password must contain a number");
        }
        if (password.equals(user) || password.chars().anyMatch(c -> c < '!' || c > '~' || "'\"\\/@".indexOf(c) >= 0)) {
            throw Refusal.password("password contains a character that is not allowed");
        }
        return password;
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
