package io.redshiftops.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawTest {

    private static final Draw DRAW = Draw.of(42, "lineorder");

    @Test
    void theSamePlaceAlwaysHoldsTheSameNumber() {
        assertThat(Draw.of(42, "lineorder").child(7).bits(3))
                .isEqualTo(DRAW.child(7).bits(3));
    }

    @Test
    void seedsTablesRowsAndColumnsAllHoldNumbersOfTheirOwn() {
        Set<Long> numbers = Set.of(
                DRAW.bits(0),
                DRAW.bits(1),
                DRAW.child(0).bits(0),
                DRAW.child(1).bits(0),
                DRAW.child(-1).bits(0),
                Draw.of(42, "part").bits(0),
                Draw.of(43, "lineorder").bits(0));

        // Set.of refuses equal elements.
        assertThat(numbers).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 11, 50, 250})
    void numbersBelowABoundAreEven(int bound) {
        int rows = bound * 2_000;
        long[] counts = new long[bound];

        LongStream.range(0, rows).forEach(row -> counts[DRAW.child(row).below(0, bound)]++);

        // Five standard deviations of a count of 2,000.
        assertThat(LongStream.of(counts)).allSatisfy(count -> assertThat(count).isBetween(1_776L, 2_224L));
    }

    @Test
    void aBoundMayBeBeyondAnInt() {
        long bound = 1L << 40;

        Set<Long> halves = LongStream.range(0, 100)
                .map(row -> DRAW.child(row).below(0, bound))
                .peek(number -> assertThat(number).isBetween(0L, bound - 1))
                .map(number -> number / (bound / 2))
                .boxed()
                .collect(Collectors.toSet());

        assertThat(halves).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void bothEndsOfARangeAreDrawn() {
        Set<Integer> numbers = LongStream.range(0, 200)
                .mapToObj(row -> DRAW.child(row).between(0, 30, 33))
                .collect(Collectors.toSet());

        assertThat(numbers).containsExactlyInAnyOrder(30, 31, 32, 33);
    }

    @Test
    void aDeckDealsEveryCardOnceAndAnotherOrderEachTime() {
        Deck deck = new Deck(DRAW, 25);

        var first = LongStream.range(0, 25).mapToObj(deck::card).toList();
        var second = LongStream.range(25, 50).mapToObj(deck::card).toList();

        var cards = IntStream.range(0, 25).boxed().toList();
        assertThat(first).containsExactlyInAnyOrderElementsOf(cards).isNotEqualTo(cards);
        assertThat(second).containsExactlyInAnyOrderElementsOf(cards).isNotEqualTo(first);
    }

    @Test
    void everyCardOfADeckIsAsLikelyAtTheTop() {
        long[] counts = new long[10];

        Deck deck = new Deck(DRAW, 10);
        LongStream.range(0, 20_000).forEach(round -> counts[deck.card(round * 10)]++);

        assertThat(LongStream.of(counts)).allSatisfy(count -> assertThat(count).isBetween(1_776L, 2_224L));
    }
}
