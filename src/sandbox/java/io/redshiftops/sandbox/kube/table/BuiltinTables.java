package io.redshiftops.sandbox.kube.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.Columns;
import io.redshiftops.sandbox.kube.resource.Columns.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The tables of the built-in kinds. */
public final class BuiltinTables {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Map<String, Columns> TABLES = Map.ofEntries(
            Map.entry(
                    "ConfigMap",
                    BuiltinColumns.named()
                            .text("Data", object -> count(object.get("data"), object.get("binaryData")))
                            .age()),
            Map.entry(
                    "Secret",
                    BuiltinColumns.named()
                            .text("Type", object -> object.get("type").asText(""))
                            .text("Data", object -> count(object.get("data")))
                            .age()),
            Map.entry(
                    "Namespace",
                    BuiltinColumns.named()
                            .text(
                                    "Status",
                                    object -> object.get("status").path("phase").asText(""))
                            .age()),
            Map.entry(
                    "ServiceAccount",
                    BuiltinColumns.named()
                            .text("Secrets", object -> count(object.get("secrets")))
                            .age()),
            Map.entry(
                    "Lease",
                    BuiltinColumns.named()
                            .text(
                                    "Holder",
                                    object -> object.get("spec")
                                            .path("holderIdentity")
                                            .asText(""))
                            .age()),
            Map.entry("Event", events()),
            Map.entry("Role", BuiltinColumns.named().createdAt()),
            Map.entry("ClusterRole", BuiltinColumns.named().createdAt()),
            Map.entry("RoleBinding", bindings()),
            Map.entry("ClusterRoleBinding", bindings()),
            Map.entry("CustomResourceDefinition", BuiltinColumns.named().createdAt()),
            Map.entry("Deployment", deployments()),
            Map.entry("StatefulSet", statefulSets()),
            Map.entry("DaemonSet", daemonSets()),
            Map.entry("ReplicaSet", replicaSets()),
            Map.entry("Pod", pods()),
            Map.entry("Service", services()),
            Map.entry("Job", jobs()),
            Map.entry("CronJob", cronJobs()),
            Map.entry(
                    "NetworkPolicy",
                    BuiltinColumns.named()
                            .text(
                                    "Pod-Selector",
                                    object -> selector(object.get("spec").path("podSelector")))
                            .age()),
            Map.entry("PodDisruptionBudget", disruptionBudgets()),
            Map.entry("PersistentVolumeClaim", claims()));

    private static final Columns OTHERS = BuiltinColumns.named().createdAt();

    private BuiltinTables() {}

    /** The table of a kind; a kind without a table of its own shows names and times. */
    public static Columns of(String kind) {
        return TABLES.getOrDefault(kind, OTHERS);
    }

    private static Columns events() {
        return BuiltinColumns.bare()
                .add(new Column("Last Seen", "string", "", "", 0), (event, now) -> NODES.textNode(lastSeen(event, now)))
                .text("Type", event -> event.get("type").asText(""))
                .text("Reason", event -> event.get("reason").asText(""))
                .text("Object", event -> involved(event))
                .wide("Subobject", event -> object(event).path("fieldPath").asText(""))
                .wide("Source", BuiltinTables::source)
                .text(
                        "Message",
                        event -> field(event, "message", "note").asText("").strip())
                .add(
                        new Column("First Seen", "string", "", "", 1),
                        (event, now) ->
                                NODES.textNode(ago(field(event, "firstTimestamp", "deprecatedFirstTimestamp"), now)))
                .add(
                        new Column("Count", "string", "", "", 1),
                        (event, now) -> NODES.numberNode(Math.max(
                                1, field(event, "count", "deprecatedCount").asLong(1))))
                .wide("Name", KubeObject::name);
    }

    private static JsonNode field(KubeObject event, String core, String other) {
        return event.get(core).isMissingNode() ? event.get(other) : event.get(core);
    }

    private static JsonNode object(KubeObject event) {
        return field(event, "involvedObject", "regarding");
    }

    private static String involved(KubeObject event) {
        JsonNode object = object(event);
        String kind = object.path("kind").asText("").toLowerCase(Locale.ROOT);
        String name = object.path("name").asText("");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(KubeObject event) {
        JsonNode source = field(event, "source", "deprecatedSource");
        String component = source.path("component").asText("");
        if (component.isEmpty()) {
            component =
                    field(event, "reportingComponent", "reportingController").asText("");
        }
        String host = source.path("host").asText("");
        return host.isEmpty() ? component : component + ", " + host;
    }

    private static String lastSeen(KubeObject event, Instant now) {
        JsonNode series = event.get("series").path("lastObservedTime");
        JsonNode last = field(event, "lastTimestamp", "deprecatedLastTimestamp");
        JsonNode first = field(event, "firstTimestamp", "deprecatedFirstTimestamp");
        for (JsonNode time : List.of(series, last, first, event.get("eventTime"))) {
            if (time.isTextual()) {
                return BuiltinColumns.since(time, now);
            }
        }
        return "<unknown>";
    }

    private static String ago(JsonNode time, Instant now) {
        return BuiltinColumns.since(time, now);
    }

    private static Columns bindings() {
        return BuiltinColumns.named()
                .text(
                        "Role",
                        binding -> binding.get("roleRef").path("kind").asText("") + "/"
                                + binding.get("roleRef").path("name").asText(""))
                .age()
                .wide(
                        "Users",
                        binding -> subjects(
                                binding, "User", subject -> subject.path("name").asText("")))
                .wide(
                        "Groups",
                        binding -> subjects(
                                binding,
                                "Group",
                                subject -> subject.path("name").asText("")))
                .wide(
                        "ServiceAccounts",
                        binding -> subjects(
                                binding,
                                "ServiceAccount",
                                subject -> subject.path("namespace").asText("") + "/"
                                        + subject.path("name").asText("")));
    }

    private static String subjects(KubeObject binding, String kind, Function<JsonNode, String> text) {
        return stream(binding.get("subjects"))
                .filter(subject -> subject.path("kind").asText("").equals(kind))
                .map(text)
                .collect(Collectors.joining(", "));
    }

    private static Columns deployments() {
        return BuiltinColumns.named()
                .text("Ready", object -> status(object, "readyReplicas") + "/" + spec(object, "replicas"))
                .number("Up-to-date", "status", "updatedReplicas")
                .number("Available", "status", "availableReplicas")
                .age()
                .wide("Containers", object -> containers(object, "name"))
                .wide("Images", object -> containers(object, "image"))
                .wide("Selector", object -> selector(object.get("spec").path("selector")));
    }

    private static Columns statefulSets() {
        return BuiltinColumns.named()
                .text("Ready", object -> status(object, "readyReplicas") + "/" + spec(object, "replicas"))
                .age()
                .wide("Containers", object -> containers(object, "name"))
                .wide("Images", object -> containers(object, "image"));
    }

    private static Columns daemonSets() {
        return BuiltinColumns.named()
                .number("Desired", "status", "desiredNumberScheduled")
                .number("Current", "status", "currentNumberScheduled")
                .number("Ready", "status", "numberReady")
                .number("Up-to-date", "status", "updatedNumberScheduled")
                .number("Available", "status", "numberAvailable")
                .text(
                        "Node Selector",
                        object -> labels(
                                object.get("spec").path("template").path("spec").path("nodeSelector")))
                .age()
                .wide("Containers", object -> containers(object, "name"))
                .wide("Images", object -> containers(object, "image"))
                .wide("Selector", object -> selector(object.get("spec").path("selector")));
    }

    private static Columns replicaSets() {
        return BuiltinColumns.named()
                .number("Desired", "spec", "replicas")
                .number("Current", "status", "replicas")
                .number("Ready", "status", "readyReplicas")
                .age()
                .wide("Containers", object -> containers(object, "name"))
                .wide("Images", object -> containers(object, "image"))
                .wide("Selector", object -> selector(object.get("spec").path("selector")));
    }

    private static Columns pods() {
        return BuiltinColumns.named()
                .text(
                        "Ready",
                        pod -> stream(pod.get("status").path("containerStatuses"))
                                        .filter(container ->
                                                container.path("ready").asBoolean())
                                        .count()
                                + "/" + pod.get("spec").path("containers").size())
                .text(
                        "Status",
                        pod -> pod.isDeleting()
                                ? "Terminating"
                                : pod.get("status").path("phase").asText(""))
                .text(
                        "Restarts",
                        pod -> Long.toString(stream(pod.get("status").path("containerStatuses"))
                                .mapToLong(container ->
                                        container.path("restartCount").asLong())
                                .sum()))
                .age()
                .wide("IP", pod -> orNone(pod.get("status").path("podIP")))
                .wide("Node", pod -> orNone(pod.get("spec").path("nodeName")))
                .wide("Nominated Node", pod -> orNone(pod.get("status").path("nominatedNodeName")))
                .wide("Readiness Gates", pod -> "<none>");
    }

    private static Columns services() {
        return BuiltinColumns.named()
                .text("Type", service -> service.get("spec").path("type").asText(""))
                .text("Cluster-IP", service -> orNone(service.get("spec").path("clusterIP")))
                .text("External-IP", service -> orNone(service.get("spec").path("externalName")))
                .text("Port(s)", BuiltinTables::ports)
                .age()
                .wide("Selector", service -> labels(service.get("spec").path("selector")));
    }

    private static String ports(KubeObject service) {
        String ports = stream(service.get("spec").path("ports"))
                .map(port -> port.path("port").asText()
                        + (port.has("nodePort") ? ":" + port.path("nodePort").asText() : "") + "/"
                        + port.path("protocol").asText("TCP"))
                .collect(Collectors.joining(","));
        return ports.isEmpty() ? "<none>" : ports;
    }

    private static Columns jobs() {
        return BuiltinColumns.named()
                .text("Status", BuiltinTables::jobStatus)
                .text("Completions", job -> status(job, "succeeded") + "/" + spec(job, "completions"))
                .add(new Column("Duration", "string", "", "", 0), (job, now) -> NODES.textNode(jobDuration(job, now)))
                .age()
                .wide("Containers", object -> containers(object, "name"))
                .wide("Images", object -> containers(object, "image"))
                .wide("Selector", object -> selector(object.get("spec").path("selector")));
    }

    private static String jobStatus(KubeObject job) {
        List<String> happened = new ArrayList<>();
        job.get("status").path("conditions").forEach(condition -> {
            if (condition.path("status").asText("").equals("True")) {
                happened.add(condition.path("type").asText(""));
            }
        });
        if (happened.contains("Complete")) {
            return "Complete";
        }
        if (happened.contains("Failed")) {
            return "Failed";
        }
        if (job.isDeleting()) {
            return "Terminating";
        }
        return happened.contains("Suspended") ? "Suspended" : "Running";
    }

    private static String jobDuration(KubeObject job, Instant now) {
        JsonNode start = job.get("status").path("startTime");
        JsonNode end = job.get("status").path("completionTime");
        if (!start.isTextual()) {
            return "";
        }
        Instant until = end.isTextual() ? Instant.parse(end.asText()) : now;
        return HumanDuration.text(Duration.between(Instant.parse(start.asText()), until));
    }

    private static Columns cronJobs() {
        return BuiltinColumns.named()
                .text("Schedule", job -> job.get("spec").path("schedule").asText(""))
                .text("Timezone", job -> orNone(job.get("spec").path("timeZone")))
                .text("Suspend", job -> capital(job.get("spec").path("suspend").asBoolean()))
                .text("Active", job -> count(job.get("status").path("active")))
                .add(new Column("Last Schedule", "string", "", "", 0), (job, now) -> {
                    JsonNode last = job.get("status").path("lastScheduleTime");
                    return NODES.textNode(last.isTextual() ? BuiltinColumns.since(last, now) : "<none>");
                })
                .age()
                .wide("Containers", job -> "")
                .wide("Images", job -> "")
                .wide("Selector", job -> "<none>");
    }

    private static String capital(boolean value) {
        return value ? "True" : "False";
    }

    private static Columns disruptionBudgets() {
        return BuiltinColumns.named()
                .text(
                        "Min Available",
                        budget -> budget.get("spec").path("minAvailable").asText("N/A"))
                .text(
                        "Max Unavailable",
                        budget -> budget.get("spec").path("maxUnavailable").asText("N/A"))
                .number("Allowed Disruptions", "status", "disruptionsAllowed")
                .age();
    }

    private static Columns claims() {
        return BuiltinColumns.named()
                .text(
                        "Status",
                        claim -> claim.isDeleting()
                                ? "Terminating"
                                : claim.get("status").path("phase").asText(""))
                .text("Volume", claim -> claim.get("spec").path("volumeName").asText(""))
                .text(
                        "Capacity",
                        claim -> claim.get("status")
                                .path("capacity")
                                .path("storage")
                                .asText(""))
                .text("Access Modes", claim -> "")
                .text(
                        "StorageClass",
                        claim -> claim.get("spec").path("storageClassName").asText(""))
                .text("VolumeAttributesClass", claim -> "<unset>")
                .age()
                .wide(
                        "VolumeMode",
                        claim -> claim.get("spec").path("volumeMode").asText(""));
    }

    private static String status(KubeObject object, String field) {
        return object.get("status").path(field).asText("0");
    }

    private static String spec(KubeObject object, String field) {
        return object.get("spec").path(field).asText("0");
    }

    private static String containers(KubeObject object, String field) {
        return stream(object.get("spec").path("template").path("spec").path("containers"))
                .map(container -> container.path(field).asText(""))
                .collect(Collectors.joining(","));
    }

    private static String selector(JsonNode selector) {
        return selector.path("matchExpressions").isEmpty()
                ? labels(selector.path("matchLabels"))
                : labels(selector.path("matchLabels")) + "," + selector.path("matchExpressions");
    }

    private static String labels(JsonNode labels) {
        String text = labels.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue().asText())
                .collect(Collectors.joining(","));
        return text.isEmpty() ? "<none>" : text;
    }

    private static String orNone(JsonNode value) {
        String text = value.asText("");
        return text.isEmpty() ? "<none>" : text;
    }

    private static String count(JsonNode... containers) {
        int sum = 0;
        for (JsonNode container : containers) {
            sum += container.size();
        }
        return Integer.toString(sum);
    }

    private static java.util.stream.Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
