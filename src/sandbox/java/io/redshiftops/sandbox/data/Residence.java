package io.redshiftops.sandbox.data;

/**
 * Where a customer or supplier lives: the columns that both tables have in common.
 *
 * @param address 6 to 24 letters, digits, blanks and commas
 * @param phone country code and number, such as {@code 33-617-354-1222}
 */
record Residence(String address, String city, Nation nation, String phone) {

    /** 64 characters, so that six random bits choose one. */
    private static final String CHARACTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ, ";

    private static final int BITS_EACH = 6;
    private static final int EACH_DRAW = 10;
    private static final int SHORTEST = 6;
    private static final int LONGEST = 24;

    private static final int LENGTH = 0;
    private static final int AREA = 1;
    private static final int EXCHANGE = 2;
    private static final int NUMBER = 3;
    /** The last one: an address takes as many draws as it needs. */
    private static final int ADDRESS = 4;

    // Below zero, where no row is.
    private static final int NATION_DECK = -1;
    private static final int CITY_DECK = -2;

    /**
     * Draws one. Each 25 rows in turn have every nation, each 250 every city.
     *
     * @param table the table's draws
     * @param row from 0
     */
    static Residence draw(Draw table, long row) {
        Nation nation = Nation.of(new Deck(table.child(NATION_DECK), Nation.COUNT).card(row));
        Draw cities = table.child(CITY_DECK).child(nation.phoneCode());
        int city = new Deck(cities, Nation.CITIES).card(row / Nation.COUNT);
        Draw draw = table.child(row);
        return new Residence(address(draw), nation.city(city), nation, phone(nation, draw));
    }

    /** Adds address, city, nation, region and phone. */
    void writeTo(DelimitedText text) {
        text.add(address).add(city).add(nation.text()).add(nation.region()).add(phone);
    }

    private static String address(Draw draw) {
        int length = draw.between(LENGTH, SHORTEST, LONGEST);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            long bits = draw.bits(ADDRESS + i / EACH_DRAW) >>> (i % EACH_DRAW * BITS_EACH);
            text.append(CHARACTERS.charAt((int) (bits & (CHARACTERS.length() - 1))));
        }
        return text.toString();
    }

    private static String phone(Nation nation, Draw draw) {
        return nation.phoneCode()
                + "-" + draw.between(AREA, 100, 999)
                + "-" + draw.between(EXCHANGE, 100, 999)
                + "-" + draw.between(NUMBER, 1000, 9999);
    }
}
