package io.redshiftops.sandbox.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** No column of an order tells anything of another: a filter factor of several conditions is the product of theirs. */
class IndependenceTest {

    private static final Orders ORDERS = StarSchema.ofScale(0.1).orders();

    /** A column whose values fall into a few classes, numbered from 0. */
    private record Column(String name, int classes, ToIntFunction<Orders.Order> classOf) {}

    @Test
    void columnsOfAnOrderAndItsLinesAreIndependent() {
        List<Orders.Order> orders = StarJoin.entries(ORDERS)
                .mapToObj(ORDERS::order)
                .filter(order -> order.lines().size() >= 2)
                .toList();
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("year", 7, order -> order.date() / 10_000 - 1992));
        columns.add(new Column("customer", 5, order -> (int) (order.customerKey() * 5 / 3_001)));
        columns.add(new Column("priority", 5, order -> order.priority().charAt(0) - '1'));
        columns.add(new Column("lines", 6, order -> order.lines().size() - 2));
        for (int i = 0; i < 2; i++) {
            addLine(i, columns);
        }

        SoftAssertions softly = new SoftAssertions();
        for (Column one : columns) {
            for (Column other : columns.subList(columns.indexOf(one) + 1, columns.size())) {
                double freedom = (one.classes - 1.0) * (other.classes - 1.0);
                softly.assertThat(chiSquare(orders, one, other))
                        .as("%s and %s", one.name, other.name)
                        .isLessThan(freedom + 6 * Math.sqrt(2 * freedom));
            }
        }
        softly.assertAll();
    }

    private static void addLine(int i, List<Column> columns) {
        String line = "line " + (i + 1) + " ";
        columns.add(new Column(
                line + "part", 5, order -> (int) (order.lines().get(i).partKey() * 5 / 20_001)));
        columns.add(new Column(
                line + "supplier", 5, order -> (int) (order.lines().get(i).supplierKey() * 5 / 201)));
        columns.add(
                new Column(line + "quantity", 10, order -> order.lines().get(i).quantity() % 10));
        columns.add(
                new Column(line + "discount", 11, order -> order.lines().get(i).discount()));
        columns.add(new Column(line + "tax", 9, order -> order.lines().get(i).tax()));
        columns.add(new Column(
                line + "ship mode",
                7,
                order -> List.of("REG AIR", "AIR", "RAIL", "TRUCK", "MAIL", "FOB", "SHIP")
                        .indexOf(order.lines().get(i).shipMode())));
    }

    private static double chiSquare(List<Orders.Order> orders, Column one, Column other) {
        double[][] counts = new double[one.classes][other.classes];
        double[] rows = new double[one.classes];
        double[] columns = new double[other.classes];
        for (Orders.Order order : orders) {
            int row = one.classOf.applyAsInt(order);
            int column = other.classOf.applyAsInt(order);
            counts[row][column]++;
            rows[row]++;
            columns[column]++;
        }
        double sum = 0;
        for (int row = 0; row < one.classes; row++) {
            for (int column = 0; column < other.classes; column++) {
                double expected = rows[row] * columns[column] / orders.size();
                double difference = counts[row][column] - expected;
                sum += difference * difference / expected;
            }
        }
        return sum;
    }
}
