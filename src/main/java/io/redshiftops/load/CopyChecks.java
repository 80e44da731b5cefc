package io.redshiftops.load;

import io.redshiftops.api.v1alpha1.S3LoadSpec.Expect;
import io.redshiftops.aws.ObjectStorage.StoredObject;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LoadDesign.SourceDesign;
import io.redshiftops.load.LoadDesign.TableDesign;
import io.redshiftops.load.LoadProgress.Loaded;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be true of a COPY before it is committed. Each check tells what is wrong, or nothing. */
final class CopyChecks {

    /** Redshift's system views cut names of files there. */
    private static final int SHOWN_NAME = 256;

    private final TableDesign table;

    CopyChecks(TableDesign table) {
        this.table = table;
    }

    /**
     * The files that COPY says it read must be those that were meant. Where the view does not show them, a manifest of our
     * own is enough, since COPY fails unless it can read each of its entries.
     *
     * @param shown names of the files as the system view has them
     */
    Optional<Problem> files(List<String> shown, List<StoredObject> meant, boolean ownManifest) {
        if (shown.isEmpty()) {
            return ownManifest
                    ? Optional.empty()
                    : Optional.of(
                            stagingRequired(
                                    "the database does not show which files COPY read: set spec.staging.uri, so that a manifest can say which it must read"));
        }
        List<String> expected =
                meant.stream().map(object -> cut(object.uri())).sorted().toList();
        if (shown.stream().sorted().toList().equals(expected)) {
            return Optional.empty();
        }
        boolean siblings = !ownManifest && table.source() instanceof SourceDesign.Objects;
        return Optional.of(
                siblings
                        ? stagingRequired(
                                "there are %d objects whose URIs begin with %s, and COPY reads them all unless a manifest names just one: set spec.staging.uri, here or in the warehouse, to a prefix where the operator may put one"
                                        .formatted(shown.size(), meant.get(0).uri()))
                        : sourceChanged(
                                "COPY read %d file(s), and %d were meant".formatted(shown.size(), meant.size())));
    }

    private static String cut(String uri) {
        return uri.length() <= SHOWN_NAME ? uri : uri.substring(0, SHOWN_NAME);
    }

    /**
     * What was read must still be there, in the same versions.
     *
     * @param alone whether nothing else may be there, since COPY took what it found
     */
    Optional<Problem> objects(List<StoredObject> now, List<StoredObject> meant, boolean alone) {
        Set<StoredObject> there = Set.copyOf(now);
        boolean same = alone ? there.equals(Set.copyOf(meant)) : there.containsAll(meant);
        return same ? Optional.empty() : Optional.of(sourceChanged("objects were added, changed or deleted"));
    }

    /**
     * What came out must be what the user expects.
     *
     * @param before what the table held of the source before
     * @param last whether no further attempt brings the rest
     */
    Optional<Problem> expectations(Loaded before, long rows, long rejected, boolean last) {
        Expect expect = table.expect();
        String violation =
                expect == null ? null : violation(expect, before.rows() + rows, before.rejected() + rejected, last);
        return Optional.ofNullable(violation)
                .map(what -> Problem.user(
                        LoadReason.EXPECTATION_FAILED,
                        "%s: %s; it was rolled back. Correct the objects, or spec.tables[%s].expect"
                                .formatted(table.entry(), what, table.entry())));
    }

    private static @Nullable String violation(Expect expect, long rows, long rejected, boolean last) {
        if (expect.maxRejected() != null && rejected > expect.maxRejected()) {
            return "%d row(s) were rejected, at most %d may be".formatted(rejected, expect.maxRejected());
        } else if (last && expect.rows() != null && rows != expect.rows()) {
            return "%d row(s) would be loaded, %d must be".formatted(rows, expect.rows());
        } else if (last && expect.minRows() != null && rows < expect.minRows()) {
            return "%d row(s) would be loaded, at least %d must be".formatted(rows, expect.minRows());
        }
        return null;
    }

    private Problem stagingRequired(String why) {
        return Problem.user(LoadReason.STAGING_REQUIRED, table.entry() + ": " + why);
    }

    private Problem sourceChanged(String what) {
        return Problem.retry(
                LoadReason.SOURCE_CHANGED,
                "%s: %s while COPY ran; it was rolled back and starts again".formatted(table.entry(), what));
    }
}
