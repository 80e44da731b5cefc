package io.redshiftops.sandbox.data;

import java.io.IOException;

/** The table {@code supplier}. */
final class Suppliers extends Table {

    private final Draw draw;

    Suppliers(Scale scale, long seed) {
        super("supplier", StarSchema.DELIMITER, scale.suppliers());
        this.draw = Draw.of(seed, name());
    }

    /**
     * A supplier.
     *
     * @param key from 1
     */
    record Supplier(long key, Residence residence) {

        void writeTo(DelimitedText text) throws IOException {
            text.add(key).add("Supplier#", key, 9);
            residence.writeTo(text);
            text.endLine();
        }
    }

    Supplier supplier(long entry) {
        return new Supplier(entry + 1, Residence.draw(draw, entry));
    }

    @Override
    void write(long entry, DelimitedText text) throws IOException {
        supplier(entry).writeTo(text);
    }
}
