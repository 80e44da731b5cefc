package io.redshiftops.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redshiftops.aws.AwsException;
import io.redshiftops.aws.AwsException.Kind;
import io.redshiftops.aws.Roles.NewRole;
import io.redshiftops.aws.SecurityGroups.SecurityGroup;
import io.redshiftops.warehouse.WarehouseAction.CreateGroup;
import io.redshiftops.warehouse.WarehouseAction.CreateRole;
import io.redshiftops.warehouse.WarehouseAction.DeleteRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was made and is not shown yet is not taken for gone. */
class UnseenCreationsTest {

    private static final String OWNER = "default/w";
    private static final WarehouseAction ROLE =
            new CreateRole(new NewRole("r", "/", JsonNodeFactory.instance.objectNode(), null, Map.of()));
    private static final WarehouseAction GROUP = new CreateGroup("vpc-1", "g", "d", Map.of());
    private static final Observation NOTHING = seen(List.of());
    private static final Observation ITS_GROUP =
            seen(List.of(new SecurityGroup("sg-1", "g", "vpc-1", Map.of(), Map.of())));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-04T05:06:07Z"));
    private final UnseenCreations unseen = new UnseenCreations(now::get);

    private static Observation seen(List<SecurityGroup> groups) {
        return new Observation(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                groups,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                null);
    }

    @Test
    void whatWasMadeAndIsNotShownMayBeThere() {
        unseen.made(OWNER, ROLE);

        assertThat(unseen.any(OWNER, NOTHING)).isTrue();
        assertThat(unseen.any("default/other", NOTHING)).as("another owner's").isFalse();
    }

    @Test
    void whatWasShownOnceIsGoneWhenItIsNotShownAnyMore() {
        unseen.made(OWNER, GROUP);

        assertThat(unseen.any(OWNER, ITS_GROUP)).isFalse();
        assertThat(unseen.any(OWNER, NOTHING)).isFalse();
    }

    @Test
    void oneThingThatIsShownSaysNothingOfAnother() {
        unseen.made(OWNER, ROLE);
        unseen.made(OWNER, GROUP);

        assertThat(unseen.any(OWNER, ITS_GROUP)).isTrue();
    }

    @Test
    void absenceIsBelievedAfterAWhile() {
        unseen.made(OWNER, ROLE);

        now.updateAndGet(instant -> instant.plus(UnseenCreations.VISIBLE_WITHIN).minus(Duration.ofMillis(1)));
        assertThat(unseen.any(OWNER, NOTHING)).isTrue();
        now.updateAndGet(instant -> instant.plusMillis(1));

        assertThat(unseen.any(OWNER, NOTHING)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSIENT,      true",
        "ALREADY_EXISTS, true",
        "DENIED,         false",
        "INVALID,        false",
        "BUSY,           false"
    })
    void aCreationCountsIfItsFailureLeavesOpenWhetherItWasMade(Kind kind, boolean mayBeThere) {
        unseen.failed(OWNER, ROLE, new AwsException(kind, "iam:CreateRole", "Code", "words"));

        assertThat(unseen.any(OWNER, NOTHING)).isEqualTo(mayBeThere);
    }

    @Test
    void otherStepsDoNotCount() {
        unseen.made(OWNER, new DeleteRole("r"));

        assertThat(unseen.any(OWNER, NOTHING)).isFalse();
    }
}
