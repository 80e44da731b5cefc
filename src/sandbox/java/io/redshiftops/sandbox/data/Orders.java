package io.redshiftops.sandbox.data;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The table {@code lineorder}: orders of one to seven lines each, written in the order of their keys.
 *
 * <p>Rules of prices, keys and dates are those of the benchmark's own generator, itself made from
 * <a href="https://www.tpc.org/tpch/">TPC-H's</a> (clause 4.2.3), with two differences that bring what
 * queries select nearer to the paper's filter factors: each of the seven years has the same number of orders, where that
 * generator gives each <em>day</em> the same; and all customers order, not two of three. In both the last order is of
 * 2 August 1998, so that there are 2,406 days with orders.
 */
final class Orders extends Table {

    private static final String[] PRIORITIES = {"1-URGENT", "2-HIGH", "3-MEDIUM", "4-NOT SPECIFIED", "5-LOW"};
    private static final String[] SHIP_MODES = {"REG AIR", "AIR", "RAIL", "TRUCK", "MAIL", "FOB", "SHIP"};
    private static final int SHIP_PRIORITY = 0;
    private static final int MOST_LINES = 7;

    private static final LocalDate LAST_ORDER = LocalDate.of(1998, 8, 2);
    private static final int[] FIRST_DAYS = new int[7];
    private static final int[] DAYS_WITH_ORDERS = new int[7];

    static {
        for (int i = 0; i < FIRST_DAYS.length; i++) {
            LocalDate newYear = Calendar.FIRST.plusYears(i);
            LocalDate last = newYear.withDayOfYear(newYear.lengthOfYear());
            FIRST_DAYS[i] = Calendar.daysAfterFirst(newYear);
            DAYS_WITH_ORDERS[i] =
                    Calendar.daysAfterFirst(last.isAfter(LAST_ORDER) ? LAST_ORDER : last) + 1 - FIRST_DAYS[i];
        }
    }

    private static final int YEAR = 0;
    private static final int DAY = 1;
    private static final int CUSTOMER = 2;
    private static final int PRIORITY = 3;
    private static final int LINES = 4;
    /** The first line's draws; each line has as many. */
    private static final int FIRST_LINE = 5;

    private static final int PART = 0;
    private static final int SUPPLIER = 1;
    private static final int QUANTITY = 2;
    private static final int DISCOUNT = 3;
    private static final int TAX = 4;
    private static final int COMMIT_DELAY = 5;
    private static final int SHIP_MODE = 6;
    private static final int DRAWS_EACH = 7;

    private final Draw draw;
    private final long parts;
    private final long suppliers;
    private final long customers;

    Orders(Scale scale, long seed) {
        super("lineorder", StarSchema.DELIMITER, scale.orders());
        this.draw = Draw.of(seed, name());
        this.parts = scale.parts();
        this.suppliers = scale.suppliers();
        this.customers = scale.customers();
    }

    /**
     * An order and its lines.
     *
     * @param key the first eight of each 32 numbers; fits {@code integer} up to scale factor 300, as the paper says
     * @param date a key of dwdate
     * @param totalPrice in cents, over all lines: with discount, with tax, each line rounded down twice
     */
    record Order(long key, long customerKey, int date, String priority, long totalPrice, List<Line> lines) {

        void writeTo(DelimitedText text) throws IOException {
            for (Line line : lines) {
                text.add(key)
                        .add(line.number)
                        .add(customerKey)
                        .add(line.partKey)
                        .add(line.supplierKey);
                text.add(date)
                        .add(priority)
                        .add(SHIP_PRIORITY)
                        .add(line.quantity)
                        .add(line.extendedPrice);
                text.add(totalPrice).add(line.discount).add(line.revenue()).add(line.supplyCost());
                text.add(line.tax).add(line.commitDate).add(line.shipMode).endLine();
            }
        }
    }

    /**
     * A line of an order; prices are in cents.
     *
     * @param number from 1
     * @param extendedPrice of all pieces
     * @param discount percent, 0 to 10
     * @param tax percent, 0 to 8
     * @param commitDate a key of dwdate, 30 to 90 days after the order
     */
    record Line(
            int number,
            long partKey,
            long supplierKey,
            int quantity,
            int extendedPrice,
            int discount,
            int tax,
            int commitDate,
            String shipMode) {

        /** What is paid before tax. */
        int revenue() {
            return (int) (extendedPrice * (100L - discount) / 100);
        }

        /** What one piece costs. */
        int supplyCost() {
            return 6 * Parts.retailPrice(partKey) / 10;
        }

        /** What is paid with tax. */
        long charge() {
            return revenue() * (100L + tax) / 100;
        }
    }

    Order order(long entry) {
        Draw row = draw.child(entry);
        int year = row.below(YEAR, FIRST_DAYS.length);
        int day = FIRST_DAYS[year] + row.below(DAY, DAYS_WITH_ORDERS[year]);
        int count = lines(row);
        List<Line> lines = new ArrayList<>(count);
        long total = 0;
        for (int i = 0; i < count; i++) {
            Line line = line(row, i, day);
            lines.add(line);
            total += line.charge();
        }
        long customer = 1 + row.below(CUSTOMER, customers);
        String priority = row.oneOf(PRIORITY, PRIORITIES);
        return new Order(key(entry + 1), customer, Calendar.key(day), priority, total, lines);
    }

    private Line line(Draw row, int index, int orderDay) {
        int base = FIRST_LINE + index * DRAWS_EACH;
        long part = 1 + row.below(base + PART, parts);
        int quantity = row.between(base + QUANTITY, 1, 50);
        return new Line(
                index + 1,
                part,
                1 + row.below(base + SUPPLIER, suppliers),
                quantity,
                quantity * Parts.retailPrice(part),
                row.between(base + DISCOUNT, 0, 10),
                row.between(base + TAX, 0, 8),
                Calendar.key(orderDay + row.between(base + COMMIT_DELAY, 30, 90)),
                row.oneOf(base + SHIP_MODE, SHIP_MODES));
    }

    private static long key(long number) {
        return ((number >>> 3) << 5) | (number & 7);
    }

    private static int lines(Draw row) {
        return row.between(LINES, 1, MOST_LINES);
    }

    /** How many lines all orders have; takes some milliseconds for a million orders. */
    @Override
    public long rows() {
        return LongStream.range(0, entries())
                .map(entry -> lines(draw.child(entry)))
                .sum();
    }

    @Override
    void write(long entry, DelimitedText text) throws IOException {
        order(entry).writeTo(text);
    }
}
