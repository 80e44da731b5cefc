package io.redshiftops.sandbox.kube.store;

import java.util.List;

/**
 * The objects of one resource at one moment, sorted by namespace and name.
 *
 * @param version the version of the whole store at that moment
 */
public record Snapshot(long version, List<StoredObject> objects) {}
