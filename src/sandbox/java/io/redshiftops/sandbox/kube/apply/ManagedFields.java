package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of one object by owner, as {@code metadata.managedFields} holds them. */
final class ManagedFields {

    /** Fields named in a version of the API. */
    record VersionedSet(FieldSet fields, String apiVersion) {}

    private final Map<FieldsOwner, VersionedSet> owners = new TreeMap<>(FieldsOwner.ORDER);
    private final Map<FieldsOwner, String> times = new HashMap<>();

    /** What an object says of itself; empty if that cannot be understood. */
    static Optional<ManagedFields> of(KubeObject object) {
        ManagedFields managed = new ManagedFields();
        for (JsonNode entry : object.meta("managedFields")) {
            boolean applies = entry.path("operation").asText("").equals("Apply");
            String apiVersion = entry.path("apiVersion").asText("");
            if ((!applies && !entry.path("operation").asText("").equals("Update"))
                    || apiVersion.isEmpty()
                    || !entry.path("fieldsType").asText("").equals("FieldsV1")) {
                return Optional.empty();
            }
            FieldsOwner owner = new FieldsOwner(
                    entry.path("manager").asText(""),
                    applies,
                    applies ? "" : apiVersion,
                    entry.path("subresource").asText(""));
            try {
                managed.put(owner, FieldSet.fromJson(entry.path("fieldsV1")), apiVersion);
            } catch (MalformedDocumentException damaged) {
                return Optional.empty();
            }
            managed.times.put(owner, entry.path("time").asText(""));
        }
        return Optional.of(managed);
    }

    /** Writes these into an object; without any owner the field goes. */
    void writeTo(KubeObject object) {
        ObjectNode metadata = object.metadata();
        metadata.remove("managedFields");
        if (owners.isEmpty()) {
            return;
        }
        ArrayNode entries = metadata.putArray("managedFields");
        Comparator<FieldsOwner> order = Comparator.comparing(FieldsOwner::operation)
                .thenComparing(owner -> times.getOrDefault(owner, ""))
                .thenComparing(FieldsOwner::manager)
                .thenComparing(owner -> get(owner).apiVersion())
                .thenComparing(FieldsOwner::subresource);
        owners.keySet().stream().sorted(order).forEach(owner -> {
            VersionedSet set = get(owner);
            ObjectNode entry = entries.addObject()
                    .put("manager", owner.manager())
                    .put("operation", owner.operation())
                    .put("apiVersion", set.apiVersion());
            String time = times.getOrDefault(owner, "");
            if (!time.isEmpty()) {
                entry.put("time", time);
            }
            entry.put("fieldsType", "FieldsV1").set("fieldsV1", set.fields().toJson());
            if (!owner.subresource().isEmpty()) {
                entry.put("subresource", owner.subresource());
            }
        });
    }

    boolean isEmpty() {
        return owners.isEmpty();
    }

    Map<FieldsOwner, VersionedSet> owners() {
        return owners;
    }

    /** The fields of an owner, empty if it has none. */
    VersionedSet get(FieldsOwner owner) {
        return owners.getOrDefault(owner, new VersionedSet(new FieldSet(), owner.apiVersion()));
    }

    /** Gives an owner exactly these fields; without any it is no owner any more. */
    void put(FieldsOwner owner, FieldSet fields, String apiVersion) {
        owners.put(owner, new VersionedSet(fields, apiVersion));
    }

    /** Removes owners without fields. */
    void dropEmpty() {
        owners.values().removeIf(set -> set.fields().isEmpty());
    }

    void setTime(FieldsOwner owner, String time) {
        times.put(owner, time);
    }

    String time(FieldsOwner owner) {
        return times.getOrDefault(owner, "");
    }
}
