package io.redshiftops.load;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The names of the tables in which a target table's ledger lies. They are part of the ledger's format: whoever changes them
 * forgets what was loaded.
 *
 * @param epoch one row, which every attempt updates under the lock
 * @param objects a row for each object that was loaded
 * @param attempts a row for each attempt that was committed
 */
record LedgerNames(String epoch, String objects, String attempts) {

    /** The schema of all ledgers. */
    static final String SCHEMA = "redshiftops";

    /** The ledger of setup statements. */
    static final LedgerNames SETUP = new LedgerNames(qualified("setup_epoch"), "", qualified("setup_steps"));

    private static final int READABLE = 60;
    private static final int HASH = 12;

    /** The ledger of a table, by its name: it goes by the name, its rows by the table's id. */
    static LedgerNames of(String schema, String table) {
        String readable = table.length() <= READABLE ? table : table.substring(0, READABLE);
        String base = "t_" + readable + "_" + hash(schema + "." + table);
        return new LedgerNames(qualified(base + "_epoch"), qualified(base + "_objects"), qualified(base + "_attempts"));
    }

    private static String qualified(String name) {
        return SCHEMA + ".\"" + name + "\"";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
