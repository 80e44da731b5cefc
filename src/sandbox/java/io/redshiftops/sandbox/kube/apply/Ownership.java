package io.redshiftops.sandbox.kube.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.apply.ManagedFields.VersionedSet;
import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps account of who manages what while an object changes.
 *
 * @param apiVersion the version in which the request speaks
 * @param schema the schema of that version
 * @param versions all versions of the kind
 * @param ignored fields that requests of this kind can neither change nor own
 */
record Ownership(String apiVersion, Schema schema, TypedVersions versions, FieldSet ignored) {

    /** Records that a manager made one object of another by an update. */
    void update(ObjectNode live, ObjectNode changed, ManagedFields managed, FieldsOwner owner)
            throws TypedException, ConflictException {
        TypedValue before = TypedValidation.check(live, schema, true);
        TypedValue after = TypedValidation.check(changed, schema, true);
        Comparison comparison = reconcile(before, after, managed, owner, true);
        FieldSet fields = managed.get(owner)
                .fields()
                .difference(comparison.removed())
                .union(comparison.modified())
                .union(comparison.added())
                .recursiveDifference(ignored);
        managed.put(owner, fields, apiVersion);
        managed.dropEmpty();
    }

    /**
     * Lays a configuration over an object.
     *
     * @return the object with it, which may be the one there was
     */
    ObjectNode apply(ObjectNode live, TypedValue configuration, ManagedFields managed, FieldsOwner owner, boolean force)
            throws TypedException, ConflictException {
        TypedValue before = TypedValidation.check(live, schema, true);
        TypedValue merged = before.merge(configuration);
        VersionedSet last = managed.get(owner);
        managed.put(owner, configuration.fieldSet().recursiveDifference(ignored), apiVersion);
        TypedValue pruned = last.fields().isEmpty() ? merged : prune(merged, managed, last);
        reconcile(before, pruned, managed, owner, force);
        return pruned.value() instanceof ObjectNode object ? object : live;
    }

    /** Takes changed fields from other managers; without force, that is a conflict. */
    private Comparison reconcile(
            TypedValue before, TypedValue after, ManagedFields managed, FieldsOwner actor, boolean force)
            throws TypedException, ConflictException {
        Comparison here = Comparison.between(before, after).without(ignored);
        Map<String, Optional<Comparison>> comparisons = new HashMap<>();
        comparisons.put(apiVersion, Optional.of(here));
        Map<FieldsOwner, VersionedSet> left = new TreeMap<>(FieldsOwner.ORDER);
        Map<FieldsOwner, FieldSet> conflicts = new TreeMap<>(FieldsOwner.ORDER);
        for (Map.Entry<FieldsOwner, VersionedSet> entry : managed.owners().entrySet()) {
            VersionedSet set = entry.getValue();
            Optional<Comparison> known = comparisons.get(set.apiVersion());
            Optional<Comparison> comparison = known != null ? known : compareIn(set.apiVersion(), before, after);
            comparisons.put(set.apiVersion(), comparison);
            if (entry.getKey().equals(actor)) {
                left.put(actor, set);
            } else if (comparison.isPresent()) {
                Comparison changes = comparison.get();
                FieldSet conflict = set.fields().intersection(changes.modified().union(changes.added()));
                if (!conflict.isEmpty()) {
                    conflicts.put(entry.getKey(), conflict);
                }
                FieldSet kept = set.fields().difference(conflict).difference(changes.removed());
                left.put(entry.getKey(), new VersionedSet(kept, set.apiVersion()));
            }
        }
        if (!force && !conflicts.isEmpty()) {
            throw new ConflictException(conflicts);
        }
        managed.owners().clear();
        managed.owners().putAll(left);
        managed.dropEmpty();
        return here;
    }

    private Optional<Comparison> compareIn(String version, TypedValue before, TypedValue after) throws TypedException {
        Optional<TypedValue> old = convert(before.value(), version);
        Optional<TypedValue> now = convert(after.value(), version);
        return old.isPresent() && now.isPresent()
                ? Optional.of(Comparison.between(old.get(), now.get()).without(ignored))
                : Optional.empty();
    }

    private Optional<TypedValue> convert(JsonNode object, String version) {
        if (version.equals(apiVersion)) {
            return Optional.of(new TypedValue(object, schema));
        }
        return versions.schema(version)
                .map(other -> new TypedValue(versions.convert((ObjectNode) object, version), other));
    }

    /** Removes what the manager applied the last time, not now, and nobody else manages. */
    private TypedValue prune(TypedValue merged, ManagedFields managed, VersionedSet last) throws TypedException {
        Optional<TypedValue> converted = convert(merged.value(), last.apiVersion());
        if (converted.isEmpty()) {
            return merged;
        }
        TypedValue all = converted.get();
        Schema shape = all.schema();
        TypedValue pruned = all.remove(last.fields().withNamedFields(shape));
        Map<String, FieldSet> byVersion = new TreeMap<>();
        managed.owners().values().forEach(set -> byVersion.merge(set.apiVersion(), set.fields(), FieldSet::union));
        FieldSet own = byVersion.remove(last.apiVersion());
        if (own != null) {
            pruned = addBackOwned(all, pruned, own);
        }
        for (Map.Entry<String, FieldSet> entry : byVersion.entrySet()) {
            Optional<TypedValue> allThere = convert(all.value(), entry.getKey());
            Optional<TypedValue> prunedThere = convert(pruned.value(), entry.getKey());
            if (allThere.isPresent() && prunedThere.isPresent()) {
                TypedValue kept = addBackOwned(allThere.get(), prunedThere.get(), entry.getValue());
                pruned = new TypedValue(versions.convert((ObjectNode) kept.value(), last.apiVersion()), shape);
            }
        }
        pruned = addBackDangling(all, pruned, last.fields());
        return convert(pruned.value(), apiVersion).orElse(merged);
    }

    /** Puts back what somebody manages. */
    private static TypedValue addBackOwned(TypedValue all, TypedValue pruned, FieldSet owned) throws TypedException {
        Schema shape = all.schema();
        FieldSet kept = pruned.fieldSet().withNamedFields(shape).union(owned.withNamedFields(shape));
        return all.remove(all.fieldSet().withNamedFields(shape).difference(kept));
    }

    /** Puts back what vanished only because it lay in an item that others do not manage. */
    private static TypedValue addBackDangling(TypedValue all, TypedValue pruned, FieldSet last) throws TypedException {
        Schema shape = all.schema();
        FieldSet lost = all.fieldSet()
                .withNamedFields(shape)
                .difference(pruned.fieldSet().withNamedFields(shape));
        return all.remove(lost.intersection(last.withNamedFields(shape)));
    }
}
