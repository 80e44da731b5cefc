package io.redshiftops.sandbox.data;

import io.redshiftops.sandbox.data.StarJoin.Row;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What the thirteen queries ask for, in Java. */
final class QueryConditions {

    private static final Set<String> TWO_CITIES = Set.of("UNITED KI1", "UNITED KI5");

    private QueryConditions() {}

    static Map<StarSchemaQuery, Predicate<Row>> all() {
        Map<StarSchemaQuery, Predicate<Row>> all = new EnumMap<>(StarSchemaQuery.class);
        all.put(
                StarSchemaQuery.Q1_1,
                row -> year(row) == 1993 && discount(row, 1) && row.line().quantity() < 25);
        all.put(
                StarSchemaQuery.Q1_2,
                row -> row.day().yearMonthNumber() == 199401 && discount(row, 4) && quantityOf26To35(row));
        all.put(
                StarSchemaQuery.Q1_3,
                row -> row.day().weekOfYear() == 6 && year(row) == 1994 && discount(row, 5) && quantityOf26To35(row));
        all.put(StarSchemaQuery.Q2_1, row -> row.part().category().equals("MFGR#12") && supplierIn(row, "AMERICA"));
        all.put(
                StarSchemaQuery.Q2_2,
                row -> row.part().brand().compareTo("MFGR#2221") >= 0
                        && row.part().brand().compareTo("MFGR#2228") <= 0
                        && supplierIn(row, "ASIA"));
        all.put(StarSchemaQuery.Q2_3, row -> row.part().brand().equals("MFGR#2221") && supplierIn(row, "EUROPE"));
        all.put(StarSchemaQuery.Q3_1, row -> customerIn(row, "ASIA") && supplierIn(row, "ASIA") && before1998(row));
        all.put(
                StarSchemaQuery.Q3_2,
                row -> row.customer().residence().nation() == Nation.UNITED_STATES
                        && row.supplier().residence().nation() == Nation.UNITED_STATES
                        && before1998(row));
        all.put(StarSchemaQuery.Q3_3, row -> betweenTwoCities(row) && before1998(row));
        all.put(
                StarSchemaQuery.Q3_4,
                row -> betweenTwoCities(row) && row.day().yearMonth().equals("Dec1997"));
        all.put(StarSchemaQuery.Q4_1, QueryConditions::inAmericaByTwoManufacturers);
        all.put(StarSchemaQuery.Q4_2, row -> inAmericaByTwoManufacturers(row) && from1997(row));
        all.put(
                StarSchemaQuery.Q4_3,
                row -> customerIn(row, "AMERICA")
                        && row.supplier().residence().nation() == Nation.UNITED_STATES
                        && from1997(row)
                        && row.part().category().equals("MFGR#14"));
        return all;
    }

    private static int year(Row row) {
        return row.day().date().getYear();
    }

    private static boolean before1998(Row row) {
        return year(row) < 1998;
    }

    private static boolean from1997(Row row) {
        return year(row) >= 1997;
    }

    private static boolean discount(Row row, int least) {
        return row.line().discount() >= least && row.line().discount() <= least + 2;
    }

    private static boolean quantityOf26To35(Row row) {
        return row.line().quantity() >= 26 && row.line().quantity() <= 35;
    }

    private static boolean customerIn(Row row, String region) {
        return row.customer().residence().nation().region().equals(region);
    }

    private static boolean supplierIn(Row row, String region) {
        return row.supplier().residence().nation().region().equals(region);
    }

    private static boolean betweenTwoCities(Row row) {
        return TWO_CITIES.contains(row.customer().residence().city())
                && TWO_CITIES.contains(row.supplier().residence().city());
    }

    private static boolean inAmericaByTwoManufacturers(Row row) {
        return customerIn(row, "AMERICA")
                && supplierIn(row, "AMERICA")
                && Set.of("MFGR#1", "MFGR#2").contains(row.part().manufacturer());
    }
}
