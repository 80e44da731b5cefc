package io.redshiftops.benchmark;

import static io.redshiftops.sql.SqlText.literal;
import static io.redshiftops.sql.SqlText.name;

import io.redshiftops.access.AccessReason;
import io.redshiftops.kube.Problem;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.SqlLogin;
import io.redshiftops.sql.SqlResult;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A database user that may read the tables of the variants and nothing else, and lives as long as a run. Its name is the
 * same for each run of a benchmark, so that none is left behind for good; its password is known to the run alone.
 */
final class ReadOnlyUser {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 40;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'+00'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** After which a user that nobody could drop cannot log in any more, counted from the end of the run's time-out. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final BenchmarkDesign design;
    private final String username;

    ReadOnlyUser(BenchmarkDesign design, String database) {
        this.design = design;
        this.username = "redshift_operator_bench_"
                + new Fingerprint().add(design.owner()).add(database).hex();
    }

    /** Runs statements as the admin. */
    @FunctionalInterface
    interface Statements {
        SqlResult run(String sql);
    }

    /** Makes the user anew, in place of one that an earlier run left. */
    SqlLogin create(Statements admin, Clock clock) {
        drop(admin);
        String password = password();
        refused(
                "cannot make user " + username,
                () -> admin.run("CREATE USER %s PASSWORD %s VALID UNTIL %s"
                        .formatted(
                                username,
                                literal(password),
                                literal(TIMESTAMP.format(
                                        clock.instant().plus(design.timeout()).plus(GRACE))))));
        for (BenchmarkDesign.VariantDesign variant : design.variants()) {
            requireSchema(admin, variant);
        }
        for (String schema : design.schemas()) {
            refused("cannot let user %s read schema %s".formatted(username, schema), () -> {
                admin.run("GRANT USAGE ON SCHEMA " + name(schema) + " TO " + username);
                admin.run("GRANT SELECT ON ALL TABLES IN SCHEMA " + name(schema) + " TO " + username);
            });
        }
        return new SqlLogin(username, password);
    }

    private static void requireSchema(Statements admin, BenchmarkDesign.VariantDesign variant) {
        if (admin.run("SELECT 1 FROM pg_namespace WHERE nspname = " + literal(variant.schema()))
                .rows()
                .isEmpty()) {
            throw Problem.user(
                            BenchmarkReason.SCHEMA_NOT_FOUND,
                            "variant %s: there is no schema %s in the database: create it, name it in spec.variants[].schema, or name the S3Load that creates it in loadRef"
                                    .formatted(variant.name(), variant.schema()))
                    .exception();
        }
    }

    /** What lacks a right or a name, only a user can mend. */
    private static void refused(String what, Runnable statements) {
        try {
            statements.run();
        } catch (SqlFailure e) {
            throw switch (e.kind()) {
                case CONNECTION, SERIALIZATION, RESOURCES, CANCELED ->
                    Problem.retry(AccessReason.CONNECTION_FAILED, what + ", trying again: " + e.said())
                            .exception();
                default ->
                    Problem.user(
                                    BenchmarkReason.USER_REFUSED,
                                    "%s: %s. Give the admin user that right, or name another user in spec.runAs"
                                            .formatted(what, e.said()))
                            .exception();
            };
        }
    }

    /** Drops the user if it is there. */
    void drop(Statements admin) {
        if (admin.run("SELECT 1 FROM pg_user WHERE usename = " + literal(username))
                .rows()
                .isEmpty()) {
            return;
        }
        for (String schema : schemasWithRights(admin)) {
            admin.run("REVOKE ALL ON ALL TABLES IN SCHEMA " + name(schema) + " FROM " + username);
            admin.run("REVOKE ALL ON SCHEMA " + name(schema) + " FROM " + username);
        }
        admin.run("DROP USER " + username);
    }

    /** The variants of a run that broke off may have been others. */
    private Set<String> schemasWithRights(Statements admin) {
        return new LinkedHashSet<>(admin.run("SELECT nspname FROM pg_namespace WHERE array_to_string(nspacl, ',') LIKE "
                        + literal("%" + username + "=%"))
                .firstColumn());
    }

    /**
     * A password that nobody can guess.
     *
     * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_USER.html">8 to 64 characters, one of them in
     *     upper case, one in lower case, one digit</a>
     */
    static String password() {
        StringBuilder password = new StringBuilder("Aa1");
        while (password.length() < LENGTH) {
            password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
