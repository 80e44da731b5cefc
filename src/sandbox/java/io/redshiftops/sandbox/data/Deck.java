package io.redshiftops.sandbox.data;

/**
 * Deals the numbers 0 to size - 1 like shuffled decks of cards: each run of {@code size} rows gets every number once.
 *
 * <p>Small tables so hold every nation and brand as often as every other, and what queries select is near what the
 * benchmark's filter factors say at any scale.
 *
 * @param draw where the shuffles come from; each deck has one of its own
 * @param size how many cards a deck has
 */
record Deck(Draw draw, int size) {

    /** The card that this row gets. */
    int card(long row) {
        Draw shuffle = draw.child(row / size);
        int[] cards = new int[size];
        // Fisher and Yates, inside out: fills and shuffles at once.
        for (int i = 0; i < size; i++) {
            int place = shuffle.below(i, i + 1);
            cards[i] = cards[place];
            cards[place] = i;
        }
        return cards[(int) (row % size)];
    }
}
