package io.redshiftops.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarehouseNamesTest {

    private static final String IDENTIFIER = "^[a-z]([a-z0-9]|-[a-z0-9])*$";

    @ParameterizedTest
    @CsvSource({
        "default, w, default-w",
        "default, my-warehouse, default-my-warehouse",
        "default, a1, default-a1",
    })
    void aNameThatAwsTakesIsKept(String namespace, String name, String identifier) {
        assertThat(names(namespace, name).clusterIdentifier()).isEqualTo(identifier);
    }

    @ParameterizedTest
    @CsvSource({
        "team-a, w, team-a-w",
        "default, a.b, default-a-b",
        "default, a--b, default-a-b",
        "1st, w, st-w",
        "9, 9, warehouse",
    })
    void aNameThatHadToChangeOrIsAmbiguousIsToldApartByAHash(String namespace, String name, String begin) {
        assertThat(names(namespace, name).clusterIdentifier()).matches(begin + "-[0-9a-f]{10}");
    }

    @Test
    void namespaceAndNameDoNotRunIntoEachOther() {
        assertThat(names("a-b", "c").clusterIdentifier())
                .isNotEqualTo(names("a", "b-c").clusterIdentifier());
    }

    @Test
    void namesAreLegalStableAndUniqueWhateverObjectsAreCalled() {
        Map<String, String> identifiers = new HashMap<>();
        Map<String, String> roles = new HashMap<>();
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String namespace = label(random, 63, "ab1-");
            String name = label(random, 253, "ab1-.");

            WarehouseNames names = names(namespace, name);

            String object = namespace + "/" + name;
            String what = "seed %d: %s".formatted(seed, object);
            assertThat(names).as(what).isEqualTo(names(namespace, name));
            assertThat(names.clusterIdentifier())
                    .as(what)
                    .hasSizeLessThanOrEqualTo(63)
                    .matches(IDENTIFIER);
            assertThat(names.roleName()).as(what).hasSizeLessThanOrEqualTo(64).matches("[\\w+=,.@-]+");
            assertThat(names.securityGroupName()).as(what).doesNotStartWith("sg-");
            assertThat(identifiers.merge(names.clusterIdentifier(), object, (one, other) -> one))
                    .as(what)
                    .isEqualTo(object);
            assertThat(roles.merge(names.roleName(), object, (one, other) -> one))
                    .as(what)
                    .isEqualTo(object);
        }
    }

    private static String label(Random random, int length, String characters) {
        int size = random.nextInt(8) == 0 ? 1 + random.nextInt(length) : 1 + random.nextInt(6);
        String middle = random.ints(size, 0, characters.length())
                .mapToObj(i -> characters.substring(i, i + 1))
                .collect(Collectors.joining());
        return middle.replaceAll("^[-.]", "a").replaceAll("[-.]$", "b");
    }

    @Test
    void theRoleIsUniqueInTheAccount() {
        assertThat(names("default", "w").roleName())
                .isNotEqualTo(
                        WarehouseNames.of("j", "eu-central-1", "default", "w").roleName())
                .isNotEqualTo(
                        WarehouseNames.of("i", "us-east-1", "default", "w").roleName());
    }

    @Test
    void theOwnerIsInstallationNamespaceAndName() {
        assertThat(names("default", "w").owner()).isEqualTo("i/default/w");
    }

    private static WarehouseNames names(String namespace, String name) {
        return WarehouseNames.of("i", "eu-central-1", namespace, name);
    }
}
