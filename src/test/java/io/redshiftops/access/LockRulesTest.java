package io.redshiftops.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.access.WarehouseLocks.Entry;
import io.redshiftops.access.WarehouseLocks.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockRulesTest {

    /** Entries in the order in which they asked: s and x wait for a share or all of it, S and X hold it. */
    @ParameterizedTest
    @CsvSource({
        "s, S",
        "x, X",
        "ss, SS",
        "sx, Sx",
        "xs, Xs",
        "Ss, SS",
        "Sx, Sx",
        "Xx, Xx",
        "Sxs, Sxs",
        "SxsS, SSxs",
        "sxs, Sxs",
        "xx, Xx",
    })
    void whoAskedFirstGoesFirstAndNobodyOvertakes(String asked, String granted) {
        assertThat(text(WarehouseLocks.granted(entries(asked)))).isEqualTo(granted);
    }

    @Test
    void aServerIsNeverHeldByOneAloneAndAnotherAndSomebodyAlwaysHoldsIt() {
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            List<Entry> entries = new ArrayList<>();
            for (int step = 0; step < 20; step++) {
                if (!entries.isEmpty() && random.nextInt(3) == 0) {
                    entries.remove(random.nextInt(entries.size()));
                } else {
                    Mode mode = random.nextBoolean() ? Mode.SHARED : Mode.EXCLUSIVE;
                    entries.add(new Entry("job-" + step, mode, false, step, 1_000));
                }
                List<Entry> before = List.copyOf(entries);
                entries = new ArrayList<>(WarehouseLocks.granted(entries));

                List<Entry> holders = entries.stream().filter(Entry::holds).toList();
                String what = "seed %d: %s".formatted(seed, entries);
                assertThat(holders.isEmpty()).as(what).isEqualTo(entries.isEmpty());
                assertThat(holders.size() == 1
                                || holders.stream().allMatch(holder -> holder.mode() == Mode.SHARED)
                                || holders.isEmpty())
                        .as(what)
                        .isTrue();
                assertThat(holders)
                        .as(what)
                        .containsAll(before.stream().filter(Entry::holds).toList());
            }
        }
    }

    private static List<Entry> entries(String letters) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            entries.add(new Entry(
                    "job-" + i,
                    Character.toLowerCase(letter) == 's' ? Mode.SHARED : Mode.EXCLUSIVE,
                    Character.isUpperCase(letter),
                    i,
                    1_000));
        }
        return entries;
    }

    private static String text(List<Entry> entries) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            String letter = entry.mode() == Mode.SHARED ? "s" : "x";
            text.append(entry.holds() ? letter.toUpperCase(Locale.ROOT) : letter);
        }
        return text.toString();
    }
}
