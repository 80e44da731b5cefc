package io.redshiftops.sandbox.redshift.copy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a COPY did.
 *
 * @param table its name
 * @param rows how many were loaded; with NOLOAD, how many could have been
 * @param rejected how many were not
 * @param errors the first of the rejected rows
 * @param files in the order in which they were read
 * @param failed whether there were too many errors; then nothing must be kept of what the sink got
 */
public record CopyOutcome(
        String table, long rows, long rejected, List<LoadError> errors, List<FileCount> files, boolean failed) {

    private static final String CHECK = " Check 'stl_load_errors' system table for details.";

    /** Copies the lists. */
    public CopyOutcome {
        errors = List.copyOf(errors);
        files = List.copyOf(files);
    }

    /**
     * What was read of an object.
     *
     * @param size in S3
     * @param lines header lines among them
     * @param bytes of the unpacked content
     */
    public record FileCount(String file, long size, long lines, long bytes, Instant start, Instant end) {}

    /** The error to report if it failed. */
    public String failure() {
        return "Load into table '" + table + "' failed. " + CHECK;
    }

    /** The notices to send if it succeeded. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        notices.add("Load into table '" + table + "' completed, " + rows + " record(s) loaded successfully.");
        if (rejected > 0) {
            notices.add("Load into table '" + table + "' completed, " + rejected + " record(s) could not be loaded. "
                    + CHECK);
        }
        return notices;
    }
}
