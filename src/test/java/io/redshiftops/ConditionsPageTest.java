package io.redshiftops;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.redshiftops.kube.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/conditions.md} lists what the enums of reasons say; {@code -Dredshiftops.docs.write} writes it anew. */
class ConditionsPageTest {

    private static final Path PAGE = Path.of("docs/conditions.md");
    private static final Map<String, String> TITLES = Map.of(
            "AccessReason", "Getting at a warehouse (S3Load, QueryBenchmark)",
            "BenchmarkReason", "QueryBenchmark",
            "LoadReason", "S3Load",
            "WarehouseReason", "RedshiftWarehouse");

    @Test
    void thePageOfConditionsListsEveryReasonWithItsMeaning() throws IOException {
        String expected = page();

        if (System.getProperty("redshiftops.docs.write") != null) {
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE).content().isEqualTo(expected);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Conditions and reasons
                Every object has `Ready`, and, only while they are true, `Reconciling` (the operator is at work) or `Stalled`
                (it needs you), never both; tools that know [kstatus](https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md) read them right. A benchmark has `Finished`, too. Each carries one
                of the reasons below, and a message that names the object, what AWS or the database said and what to do. Events use
                the same words.
                """);
        reasons().forEach((type, reasons) -> {
            page.append("\n## ").append(TITLES.get(type)).append("\n| reason | meaning |\n|---|---|\n");
            reasons.forEach(reason -> page.append("| `%s` | %s |%n".formatted(reason.word(), reason.meaning())));
        });
        return page.toString();
    }

    private static Map<String, List<Reason>> reasons() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.redshiftops")
                        .stream()
                        .filter(type -> type.isEnum() && type.isAssignableTo(Reason.class))
                        .collect(Collectors.toMap(
                                JavaClass::getSimpleName,
                                type -> constants(type.reflect()),
                                (one, other) -> one,
                                TreeMap::new));
    }

    private static List<Reason> constants(Class<?> type) {
        return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                .map(Reason.class::cast)
                .sorted(Comparator.comparing(Reason::word))
                .toList();
    }
}
