package io.redshiftops.sandbox.data;

import java.io.IOException;
import java.util.OptionalLong;

/**
 * The table {@code sporting_event_ticket}: seats at sporting events, a thousand an event, some of them sold.
 *
 * <p>Fields are separated by {@code ;}. The columns in order are id, sporting_event_id, sport_location_id, seat_level,
 * seat_section, seat_row, seat, ticketholder_id (empty where the ticket is not sold) and ticket_price. What is made
 * depends on seed and row number alone: a smaller table is the beginning of a larger one.
 */
public final class Tickets extends Table {

    /** As many rows as a demonstration can wait for: about 7 MB of text. */
    public static final int DEFAULT_ROWS = 200_000;
    /** The seed to use where nobody chose one. */
    public static final long DEFAULT_SEED = 1;

    private static final char DELIMITER = ';';

    private static final int LEVELS = 4;
    private static final int SECTIONS = 5;
    private static final int SEAT_ROWS = 5;
    private static final int SEATS = 10;
    private static final int SEATS_AN_EVENT = LEVELS * SECTIONS * SEAT_ROWS * SEATS;

    private static final int LOCATIONS = 62;
    private static final int PEOPLE = 50_000;
    private static final int LOWEST_PRICE = 20_00;
    private static final int HIGHEST_PRICE = 90_00;

    private static final int LOCATION = 0;
    private static final int PRICE = 1;
    private static final int PERCENT_SOLD = 2;
    private static final int SOLD = 0;
    private static final int HOLDER = 1;
    private static final int SURCHARGE = 2;

    private final long seed;
    private final Draw events;
    private final Draw tickets;

    /**
     * Describes a table of tickets.
     *
     * @param rows at least 1; else an {@link IllegalArgumentException} is thrown
     */
    public Tickets(long rows, long seed) {
        super("sporting_event_ticket", DELIMITER, rows);
        if (rows < 1) {
            throw new IllegalArgumentException("there cannot be " + rows + " tickets: use 1 or more");
        }
        this.seed = seed;
        this.events = Draw.of(seed, "sporting_event");
        this.tickets = Draw.of(seed, name());
    }

    /** As many tickets as a demonstration wants, with the default seed. */
    public static Tickets ofDefaultSize() {
        return new Tickets(DEFAULT_ROWS, DEFAULT_SEED);
    }

    /**
     * A ticket.
     *
     * @param level from 1, nearest to the field and dearest
     * @param section level and a number, such as {@code 203}
     * @param row a letter
     * @param price in cents
     */
    record Ticket(
            long id,
            long event,
            int location,
            int level,
            int section,
            String row,
            int seat,
            OptionalLong holder,
            int price) {

        void writeTo(DelimitedText text) throws IOException {
            text.add(id)
                    .add(event)
                    .add(location)
                    .add(level)
                    .add(section)
                    .add(row)
                    .add(seat);
            if (holder.isPresent()) {
                text.add(holder.getAsLong());
            } else {
                text.add("");
            }
            text.addHundredths(price).endLine();
        }
    }

    long seed() {
        return seed;
    }

    Ticket ticket(long entry) {
        long eventNumber = entry / SEATS_AN_EVENT;
        int place = (int) (entry % SEATS_AN_EVENT);
        int level = 1 + place / (SECTIONS * SEAT_ROWS * SEATS);
        Draw event = events.child(eventNumber);
        Draw ticket = tickets.child(entry);
        boolean sold = ticket.below(SOLD, 100) < event.between(PERCENT_SOLD, 40, 99);
        int price = event.between(PRICE, LOWEST_PRICE, HIGHEST_PRICE) * (LEVELS + 1 - level) / LEVELS;
        return new Ticket(
                entry + 1,
                eventNumber + 1,
                1 + event.below(LOCATION, LOCATIONS),
                level,
                level * 100 + 1 + place / (SEAT_ROWS * SEATS) % SECTIONS,
                String.valueOf((char) ('A' + place / SEATS % SEAT_ROWS)),
                1 + place % SEATS,
                sold ? OptionalLong.of(1 + ticket.below(HOLDER, PEOPLE)) : OptionalLong.empty(),
                price + ticket.below(SURCHARGE, 500));
    }

    @Override
    void write(long entry, DelimitedText text) throws IOException {
        ticket(entry).writeTo(text);
    }
}
