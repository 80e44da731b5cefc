package io.redshiftops.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Verify;
import io.redshiftops.sql.SqlResult;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final List<@Nullable String> A = List.of("1", "x");
    private static final List<@Nullable String> B = List.of("2", "y");

    @Test
    void theOrderOfRowsMattersOnlyIfAskedFor() {
        assertThat(digest(false, List.of(A, B))).isEqualTo(digest(false, List.of(B, A)));
        assertThat(digest(true, List.of(A, B))).isNotEqualTo(digest(true, List.of(B, A)));
    }

    @Test
    void aRowThatComesTwiceIsAnotherResult() {
        assertThat(digest(false, List.of(A, A, B))).isNotEqualTo(digest(false, List.of(A, B, B)));
        assertThat(digest(false, List.of(A, A))).isNotEqualTo(digest(false, List.of(B, B)));
    }

    @Test
    void nullIsNoEmptyText() {
        assertThat(digest(false, List.of(Arrays.asList("1", null))))
                .isNotEqualTo(digest(false, List.of(List.of("1", ""))));
    }

    @Test
    void whereAColumnEndsMatters() {
        assertThat(digest(false, List.of(List.of("ab", "c")))).isNotEqualTo(digest(false, List.of(List.of("a", "bc"))));
    }

    @Test
    void rowsAloneAreComparedIfAskedFor() {
        Digest one = Digest.of(result(List.of(A)), Verify.ROW_COUNT, false);

        assertThat(one).isEqualTo(Digest.of(result(List.of(B)), Verify.ROW_COUNT, false));
        assertThat(one).isNotEqualTo(Digest.of(result(List.of(A, B)), Verify.ROW_COUNT, false));
    }

    private static Digest digest(boolean orderMatters, List<List<@Nullable String>> rows) {
        return Digest.of(result(rows), Verify.CHECKSUM, orderMatters);
    }

    private static SqlResult result(List<List<@Nullable String>> rows) {
        return FakeDatabase.result(rows, 1);
    }
}
