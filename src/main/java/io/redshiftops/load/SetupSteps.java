package io.redshiftops.load;

import static io.redshiftops.sql.SqlText.literal;

import io.redshiftops.access.JobSession;
import io.redshiftops.api.v1alpha1.S3LoadSpec.Setup;
import io.redshiftops.kube.Problem;
import io.redshiftops.sql.SqlFailure;
import io.redshiftops.sql.StatementText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs setup statements, each once: a statement and the note that it ran are one transaction, under the setup ledger's lock.
 * The note goes by load, name and hash of the text.
 */
final class SetupSteps {

    /**
     * Statements that no transaction takes, or that end it, by their first words.
     *
     * @see <a href="https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html">Isolation levels</a>
     */
    private static final List<List<String>> NOT_IN_A_TRANSACTION = List.of(
            List.of("TRUNCATE"),
            List.of("VACUUM"),
            List.of("CREATE", "DATABASE"),
            List.of("DROP", "DATABASE"),
            List.of("ALTER", "DATABASE"),
            List.of("CREATE", "EXTERNAL"),
            List.of("DROP", "EXTERNAL"),
            List.of("CREATE", "LIBRARY"),
            List.of("DROP", "LIBRARY"),
            List.of("BEGIN"),
            List.of("START"),
            List.of("COMMIT"),
            List.of("END"),
            List.of("ROLLBACK"),
            List.of("ABORT"));

    private static final String UNLESS_ALLOWED =
            " rows that were loaded: set spec.allowDestructiveSetup: true if that is meant";

    private static final Set<String> DESTRUCTIVE = Set.of("DROP", "DELETE");

    private final String owner;
    private final Duration timeout;

    /**
     * The steps of a load.
     *
     * @param owner namespace and name of the load
     * @param timeout how long one may take, or wait for another load's
     */
    SetupSteps(String owner, Duration timeout) {
        this.owner = owner;
        this.timeout = timeout;
    }

    /**
     * What is wrong with a step, as far as its text tells.
     *
     * @param destructionAllowed whether rows may be destroyed: nothing was loaded into the load's tables, or the user says so
     */
    static Optional<Problem> refusal(Setup step, boolean destructionAllowed) {
        StatementText text = StatementText.of(step.sql());
        if (!text.isSingle()) {
            return refuse(
                    step,
                    "it holds %d statements: write one statement a step"
                            .formatted(text.words().size()));
        }
        List<String> words = text.first();
        Optional<List<String>> forbidden = NOT_IN_A_TRANSACTION.stream()
                .filter(begin -> text.beginsWith(begin.toArray(String[]::new)))
                .findFirst();
        if (forbidden.isPresent()) {
            return refuse(
                    step,
                    "%s cannot run in a transaction, which setup needs to run once: run it yourself"
                            .formatted(String.join(" ", forbidden.get())));
        }
        if (text.beginsWith("ALTER", "TABLE") && words.contains("APPEND")) {
            return refuse(step, "ALTER TABLE APPEND cannot run in a transaction: run it yourself");
        }
        if (text.beginsWith("CALL")) {
            return refuse(
                    step, "CALL may commit or truncate inside of the procedure, and then runs twice: run it yourself");
        }
        if (!destructionAllowed && text.beginsWith("ALTER", "TABLE") && words.contains("DROP")) {
            return refuse(step, "DROP could destroy" + UNLESS_ALLOWED);
        }
        if (!destructionAllowed && !words.isEmpty() && DESTRUCTIVE.contains(words.get(0))) {
            return refuse(step, words.get(0) + " could destroy" + UNLESS_ALLOWED);
        }
        return Optional.empty();
    }

    private static Optional<Problem> refuse(Setup step, String why) {
        return Optional.of(Problem.user(LoadReason.SETUP_REFUSED, "spec.setup[%s]: %s".formatted(step.name(), why)));
    }

    /**
     * Runs a step unless its note is there.
     *
     * @param again whether to run it though its note is there, because a table that it may have made is missing
     * @return whether it ran
     */
    boolean run(JobSession session, Setup step, boolean again) {
        try {
            session.run("BEGIN");
            Ledger.lock(session, LedgerNames.SETUP, timeout);
            if (!Ledger.nextEpoch(session, LedgerNames.SETUP)) {
                session.run("ROLLBACK");
                throw Problem.retry(LoadReason.CONFLICT, "the setup ledger was being made by somebody else")
                        .exception();
            }
            boolean noted = !session.run("SELECT 1 FROM " + LedgerNames.SETUP.attempts() + where(step))
                    .rows()
                    .isEmpty();
            if (noted && !again) {
                session.run("ROLLBACK");
                return false;
            }
            session.run(step.sql(), timeout);
            note(session, step, noted);
            session.run("COMMIT");
            return true;
        } catch (SqlFailure e) {
            return afterFailure(session, step, e);
        }
    }

    /** What is there already counts as done, which is noted in a transaction of its own. */
    private boolean afterFailure(JobSession session, Setup step, SqlFailure e) {
        if (e.is(SqlFailure.Kind.CONNECTION)) {
            throw Problem.retry(
                            LoadReason.CONNECTION_LOST,
                            "spec.setup[%s]: the session broke, starting again: %s".formatted(step.name(), e.said()))
                    .exception();
        }
        session.run("ROLLBACK");
        if (e.is(SqlFailure.Kind.SERIALIZATION)) {
            throw Problem.retry(
                            LoadReason.CONFLICT,
                            "spec.setup[%s]: another transaction was in the way, starting again: %s"
                                    .formatted(step.name(), e.said()))
                    .exception();
        }
        if (!e.is(SqlFailure.Kind.ALREADY_EXISTS)) {
            throw Problem.user(
                            LoadReason.SETUP_FAILED,
                            "spec.setup[%s]: the database refused: %s. Correct the statement"
                                    .formatted(step.name(), e.said()))
                    .exception();
        }
        session.run("BEGIN");
        Ledger.lock(session, LedgerNames.SETUP, timeout);
        Ledger.nextEpoch(session, LedgerNames.SETUP);
        boolean noted = !session.run("SELECT 1 FROM " + LedgerNames.SETUP.attempts() + where(step))
                .rows()
                .isEmpty();
        note(session, step, noted);
        session.run("COMMIT");
        return true;
    }

    private void note(JobSession session, Setup step, boolean noted) {
        if (!noted) {
            session.run("INSERT INTO " + LedgerNames.SETUP.attempts() + " VALUES (" + literal(owner) + ", "
                    + literal(step.name()) + ", " + literal(hash(step.sql())) + ", GETDATE())");
        }
    }

    private String where(Setup step) {
        return " WHERE load = " + literal(owner) + " AND step = " + literal(step.name()) + " AND hash = "
                + literal(hash(step.sql()));
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
