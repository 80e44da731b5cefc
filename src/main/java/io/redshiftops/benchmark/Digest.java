package io.redshiftops.benchmark;

import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Verify;
import io.redshiftops.sql.SqlResult;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result in short: equal results have equal digests.
 *
 * @param rows how many rows
 * @param checksum 16 hexadecimal digits over all values, in which NULL differs from an empty text; null where only rows
 *     are compared
 */
record Digest(long rows, @Nullable String checksum) {

    /**
     * The digest of a result.
     *
     * @param orderMatters whether the same rows in another order are another result
     */
    static Digest of(SqlResult result, Verify verify, boolean orderMatters) {
        long rows = result.rows().size();
        return new Digest(rows, verify == Verify.CHECKSUM ? checksum(result.rows(), orderMatters) : null);
    }

    private static String checksum(List<List<@Nullable String>> rows, boolean orderMatters) {
        Fingerprint fingerprint = new Fingerprint();
        long sum = 0;
        long position = 0;
        for (List<@Nullable String> row : rows) {
            if (orderMatters) {
                fingerprint.add(position++);
            }
            row.forEach(fingerprint::add);
            // A sum does not depend on the order, and unlike exclusive or it counts rows that are there twice.
            sum += fingerprint.bits();
        }
        return HexFormat.of().toHexDigits(sum);
    }
}
