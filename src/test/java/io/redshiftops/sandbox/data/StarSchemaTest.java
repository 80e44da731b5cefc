package io.redshiftops.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StarSchemaTest {

    private static final StarSchema SCHEMA = StarSchema.ofScale(0.1);
    private static final List<Parts.Part> PARTS =
            StarJoin.entries(SCHEMA.parts()).mapToObj(SCHEMA.parts()::part).toList();
    private static final List<Customers.Customer> CUSTOMERS = StarJoin.entries(SCHEMA.customers())
            .mapToObj(SCHEMA.customers()::customer)
            .toList();
    private static final List<Suppliers.Supplier> SUPPLIERS = StarJoin.entries(SCHEMA.suppliers())
            .mapToObj(SCHEMA.suppliers()::supplier)
            .toList();
    private static final List<Orders.Order> ORDERS =
            StarJoin.entries(SCHEMA.orders()).mapToObj(SCHEMA.orders()::order).toList();

    @Test
    void itHasFiveTablesOfTheScalesSizes() {
        Map<String, Long> rows = SCHEMA.tables().stream().collect(Collectors.toMap(Table::name, Table::rows));

        long lines = ORDERS.stream().mapToLong(order -> order.lines().size()).sum();
        assertThat(rows)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "dwdate", 2_556L, "supplier", 200L, "customer", 3_000L, "part", 20_000L, "lineorder", lines));
    }

    @Test
    void aTableThatItHasNotIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SCHEMA.table("nation"))
                .withMessage("the Star Schema Benchmark has no table nation");
    }

    @Test
    void theBenchmarkHasFiveRegionsOfFiveNationsOfTenCities() {
        var nations = Stream.of(Nation.values()).collect(Collectors.groupingBy(Nation::region, Collectors.counting()));
        var cities = Stream.of(Nation.values())
                .flatMap(nation -> IntStream.range(0, 10).mapToObj(nation::city))
                .collect(Collectors.toSet());

        assertThat(nations)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("AFRICA", 5L, "AMERICA", 5L, "ASIA", 5L, "EUROPE", 5L, "MIDDLE EAST", 5L));
        assertThat(cities)
                .hasSize(250)
                .allMatch(city -> city.length() == 10)
                .contains("UNITED KI1", "UNITED ST5", "PERU     0", "SAUDI ARA9");
    }

    @Test
    void customersLiveEvenlyInAllCities() {
        var customers = counts(CUSTOMERS, customer -> customer.residence().city());

        assertThat(customers)
                .hasSize(250)
                .allSatisfy((city, count) -> assertThat(count).isEqualTo(12));
        assertThat(new HashSet<>(CUSTOMERS)).hasSize(CUSTOMERS.size());
        assertThat(values(CUSTOMERS, Customers.Customer::marketSegment))
                .containsExactly("AUTOMOBILE", "BUILDING", "FURNITURE", "HOUSEHOLD", "MACHINERY");
    }

    @Test
    void suppliersLiveEvenlyInAllNations() {
        var suppliers = counts(SUPPLIERS, supplier -> supplier.residence().nation());

        assertThat(suppliers)
                .hasSize(25)
                .allSatisfy((nation, count) -> assertThat(count).isEqualTo(8));
    }

    @Test
    void residencesFitTheirColumns() {
        Stream<Residence> residences = Stream.concat(
                CUSTOMERS.stream().map(Customers.Customer::residence),
                SUPPLIERS.stream().map(Suppliers.Supplier::residence));

        assertThat(residences).allSatisfy(residence -> {
            assertThat(residence.address()).matches("[0-9a-zA-Z, ]{6,24}");
            assertThat(residence.city()).startsWith(start(residence.nation().text()));
            assertThat(residence.phone())
                    .matches(residence.nation().phoneCode() + "-[1-9][0-9]{2}-[1-9][0-9]{2}-[1-9][0-9]{3}");
        });
    }

    @Test
    void addressesUseAllCharactersAndLengths() {
        var addresses = CUSTOMERS.stream()
                .map(customer -> customer.residence().address())
                .toList();

        assertThat(values(addresses, String::length))
                .containsExactlyElementsOf(IntStream.rangeClosed(6, 24).boxed().toList());
        assertThat(addresses.stream().flatMapToInt(String::chars).distinct().count())
                .isEqualTo(64);
    }

    @Test
    void partsComeEvenlyFromAThousandBrands() {
        var parts = counts(PARTS, Parts.Part::brand);

        assertThat(parts)
                .hasSize(1_000)
                .allSatisfy((brand, count) -> assertThat(count).isEqualTo(20));
        assertThat(values(PARTS, Parts.Part::manufacturer))
                .containsExactly("MFGR#1", "MFGR#2", "MFGR#3", "MFGR#4", "MFGR#5");
        assertThat(values(PARTS, Parts.Part::category))
                .hasSize(25)
                .startsWith("MFGR#11")
                .endsWith("MFGR#55");
        assertThat(PARTS).allSatisfy(part -> {
            assertThat(part.category()).matches(part.manufacturer() + "[1-5]");
            assertThat(part.brand()).matches(part.category() + "([1-9]|[123][0-9]|40)");
        });
    }

    @Test
    void partsHaveTheBenchmarksDomains() {
        assertThat(values(PARTS, Parts.Part::color)).hasSize(92).contains("almond", "goldenrod", "yellow");
        assertThat(values(PARTS, Parts.Part::type)).hasSize(150).contains("PROMO BURNISHED COPPER");
        assertThat(values(PARTS, Parts.Part::container)).hasSize(40).contains("JUMBO PKG", "SM CASE");
        assertThat(values(PARTS, Parts.Part::size))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void aPartIsNamedByTwoColorsThatAreNotItsOwn() {
        Set<String> colors = values(PARTS, Parts.Part::color);

        assertThat(PARTS).allSatisfy(part -> {
            assertThat(part.name().length()).isLessThanOrEqualTo(22);
            assertThat(part.name().split(" "))
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .doesNotContain(part.color())
                    .isSubsetOf(colors);
        });
    }

    @Test
    void keysOfTablesAreDenseAndThoseOfOrdersTheFirstEightOf32() {
        assertThat(PARTS).extracting(Parts.Part::key).startsWith(1L, 2L).endsWith(20_000L);
        assertThat(CUSTOMERS)
                .extracting(Customers.Customer::key)
                .startsWith(1L, 2L)
                .endsWith(3_000L);
        assertThat(ORDERS.stream().map(Orders.Order::key).limit(17))
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 32L, 33L, 34L, 35L, 36L, 37L, 38L, 39L, 64L, 65L);
        assertThat(ORDERS.stream().map(Orders.Order::key).distinct().count()).isEqualTo(150_000);
    }

    @Test
    void everyKeyOfAnOrderLeadsSomewhere() {
        Set<Integer> days = Calendar.days().stream().map(Calendar.Day::key).collect(Collectors.toSet());

        for (Orders.Order order : ORDERS) {
            assertThat(order.customerKey()).isBetween(1L, 3_000L);
            assertThat(days.contains(order.date())).as("%s", order).isTrue();
            for (Orders.Line line : order.lines()) {
                assertThat(line.partKey()).isBetween(1L, 20_000L);
                assertThat(line.supplierKey()).isBetween(1L, 200L);
                assertThat(days.contains(line.commitDate())).as("%s", line).isTrue();
            }
        }
    }

    @Test
    void everyPartAndSupplierIsOrderedAndEveryCustomerOrders() {
        assertThat(values(ORDERS, Orders.Order::customerKey)).hasSize(3_000);
        assertThat(values(lines(), Orders.Line::supplierKey)).hasSize(200);
        assertThat(values(lines(), Orders.Line::partKey)).hasSize(20_000);
    }

    @Test
    void linesHaveTheBenchmarksDomains() {
        assertThat(values(ORDERS, order -> order.lines().size())).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(values(ORDERS, Orders.Order::priority))
                .containsExactly("1-URGENT", "2-HIGH", "3-MEDIUM", "4-NOT SPECIFIED", "5-LOW");
        assertThat(values(lines(), Orders.Line::quantity)).hasSize(50).contains(1, 50);
        assertThat(values(lines(), Orders.Line::discount)).hasSize(11).contains(0, 10);
        assertThat(values(lines(), Orders.Line::tax)).hasSize(9).contains(0, 8);
        assertThat(values(lines(), Orders.Line::shipMode))
                .containsExactly("AIR", "FOB", "MAIL", "RAIL", "REG AIR", "SHIP", "TRUCK");
    }

    @Test
    void linesAreNumberedFromOne() {
        assertThat(ORDERS)
                .allSatisfy(order -> assertThat(order.lines())
                        .extracting(Orders.Line::number)
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, order.lines().size())
                                        .boxed()
                                        .toList()));
    }

    @Test
    void ordersAreFromNewYear1992To2August1998EvenlyByYear() {
        var dates = values(ORDERS, Orders.Order::date);
        var years = counts(ORDERS, order -> order.date() / 10_000);

        assertThat(dates).hasSize(2_406).startsWith(19920101).endsWith(19980802);
        // Five standard deviations of a seventh of 150,000.
        assertThat(years)
                .hasSize(7)
                .allSatisfy((year, count) -> assertThat(count).isBetween(20_751, 22_107));
    }

    @Test
    void deliveryIsPromisedThirtyToNinetyDaysAfterTheOrder() {
        var delays = ORDERS.stream()
                .flatMap(order -> order.lines().stream()
                        .map(line -> ChronoUnit.DAYS.between(date(order.date()), date(line.commitDate()))))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(delays)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(30, 90).boxed().toList());
    }

    /** The first line that the benchmark's own generator makes: its figures follow from these four. */
    @Test
    void aLinesPricesFollowFromPartQuantityDiscountAndTax() {
        int price = Parts.retailPrice(155_190);
        var line = new Orders.Line(1, 155_190, 828, 17, 17 * price, 4, 2, 19960212, "TRUCK");

        assertThat(line.extendedPrice()).isEqualTo(2_116_823);
        assertThat(line.revenue()).isEqualTo(2_032_150);
        assertThat(line.supplyCost()).isEqualTo(74_711);
        assertThat(line.charge()).isEqualTo(2_072_793);
    }

    @Test
    void anOrdersTotalIsTheSumOfItsLines() {
        assertThat(ORDERS).allSatisfy(order -> {
            long total = 0;
            for (Orders.Line line : order.lines()) {
                int price = line.quantity() * Parts.retailPrice(line.partKey());
                assertThat(line.extendedPrice()).isEqualTo(price);
                total += price * (100L - line.discount()) / 100 * (100L + line.tax()) / 100;
            }
            assertThat(order.totalPrice()).isEqualTo(total);
        });
    }

    private static List<Orders.Line> lines() {
        return ORDERS.stream().flatMap(order -> order.lines().stream()).toList();
    }

    private static <R, V extends Comparable<V>> SortedSet<V> values(List<R> rows, Function<R, V> column) {
        return rows.stream().map(column).collect(Collectors.toCollection(TreeSet::new));
    }

    private static <R, V> Map<V, Integer> counts(List<R> rows, Function<R, V> column) {
        return rows.stream().collect(Collectors.groupingBy(column, Collectors.summingInt(row -> 1)));
    }

    private static LocalDate date(int key) {
        return LocalDate.of(key / 10_000, key / 100 % 100, key % 100);
    }

    private static String start(String nation) {
        return nation.substring(0, Math.min(9, nation.length()));
    }
}
