package io.redshiftops.sandbox.kube.controller;

import io.redshiftops.sandbox.kube.model.OwnerReference;
import io.redshiftops.sandbox.kube.store.StorageKey;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which objects name which others as their owners. */
final class Dependents {

    private final Map<String, Set<StorageKey>> byOwner = new HashMap<>();
    private final Map<String, StorageKey> owners = new HashMap<>();

    synchronized void add(StoredObject stored) {
        owners.put(stored.object().uid(), stored.key());
        for (OwnerReference owner : stored.object().ownerReferences()) {
            byOwner.computeIfAbsent(owner.uid(), any -> new HashSet<>()).add(stored.key());
        }
    }

    synchronized void remove(StoredObject stored) {
        owners.remove(stored.object().uid());
        for (OwnerReference owner : stored.object().ownerReferences()) {
            Set<StorageKey> keys = byOwner.get(owner.uid());
            if (keys != null && keys.remove(stored.key()) && keys.isEmpty()) {
                byOwner.remove(owner.uid());
            }
        }
    }

    /** The objects that name an object as their owner. */
    synchronized List<StorageKey> of(String uid) {
        return new ArrayList<>(byOwner.getOrDefault(uid, Set.of()));
    }

    /** Where the object with a uid is, empty if there is none. */
    synchronized Optional<StorageKey> owner(String uid) {
        return Optional.ofNullable(owners.get(uid));
    }
}
