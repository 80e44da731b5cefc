package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.apply.ManagedFields.VersionedSet;
import io.redshiftops.sandbox.kube.codec.JsonReader;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.codec.MalformedDocumentException;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps {@code metadata.managedFields} of one kind in one version, or of one of its subresources. */
public final class FieldManager {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final int UPDATERS_LIMIT = 10;
    private static final long ANNOTATIONS_LIMIT = 256 * 1024;

    /** What every object has and nobody manages. */
    private static final FieldSet SYSTEM = systemFields();

    private final GroupVersionKind kind;
    private final String subresource;
    private final Ownership ownership;
    private final Clock clock;

    /**
     * A field manager.
     *
     * @param subresource empty for the objects themselves
     * @param ignored top-level fields that requests of this kind can neither change nor own
     */
    public FieldManager(
            GroupVersionKind kind,
            String subresource,
            Schema schema,
            TypedVersions versions,
            List<String> ignored,
            Clock clock) {
        this.kind = kind;
        this.subresource = subresource;
        this.clock = clock;
        FieldSet fields = new FieldSet();
        ignored.forEach(field -> fields.insert(List.of(new PathElement.Field(field))));
        this.ownership = new Ownership(kind.apiVersion(), schema, versions, fields);
    }

    /**
     * Writes into a changed object who manages its fields after an update.
     *
     * @param live the object before, null for a new one
     */
    public void update(@Nullable KubeObject live, KubeObject changed, String manager) {
        ManagedFields managed = liveOrGiven(live, changed);
        changed.metadata().remove("managedFields");
        if (managed.isEmpty() && live != null) {
            // Nobody has asked for an account yet, or it was thrown away: only an apply begins one.
            return;
        }
        FieldsOwner self = FieldsOwner.updater("current-operation", kind.apiVersion(), subresource);
        try {
            ownership.update(bare(live), changed.tree(), managed, self);
        } catch (TypedException | ConflictException e) {
            // Like the real server: an object that fits no schema is stored without an account of its fields.
            return;
        }
        FieldsOwner owner = FieldsOwner.updater(name(manager), kind.apiVersion(), subresource);
        settle(managed, self, owner);
        capUpdaters(managed);
        managed.writeTo(changed);
    }

    /**
     * Applies a configuration.
     *
     * @param live the object there is, null to create one
     * @return the object with the configuration and the account of its fields
     * @throws ApiException if other managers' fields would change and force is not given
     */
    public KubeObject apply(@Nullable KubeObject live, KubeObject configuration, String manager, boolean force) {
        if (!configuration.groupVersionKind().equals(kind)) {
            throw ApiException.badRequest("invalid object type: " + configuration.groupVersionKind());
        }
        if (configuration.meta("managedFields").isArray()) {
            throw ApiException.badRequest("metadata.managedFields must be nil");
        }
        KubeObject before = live == null ? KubeObject.of(kind) : live;
        try {
            KubeObject result = applyOrYield(before, configuration, manager, force);
            if (manager.equals("kubectl")
                    && !result.annotations().getOrDefault(LAST_APPLIED, "").isEmpty()) {
                setLastApplied(result, configuration);
            }
            return result;
        } catch (TypedException e) {
            throw ApiException.internal(e.problem());
        } catch (ConflictException e) {
            throw e.toApiException();
        }
    }

    /** kubectl takes over from its own client-side apply what it had applied and nobody changed since. */
    private KubeObject applyOrYield(KubeObject live, KubeObject configuration, String manager, boolean force)
            throws TypedException, ConflictException {
        try {
            return applyTyped(live, configuration, manager, force);
        } catch (ConflictException conflict) {
            Optional<FieldSet> own = manager.equals("kubectl") ? unchangedSinceLastApplied(live) : Optional.empty();
            if (own.isEmpty()) {
                throw conflict;
            }
            if (!conflict.fields().difference(own.get()).isEmpty()) {
                throw conflict.without(own.get());
            }
            return applyTyped(live, configuration, manager, true);
        }
    }

    private KubeObject applyTyped(KubeObject live, KubeObject configuration, String manager, boolean force)
            throws TypedException, ConflictException {
        ManagedFields managed = ManagedFields.of(live).orElseGet(ManagedFields::new);
        if (managed.isEmpty()) {
            FieldsOwner before = FieldsOwner.updater("before-first-apply", kind.apiVersion(), subresource);
            ownership.update(KubeObject.of(kind).tree(), bare(live), managed, before);
            strip(managed, before);
            managed.setTime(before, now());
            managed.dropEmpty();
        }
        FieldsOwner owner = FieldsOwner.applier(name(manager), subresource);
        TypedValue typed;
        try {
            typed = TypedValidation.check(configuration.tree(), ownership.schema(), false);
        } catch (TypedException e) {
            throw new TypedException("failed to create typed patch object (" + configuration.namespace() + "/"
                    + configuration.name() + "; " + kind + "): " + e.problem());
        }
        ObjectNode bare = bare(live);
        KubeObject result = new KubeObject(
                ownership.apply(bare, typed, managed, owner, force).deepCopy());
        strip(managed, owner);
        managed.dropEmpty();
        if (!result.tree().equals(bare)) {
            managed.setTime(owner, now());
        }
        managed.writeTo(result);
        return result;
    }

    /** The fields that kubectl set by its last client-side apply and that are still so. */
    private Optional<FieldSet> unchangedSinceLastApplied(KubeObject live) throws TypedException {
        String text = live.annotations().getOrDefault(LAST_APPLIED, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode last = JsonReader.read(text).tree();
            if (!last.path("apiVersion").asText("").equals(kind.apiVersion())) {
                return Optional.empty();
            }
            TypedValue applied = TypedValidation.check(last, ownership.schema(), false);
            Comparison since = Comparison.between(applied, new TypedValue(bare(live), ownership.schema()));
            return Optional.of(applied.fieldSet()
                    .difference(since.modified())
                    .difference(since.added())
                    .difference(since.removed()));
        } catch (MalformedDocumentException damaged) {
            // An annotation that is no configuration says nothing about fields.
            return Optional.empty();
        }
    }

    private static void setLastApplied(KubeObject object, KubeObject configuration) {
        KubeObject copy = configuration.copy();
        if (copy.meta("annotations") instanceof ObjectNode given) {
            given.remove(LAST_APPLIED);
        }
        ObjectNode annotations = object.metadata().withObjectProperty("annotations");
        annotations.put(LAST_APPLIED, JsonWriter.text(sorted(copy.tree())) + "\n");
        long size = object.annotations().entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (size > ANNOTATIONS_LIMIT) {
            annotations.remove(LAST_APPLIED);
        }
    }

    private static JsonNode sorted(JsonNode tree) {
        if (tree instanceof ObjectNode object) {
            ObjectNode sorted = object.objectNode();
            object.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> sorted.set(entry.getKey(), sorted(entry.getValue())));
            return sorted;
        }
        if (tree.isArray()) {
            ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
            tree.forEach(item -> sorted.add(sorted(item)));
            return sorted;
        }
        return tree;
    }

    /** The account that counts: the one in the request, unless it has none or asks for a fresh start. */
    private ManagedFields liveOrGiven(@Nullable KubeObject live, KubeObject changed) {
        Optional<ManagedFields> known = live == null ? Optional.empty() : ManagedFields.of(live);
        ManagedFields fallback = known.orElseGet(ManagedFields::new);
        if (!subresource.isEmpty()) {
            return fallback;
        }
        JsonNode given = changed.meta("managedFields");
        if (given.isArray()
                && (given.isEmpty() || (given.size() == 1 && given.get(0).isEmpty()))) {
            return new ManagedFields();
        }
        return ManagedFields.of(changed).filter(managed -> !managed.isEmpty()).orElse(fallback);
    }

    private void settle(ManagedFields managed, FieldsOwner self, FieldsOwner owner) {
        strip(managed, self);
        managed.dropEmpty();
        VersionedSet mine = managed.owners().remove(self);
        if (mine != null) {
            managed.put(owner, mine.fields().union(managed.get(owner).fields()), mine.apiVersion());
            managed.setTime(owner, now());
        }
    }

    private static void strip(ManagedFields managed, FieldsOwner owner) {
        VersionedSet set = managed.get(owner);
        managed.put(owner, set.fields().difference(SYSTEM), set.apiVersion());
    }

    /** Keeps the number of updaters bounded: the oldest are thrown together. */
    private static void capUpdaters(ManagedFields managed) {
        List<FieldsOwner> updaters = new ArrayList<>(managed.owners().keySet().stream()
                .filter(owner -> !owner.applies())
                .sorted(Comparator.<FieldsOwner, String>comparing(managed::time).thenComparing(FieldsOwner.ORDER))
                .toList());
        Map<String, FieldsOwner> firsts = new HashMap<>();
        int count = updaters.size();
        for (FieldsOwner updater : updaters) {
            if (count <= UPDATERS_LIMIT) {
                return;
            }
            String version = managed.get(updater).apiVersion();
            FieldsOwner first = firsts.putIfAbsent(version, updater);
            if (first != null) {
                FieldsOwner bucket = FieldsOwner.updater("ancient-changes", version, "");
                FieldSet together =
                        managed.get(updater).fields().union(managed.get(bucket).fields());
                VersionedSet oldest = managed.owners().remove(first);
                if (oldest != null) {
                    together = together.union(oldest.fields());
                }
                String time = managed.time(updater);
                managed.owners().remove(updater);
                managed.put(bucket, together, version);
                managed.setTime(bucket, time);
                count--;
            }
        }
    }

    private static ObjectNode bare(@Nullable KubeObject object) {
        if (object == null) {
            return KubeObject.of(new GroupVersionKind("", "", "")).tree();
        }
        KubeObject copy = object.copy();
        copy.metadata().remove("managedFields");
        return copy.tree();
    }

    private static String name(String manager) {
        return manager.isEmpty() ? "unknown" : manager;
    }

    private String now() {
        return KubeObject.time(clock.instant());
    }

    private static FieldSet systemFields() {
        FieldSet fields = FieldSet.ofFields("apiVersion");
        for (String field : List.of("kind", "metadata")) {
            fields.insert(List.of(new PathElement.Field(field)));
        }
        for (String field : List.of(
                "name",
                "namespace",
                "creationTimestamp",
                "selfLink",
                "uid",
                "clusterName",
                "generation",
                "managedFields",
                "resourceVersion")) {
            fields.insert(List.of(new PathElement.Field("metadata"), new PathElement.Field(field)));
        }
        return fields;
    }
}
