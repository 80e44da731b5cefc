package io.redshiftops.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.S3LoadSpec.Expect;
import io.redshiftops.aws.ObjectStorage.StoredObject;
import io.redshiftops.kube.Problem;
import io.redshiftops.load.LoadProgress.Loaded;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyChecksTest {

    private static final StoredObject A = new StoredObject("data", "p/a", "1", 10);
    private static final StoredObject B = new StoredObject("data", "p/b", "1", 10);
    private static final StoredObject LONG = new StoredObject("data", "p/" + "k".repeat(400), "1", 10);

    private final CopyChecks checks = new CopyChecks(LoadDesigns.APPEND);

    @Test
    void theFilesReadAreThoseThatWereMeantInWhateverOrder() {
        assertThat(checks.files(List.of(B.uri(), A.uri()), List.of(A, B), false))
                .isEmpty();
    }

    @Test
    void aLongNameIsComparedAsFarAsTheViewShowsIt() {
        assertThat(checks.files(List.of(LONG.uri().substring(0, 256)), List.of(LONG), false))
                .isEmpty();
    }

    @Test
    void aFileMoreOrLessOrTwiceRollsBack() {
        assertReason(checks.files(List.of(A.uri(), B.uri()), List.of(A), true), LoadReason.SOURCE_CHANGED);
        assertReason(checks.files(List.of(A.uri()), List.of(A, B), true), LoadReason.SOURCE_CHANGED);
        assertReason(checks.files(List.of(A.uri(), A.uri()), List.of(A), false), LoadReason.SOURCE_CHANGED);
    }

    @Test
    void filesThatAreNotShownNeedAManifestOfOurOwn() {
        assertThat(checks.files(List.of(), List.of(A), true)).isEmpty();
        assertReason(checks.files(List.of(), List.of(A), false), LoadReason.STAGING_REQUIRED);
    }

    @Test
    void anotherVersionOfAnObjectRollsBack() {
        StoredObject changed = new StoredObject("data", "p/a", "2", 10);

        assertReason(checks.objects(List.of(changed, B), List.of(A, B), false), LoadReason.SOURCE_CHANGED);
        assertReason(checks.objects(List.of(B), List.of(A, B), false), LoadReason.SOURCE_CHANGED);
    }

    @Test
    void aFurtherObjectMattersOnlyWhereCopyTookWhatItFound() {
        assertThat(checks.objects(List.of(A, B), List.of(A), false)).isEmpty();
        assertReason(checks.objects(List.of(A, B), List.of(A), true), LoadReason.SOURCE_CHANGED);
    }

    /** Rows and rejected rows that are expected, those of before are 10 and 1, and those that came. */
    @ParameterizedTest
    @CsvSource({
        "15, , , 5, 0, true, ",
        "15, , , 4, 0, true, '14 row(s) would be loaded, 15 must be'",
        "15, , , 6, 0, true, '16 row(s) would be loaded, 15 must be'",
        "15, , , 4, 0, false, ",
        ", 15, , 6, 0, true, ",
        ", 15, , 4, 0, true, '14 row(s) would be loaded, at least 15 must be'",
        ", , 3, 5, 2, true, ",
        ", , 3, 5, 3, true, '4 row(s) were rejected, at most 3 may be'",
        ", , 3, 5, 3, false, '4 row(s) were rejected, at most 3 may be'",
        ", , , 0, 9, true, ",
    })
    void expectationsCountWhatWasLoadedBefore(
            @Nullable Long rows,
            @Nullable Long minRows,
            @Nullable Long maxRejected,
            long came,
            long rejected,
            boolean last,
            @Nullable String violation) {
        CopyChecks expecting =
                new CopyChecks(LoadDesigns.expecting(LoadDesigns.APPEND, new Expect(rows, minRows, maxRejected)));

        Optional<Problem> problem = expecting.expectations(new Loaded(10, 1, 1, 1, 1, null), came, rejected, last);

        assertThat(problem.map(Problem::message).orElse(""))
                .isEqualTo(
                        violation == null
                                ? ""
                                : "t: " + violation
                                        + "; it was rolled back. Correct the objects, or spec.tables[t].expect");
    }

    private static void assertReason(Optional<Problem> problem, LoadReason reason) {
        assertThat(problem.map(Problem::reason)).contains(reason);
    }
}
