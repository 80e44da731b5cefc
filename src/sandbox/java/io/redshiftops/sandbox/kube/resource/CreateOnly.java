package io.redshiftops.sandbox.kube.resource;

import io.redshiftops.sandbox.kube.model.KubeObject;

/** A resource of which nothing is stored: what is sent comes back with an answer in its status. */
@FunctionalInterface
public interface CreateOnly {

    /** The answer to a question. */
    KubeObject create(Target target, KubeObject question, RequestContext context);
}
