package io.redshiftops.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetTest {

    private static final long SEED = 7;

    @TempDir
    private Path directory;

    @Test
    void nothingIsMadeBeforeItIsRead() throws IOException {
        DataSet.starSchema(StarSchema.ofScale(1), directory);
        DataSet.tickets(Tickets.ofDefaultSize(), directory);

        assertThat(files()).isEmpty();
    }

    @Test
    void onlyWhatIsReadIsMade() throws IOException {
        Path file = object(starSchema(0.1, 8), "ssbgz/lineorder/part-00003.gz").file();

        assertThat(files()).containsExactly(file);
        assertThat(file).endsWith(Path.of("ssbgz", "lineorder", "part-00003.gz"));
    }

    @Test
    void lineorderHasEightObjectsAtScaleATenthAndOtherTablesOneEach() {
        assertThat(starSchema(0.1, 8).objects().stream().map(DataObject::key))
                .containsExactly(
                        "ssbgz/dwdate/part-00000.gz",
                        "ssbgz/supplier/part-00000.gz",
                        "ssbgz/customer/part-00000.gz",
                        "ssbgz/part/part-00000.gz",
                        "ssbgz/lineorder/part-00000.gz",
                        "ssbgz/lineorder/part-00001.gz",
                        "ssbgz/lineorder/part-00002.gz",
                        "ssbgz/lineorder/part-00003.gz",
                        "ssbgz/lineorder/part-00004.gz",
                        "ssbgz/lineorder/part-00005.gz",
                        "ssbgz/lineorder/part-00006.gz",
                        "ssbgz/lineorder/part-00007.gz");
    }

    @ParameterizedTest
    @CsvSource({"ssbgz/customer, 1", "ssbgz/dwdate, 1", "ssbgz/lineorder, 8", "ssbgz/part, 1", "ssbgz/supplier, 1"})
    void aTablesPrefixMatchesItsObjectsOnly(String prefix, int objects) {
        var keys = starSchema(0.1, 8).objects().stream()
                .map(DataObject::key)
                .filter(key -> key.startsWith(prefix))
                .toList();

        assertThat(keys).hasSize(objects).allMatch(key -> key.startsWith(prefix + "/"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 13})
    void rowsAreTheSameInAnyNumberOfObjects(int objects) {
        String whole = text(starSchema(0.01, 1), "ssbgz/lineorder");

        assertThat(text(starSchema(0.01, objects), "ssbgz/lineorder")).isEqualTo(whole);
    }

    @Test
    void rowsAreTheSameHoweverManyThreadsMakeThem() throws Exception {
        DataSet one = DataSet.starSchema(new StarSchema(0.01, SEED, 8), directory.resolve("one"));
        DataSet many = DataSet.starSchema(new StarSchema(0.01, SEED, 8), directory.resolve("many"));

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> made = new ArrayList<>();
            for (DataObject object : many.objects()) {
                made.add(threads.submit(object::file));
            }
            for (Future<Path> file : made) {
                file.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(text(many, "ssbgz/")).isEqualTo(text(one, "ssbgz/"));
    }

    @Test
    void anotherSeedMakesOtherRowsOfTheSameNumber() {
        var first = new StarSchema(0.001, 1, 1);
        var second = new StarSchema(0.001, 2, 1);

        for (String table : List.of("customer", "supplier", "part", "lineorder")) {
            String prefix = "ssbgz/" + table;
            assertThat(text(DataSet.starSchema(first, directory), prefix))
                    .as(table)
                    .isNotEqualTo(text(DataSet.starSchema(second, directory), prefix));
        }
        assertThat(second.customers().rows()).isEqualTo(first.customers().rows());
    }

    /**
     * Files are reused by who asks for the same, perhaps with a later version of this code: where one of these sums
     * changes, raise {@code DataSet.REVISION} with it.
     */
    @Test
    void theSameParametersMakeTheSameRowsForEver() {
        DataSet schema = DataSet.starSchema(StarSchema.ofScale(0.01), directory);
        DataSet tickets = DataSet.tickets(new Tickets(5_000, Tickets.DEFAULT_SEED), directory);
        Map<String, Long> sums = new HashMap<>();

        for (String table : List.of("dwdate", "supplier", "customer", "part", "lineorder")) {
            sums.put(table, sum(text(schema, "ssbgz/" + table)));
        }
        sums.put("tickets", sum(text(tickets, "tickets/full")));

        assertThat(sums)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "dwdate", 4_256_878_971L,
                        "supplier", 1_358_420_032L,
                        "customer", 1_751_811_696L,
                        "part", 1_586_816_674L,
                        "lineorder", 2_471_635_309L,
                        "tickets", 1_926_322_872L));
    }

    @Test
    void ticketsAreTenObjectsAndOnceMoreTheSameRowsInOne() {
        DataSet tickets = DataSet.tickets(new Tickets(10_003, SEED), directory);

        var parts = tickets.objects().stream()
                .map(DataObject::key)
                .filter(key -> key.startsWith("tickets/split/part"))
                .toList();

        assertThat(parts)
                .hasSize(10)
                .allMatch(key -> key.matches("tickets/split/part-0000[0-9]-[0-9a-f]{16}\\.csv\\.gz"));
        assertThat(object(tickets, "tickets/full/full.csv.gz")).isNotNull();
        assertThat(tickets.objects()).hasSize(11);
        assertThat(text(tickets, "tickets/split/part"))
                .isEqualTo(text(tickets, "tickets/full/full.csv.gz"))
                .hasLineCount(10_003);
    }

    @Test
    void keysAreTheSameInEveryLocale() {
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

            DataSet data = starSchema(0.001, 1);

            assertThat(object(data, "ssbgz/lineorder/part-00000.gz").path().toString())
                    .contains("ssb-0.001-seed-7-parts-1-r1");
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void objectsOfATableAreOfNearlyTheSameSize() throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (DataObject object : starSchema(0.02, 8).objects()) {
            if (object.key().startsWith("ssbgz/lineorder")) {
                sizes.add(Files.size(object.file()));
            }
        }

        long largest = sizes.stream().mapToLong(Long::longValue).max().orElseThrow();
        assertThat(sizes).hasSize(8).allMatch(size -> size > largest * 0.9);
    }

    @Test
    void aFileThatIsThereIsUsedAgain() throws IOException {
        Path file = object(starSchema(0.001, 1), "ssbgz/part/part-00000.gz").file();
        FileTime longAgo = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(file, longAgo);

        Path again = object(starSchema(0.001, 1), "ssbgz/part/part-00000.gz").file();

        assertThat(again).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(again)).isEqualTo(longAgo);
    }

    @Test
    void otherParametersHaveOtherFiles() {
        var files = Stream.of(
                        new StarSchema(0.001, 1, 1),
                        new StarSchema(0.002, 1, 1),
                        new StarSchema(0.001, 2, 1),
                        new StarSchema(0.001, 1, 2))
                .map(schema -> object(DataSet.starSchema(schema, directory), "ssbgz/part/part-00000.gz")
                        .file());

        assertThat(files).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void manyThreadsThatAskAtOnceMakeTheFileOnce() throws Exception {
        AtomicInteger made = new AtomicInteger();
        Table counted = new Table("counted", '|', 100_000) {
            @Override
            void write(long entry, DelimitedText text) throws IOException {
                if (entry == 0) {
                    made.incrementAndGet();
                }
                text.add(entry).endLine();
            }
        };
        DataObject object = new DataObject("counted/part-00000.gz", counted, 0, 100_000, directory);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> files = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return object.file();
                    }))
                    .toList();

            start.countDown();

            for (Future<Path> file : files) {
                assertThat(file.get()).isEqualTo(object.path());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(made).hasValue(1);
        assertThat(files()).containsExactly(object.path());
    }

    @Test
    void manyProcessesThatAskAtOnceAllFindWholeFiles() throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                MakesFiles.class.getName(),
                                directory.toString())
                        .inheritIO()
                        .start());
            }

            for (Process process : processes) {
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        DataSet made = starSchema(0.01, 8);
        assertThat(files()).hasSize(made.objects().size());
        assertThat(text(made, "ssbgz/"))
                .isEqualTo(text(DataSet.starSchema(new StarSchema(0.01, SEED, 8), directory.resolve("own")), "ssbgz/"));
    }

    @Test
    void aFileThatCannotBeMadeIsAnErrorThatNamesItAndTriedAgain() throws IOException {
        DataObject object = object(starSchema(0.001, 1), "ssbgz/part/part-00000.gz");
        Path inTheWay = directory.resolve(directory.relativize(object.path()).getName(0));
        Files.createFile(inTheWay);

        assertThatThrownBy(object::file)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot make " + object.path());

        Files.delete(inTheWay);
        assertThat(object.file()).isNotEmptyFile();
    }

    @Test
    void whatCouldNotBeFinishedLeavesNothingBehind() throws IOException {
        Table broken = new Table("broken", '|', 100_000) {
            @Override
            void write(long entry, DelimitedText text) throws IOException {
                if (entry == 99_999) {
                    throw new IOException("no space left on device");
                }
                text.add(entry).endLine();
            }
        };
        DataObject object = new DataObject("broken/part-00000.gz", broken, 0, 100_000, directory);

        assertThatThrownBy(object::file).hasRootCauseMessage("no space left on device");

        assertThat(files()).isEmpty();
    }

    /** What other processes run. */
    static final class MakesFiles {
        private MakesFiles() {}

        public static void main(String[] arguments) {
            StarSchema schema = new StarSchema(0.01, SEED, 8);
            DataSet.starSchema(schema, Path.of(arguments[0])).objects().forEach(DataObject::file);
        }
    }

    private static String classPath() {
        return Stream.of(DataSet.class, MakesFiles.class)
                .map(type -> Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .distinct()
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    private DataSet starSchema(double scaleFactor, int lineorderObjects) {
        return DataSet.starSchema(new StarSchema(scaleFactor, SEED, lineorderObjects), directory);
    }

    private static DataObject object(DataSet data, String key) {
        return data.objects().stream()
                .filter(object -> object.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The text of all objects under a prefix, one after the other. */
    private static String text(DataSet data, String prefix) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (DataObject object : data.objects()) {
            if (object.key().startsWith(prefix)) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(object.file()))) {
                    in.transferTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(object.key(), e);
                }
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static long sum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.US_ASCII));
        return sum.getValue();
    }
}
