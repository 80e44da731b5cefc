package io.redshiftops.sandbox.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** The five tables of the Star Schema Benchmark, joined in memory on lineorder's keys. */
final class StarJoin {

    private final Orders orders;
    private final List<Parts.Part> parts;
    private final List<Suppliers.Supplier> suppliers;
    private final List<Customers.Customer> customers;
    private final Map<Integer, Calendar.Day> days = new HashMap<>();

    StarJoin(StarSchema schema) {
        this.orders = schema.orders();
        this.parts = entries(schema.parts()).mapToObj(schema.parts()::part).toList();
        this.suppliers = entries(schema.suppliers())
                .mapToObj(schema.suppliers()::supplier)
                .toList();
        this.customers = entries(schema.customers())
                .mapToObj(schema.customers()::customer)
                .toList();
        Calendar.days().forEach(day -> days.put(day.key(), day));
    }

    /** A row of lineorder and what its keys lead to. */
    record Row(
            Orders.Line line,
            Calendar.Day day,
            Parts.Part part,
            Suppliers.Supplier supplier,
            Customers.Customer customer) {}

    /** Hands on every row; fails where a key leads nowhere. */
    void forEach(Consumer<Row> reader) {
        for (long entry = 0; entry < orders.entries(); entry++) {
            Orders.Order order = orders.order(entry);
            Calendar.Day day = days.get(order.date());
            Customers.Customer customer = customers.get((int) order.customerKey() - 1);
            if (day == null) {
                throw new AssertionError("no day " + order.date());
            }
            for (Orders.Line line : order.lines()) {
                Parts.Part part = parts.get((int) line.partKey() - 1);
                Suppliers.Supplier supplier = suppliers.get((int) line.supplierKey() - 1);
                reader.accept(new Row(line, day, part, supplier, customer));
            }
        }
    }

    static LongStream entries(Table table) {
        return LongStream.range(0, table.entries());
    }
}
