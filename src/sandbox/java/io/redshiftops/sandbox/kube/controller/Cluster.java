package io.redshiftops.sandbox.kube.controller;

import io.redshiftops.sandbox.kube.resource.ObjectDeleter;
import io.redshiftops.sandbox.kube.resource.ObjectWriter;
import io.redshiftops.sandbox.kube.resource.ResourceRegistry;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import java.time.Clock;

/** What controllers work on and with. */
public record Cluster(
        ObjectStore store, ResourceRegistry registry, ObjectWriter writer, ObjectDeleter deleter, Clock clock) {}
