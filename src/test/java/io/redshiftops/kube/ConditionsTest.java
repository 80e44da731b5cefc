package io.redshiftops.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.api.v1alpha1.Condition;
import io.redshiftops.api.v1alpha1.ConditionStatus;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private enum TestReason implements Reason {
        THIS,
        THAT;

        @Override
        public String word() {
            return name();
        }

        @Override
        public String meaning() {
            return name();
        }
    }

    @Test
    void neverAreReconcilingAndStalledTrueAtOnceAndReadyIsAlwaysThere() {
        List<Condition> known = List.of();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            Conditions next = Conditions.after(known, 1L, at(i));
            switch (random.nextInt(4)) {
                case 0 -> next.ready(TestReason.THIS, "m");
                case 1 -> next.problem(Problem.waiting(TestReason.THAT, "m"));
                case 2 -> next.problem(Problem.retry(TestReason.THAT, "m"));
                default -> next.problem(Problem.user(TestReason.THAT, "m"));
            }
            known = next.list();
            assertThat(Conditions.isTrue(known, Condition.RECONCILING, 1L)
                            && Conditions.isTrue(known, Condition.STALLED, 1L))
                    .isFalse();
            assertThat(known.get(0).type()).isEqualTo(Condition.READY);
            assertThat(known).extracting(Condition::type).doesNotHaveDuplicates();
        }
    }

    @Test
    void theTransitionTimeIsThatOfTheStatusAndNotOfReasonOrMessage() {
        List<Condition> first =
                Conditions.after(null, 1L, at(0)).ready(TestReason.THIS, "a").list();
        List<Condition> second =
                Conditions.after(first, 2L, at(5)).ready(TestReason.THAT, "b").list();
        List<Condition> third = Conditions.after(second, 2L, at(9))
                .stalled(TestReason.THAT, "c")
                .list();

        assertThat(second.get(0).lastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(second.get(0).reason()).isEqualTo("THAT");
        assertThat(third.get(0).lastTransitionTime()).isEqualTo("2026-01-01T00:00:09Z");
        assertThat(third.get(0).status()).isEqualTo(ConditionStatus.FALSE);
    }

    @Test
    void aConditionForAnotherGenerationIsNotTrueForThisOne() {
        List<Condition> old =
                Conditions.after(null, 1L, at(0)).ready(TestReason.THIS, "a").list();

        assertThat(Conditions.isTrue(old, Condition.READY, 1L)).isTrue();
        assertThat(Conditions.isTrue(old, Condition.READY, 2L)).isFalse();
        assertThat(Conditions.isTrue(null, Condition.READY, 1L)).isFalse();
    }

    @Test
    void aConditionThatIsKeptAnswersTheGenerationThatItWasFoundFor() {
        Condition ready = Conditions.after(null, 1L, at(0))
                .ready(TestReason.THIS, "a")
                .list()
                .get(0);

        List<Condition> kept =
                Conditions.after(List.of(ready), 2L, at(5)).keep(ready).list();

        assertThat(kept).containsExactly(ready);
        assertThat(Conditions.isTrue(kept, Condition.READY, 2L)).isFalse();
    }

    @Test
    void aLongMessageIsCutToWhatTheDefinitionTakes() {
        List<Condition> conditions = Conditions.after(null, 1L, at(0))
                .stalled(TestReason.THIS, "x".repeat(10_000))
                .list();

        assertThat(conditions)
                .allSatisfy(condition ->
                        assertThat(condition.message()).hasSize(8192).endsWith("…"));
    }

    private static Clock at(int second) {
        return Clock.fixed(BEGIN.plusSeconds(second), ZoneOffset.UTC);
    }
}
