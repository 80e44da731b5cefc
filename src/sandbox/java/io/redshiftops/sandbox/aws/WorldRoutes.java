package io.redshiftops.sandbox.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import io.redshiftops.sandbox.aws.core.RestService;
import io.redshiftops.sandbox.aws.fault.Fault;
import io.redshiftops.sandbox.aws.front.SandboxRoutes;
import io.redshiftops.sandbox.aws.protocol.Operation;
import io.redshiftops.sandbox.aws.time.SandboxClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The sandbox's own routes to a world: its journal, its resources, its faults, its clock. */
final class WorldRoutes {

    private static final Set<String> CLOCK_FIELDS = Set.of("advance", "scale");

    private final AwsWorld world;

    private WorldRoutes(AwsWorld world) {
        this.world = world;
    }

    static void addTo(SandboxRoutes routes, AwsWorld world) {
        WorldRoutes all = new WorldRoutes(world);
        routes.add("GET", "journal", body -> world.journal().entries());
        routes.add("DELETE", "journal", body -> all.clearJournal());
        routes.add("GET", "resources", body -> all.resources());
        routes.add("GET", "faults", body -> world.faults().list());
        routes.add("PUT", "faults", all::replaceFaults);
        routes.add("GET", "clock", body -> all.clock());
        routes.add("POST", "clock", all::moveClock);
    }

    private Object clearJournal() {
        world.journal().clear();
        return List.of();
    }

    /** By service and kind; what an account has from the start is not listed, or marked as AWS's. */
    private Map<String, Map<String, List<ResourceEntry>>> resources() {
        return world.services().stream()
                .collect(Collectors.toMap(
                        AwsService::name,
                        service -> new TreeMap<>(service.resources()),
                        (first, second) -> first,
                        TreeMap::new));
    }

    private Object replaceFaults(JsonNode body) throws JsonProcessingException {
        if (!body.isArray()) {
            throw new IllegalArgumentException("faults are a JSON array");
        }
        List<Fault> faults = List.of(SandboxRoutes.JSON.treeToValue(body, Fault[].class));
        faults.forEach(this::checkFault);
        world.faults().replace(faults);
        return world.faults().list();
    }

    private void checkFault(Fault fault) {
        if (fault.service().equals("*")) {
            if (fault.kind() == Fault.Kind.BUSY) {
                throw new IllegalArgumentException("BUSY needs a service, since not all have an answer for it");
            }
            return;
        }
        AwsService service = world.services().stream()
                .filter(each -> each.name().equals(fault.service()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no service " + fault.service() + ", but "
                        + world.services().stream().map(AwsService::name).toList()));
        if (!fault.operation().equals("*") && !operationNames(service).contains(fault.operation())) {
            // Such as a misspelt one, with which a test of failures would test nothing.
            throw new IllegalArgumentException(service.name() + " has no operation " + fault.operation() + ", but "
                    + new TreeSet<>(operationNames(service)));
        }
        if (fault.kind() == Fault.Kind.BUSY && service.busy(fault.operation()).isEmpty()) {
            throw new IllegalArgumentException(service.name() + " has no answer for BUSY");
        }
    }

    private static Set<String> operationNames(AwsService service) {
        return service instanceof RestService rest
                ? rest.operationNames()
                : Operation.of(service).values().stream().map(Operation::name).collect(Collectors.toSet());
    }

    private Map<String, Object> clock() {
        return Map.of("time", world.clock().instant(), "scale", world.clock().scale());
    }

    private Object moveClock(JsonNode body) {
        SandboxClock clock = world.clock();
        if (!body.isObject() || body.isEmpty()) {
            throw new IllegalArgumentException("say {\"advance\": \"PT30S\"} or {\"scale\": 10}");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!CLOCK_FIELDS.contains(name)) {
                throw new IllegalArgumentException("a clock has no " + name + ", but " + CLOCK_FIELDS);
            }
        });
        if (body.has("scale")) {
            if (!body.path("scale").isNumber()) {
                throw new IllegalArgumentException("scale is a number");
            }
            clock.scale(body.path("scale").asDouble());
        }
        if (body.has("advance")) {
            try {
                clock.advance(Duration.parse(body.path("advance").asText()));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("advance is a duration such as PT30S: " + e.getMessage(), e);
            }
        }
        return clock();
    }
}
