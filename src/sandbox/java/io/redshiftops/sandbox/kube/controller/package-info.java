/** What a cluster's controllers do beside the API server: collect garbage, empty namespaces, make service accounts. */
@NullMarked
package io.redshiftops.sandbox.kube.controller;

import org.jspecify.annotations.NullMarked;
