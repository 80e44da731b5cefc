package io.redshiftops.load;

import io.redshiftops.api.v1alpha1.S3LoadStatus.RowError;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.sql.SqlFailure;
import java.util.List;
import java.util.Locale;

/** Says what a failed statement of an attempt means. */
final class CopyProblems {

    private CopyProblems() {}

    /**
     * The problem behind a failure.
     *
     * @param errors the rejected rows that the database noted
     */
    static Problem of(TableDesign table, SqlFailure failure, List<RowError> errors) {
        String said = failure.said();
        return switch (failure.kind()) {
            case SERIALIZATION ->
                Problem.retry(
                        LoadReason.CONFLICT,
                        "%s: another transaction was in the way, starting again: %s".formatted(table.entry(), said));
            case CONNECTION, LOGIN ->
                Problem.retry(
                        LoadReason.CONNECTION_LOST,
                        "%s: the session broke; the ledger tells whether it was committed: %s"
                                .formatted(table.entry(), said));
            case RESOURCES ->
                Problem.retry(LoadReason.COPY_FAILED, "%s: the database lacks room: %s".formatted(table.entry(), said));
            case CANCELED ->
                Problem.user(
                        LoadReason.TIMED_OUT,
                        "%s: the attempt was stopped and rolled back: %s. Raise spec.timeout if it needs longer"
                                .formatted(table.entry(), said));
            case PRIVILEGE ->
                Problem.user(
                        LoadReason.PERMISSION_DENIED,
                        "%s: the database refused: %s. Grant the user of spec.runAs what it lacks"
                                .formatted(table.entry(), said));
            case NOT_FOUND ->
                Problem.user(
                        LoadReason.TABLE_NOT_FOUND,
                        "%s: %s. Create it in spec.setup, or correct spec.tables[%s]"
                                .formatted(table.entry(), said, table.entry()));
            default -> copyFailed(table, said, errors);
        };
    }

    private static Problem copyFailed(TableDesign table, String said, List<RowError> errors) {
        String text = said.toLowerCase(Locale.ROOT);
        if (!errors.isEmpty()) {
            RowError first = errors.get(0);
            return Problem.user(
                    LoadReason.ROWS_REJECTED,
                    "%s: %s line %d%s: %s (code %d); nothing was loaded. Correct the object, or allow errors with format.%s.maxErrors"
                            .formatted(
                                    table.entry(),
                                    first.file(),
                                    first.line(),
                                    first.column() == null
                                            ? ""
                                            : ", column " + first.column() + " (" + first.type() + ")",
                                    first.reason(),
                                    first.code(),
                                    table.format().csv() == null ? "delimited" : "csv"));
        }
        if (text.contains("assume iam role") || text.contains("assumerole")) {
            return Problem.user(
                    LoadReason.ROLE_NOT_ASSUMABLE,
                    "%s: Redshift cannot assume the role: %s. Its trust policy must name the service redshift.amazonaws.com, and it must be attached to the cluster"
                            .formatted(table.entry(), said));
        }
        if (text.contains("s3serviceexception") || text.contains("s3 prefix") || text.contains("manifest")) {
            return Problem.user(
                    LoadReason.STORAGE_REFUSED,
                    "%s: Redshift cannot read the objects: %s. Check bucket, source.region and the role's policy"
                            .formatted(table.entry(), said));
        }
        return Problem.user(LoadReason.COPY_FAILED, "%s: the database refused: %s".formatted(table.entry(), said));
    }
}
