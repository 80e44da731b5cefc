package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.model.KubeObject;
import java.util.List;

/**
 * An object made of a request's tree: with defaults, without what its kind does not know.
 *
 * @param strictErrors what strict decoding says, such as {@code unknown field "spec.bogus"}
 */
public record Decoded(KubeObject object, List<String> strictErrors) {}
