package io.redshiftops.sandbox.data;

import java.io.IOException;

/** The table {@code customer}. */
final class Customers extends Table {

    private static final String[] MARKET_SEGMENTS = {"AUTOMOBILE", "BUILDING", "FURNITURE", "HOUSEHOLD", "MACHINERY"};
    // Below zero, where no row is.
    private static final int MARKET_SEGMENT = -3;

    private final Draw draw;

    Customers(Scale scale, long seed) {
        super("customer", StarSchema.DELIMITER, scale.customers());
        this.draw = Draw.of(seed, name());
    }

    /**
     * A customer.
     *
     * @param key from 1
     */
    record Customer(long key, Residence residence, String marketSegment) {

        void writeTo(DelimitedText text) throws IOException {
            text.add(key).add("Customer#", key, 9);
            residence.writeTo(text);
            text.add(marketSegment).endLine();
        }
    }

    Customer customer(long entry) {
        String segment = draw.child(MARKET_SEGMENT).child(entry).oneOf(0, MARKET_SEGMENTS);
        return new Customer(entry + 1, Residence.draw(draw, entry), segment);
    }

    @Override
    void write(long entry, DelimitedText text) throws IOException {
        customer(entry).writeTo(text);
    }
}
