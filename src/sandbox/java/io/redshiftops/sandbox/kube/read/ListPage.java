package io.redshiftops.sandbox.kube.read;

import io.redshiftops.sandbox.kube.model.KubeObject;
import java.util.List;

/**
 * A list, or a page of one.
 *
 * @param version the version of the whole store
 * @param continueToken where the next page begins, empty if there is none
 * @param remaining how many objects are left, 0 if that is not told
 */
public record ListPage(long version, List<KubeObject> objects, String continueToken, long remaining) {}
