package io.redshiftops.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketsTest {

    private static final Tickets TICKETS = Tickets.ofDefaultSize();

    @Test
    void thereAreTwoHundredThousandByDefault() {
        assertThat(TICKETS.rows()).isEqualTo(200_000);
        assertThat(TICKETS.name()).isEqualTo("sporting_event_ticket");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void noTicketsAreRefused(long rows) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tickets(rows, 1))
                .withMessage("there cannot be " + rows + " tickets: use 1 or more");
    }

    @Test
    void linesHaveNineFieldsOfTheirForms() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        TICKETS.write(0, 5_000, out);

        assertThat(out.toString(StandardCharsets.US_ASCII).lines().toList())
                .hasSize(5_000)
                .allMatch(line -> line.matches("\\d+;\\d+;\\d+;[1-4];[1-4]0[1-5];[A-E];([1-9]|10);\\d*;\\d+\\.\\d\\d"));
    }

    @Test
    void aTicketWithoutAHolderHasAnEmptyField() throws IOException {
        Tickets.Ticket unsold = LongStream.range(0, 1_000)
                .mapToObj(TICKETS::ticket)
                .filter(ticket -> ticket.holder().isEmpty())
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        TICKETS.write(unsold.id() - 1, unsold.id(), out);

        List<String> fields =
                List.of(out.toString(StandardCharsets.US_ASCII).strip().split(";", -1));
        assertThat(fields).hasSize(9);
        assertThat(fields.get(7)).isEmpty();
    }

    @Test
    void anEventSellsAThousandSeatsOnceEachAtOneLocation() {
        List<Tickets.Ticket> event =
                LongStream.range(3_000, 4_000).mapToObj(TICKETS::ticket).toList();

        assertThat(event).extracting(Tickets.Ticket::event).containsOnly(4L);
        assertThat(event.stream().map(Tickets.Ticket::location).distinct()).hasSize(1);
        assertThat(event.stream()
                        .map(ticket -> ticket.section() + ticket.row() + ticket.seat())
                        .collect(Collectors.toSet()))
                .hasSize(1_000);
    }

    @Test
    void seatsNearTheFieldAreDearer() {
        assertThat(TICKETS.ticket(0).level()).isEqualTo(1);
        assertThat(TICKETS.ticket(999).level()).isEqualTo(4);
        assertThat(TICKETS.ticket(0).price())
                .isGreaterThan(2 * TICKETS.ticket(999).price());
    }

    @Test
    void fewerTicketsAreTheFirstOfMore() throws IOException {
        ByteArrayOutputStream few = new ByteArrayOutputStream();
        ByteArrayOutputStream more = new ByteArrayOutputStream();

        new Tickets(1_234, 5).write(0, 1_234, few);
        new Tickets(9_999, 5).write(0, 1_234, more);

        assertThat(few.toByteArray()).isEqualTo(more.toByteArray());
    }
}
