/** What clients can find out about the API: groups, resources and OpenAPI documents. */
@NullMarked
package io.redshiftops.sandbox.kube.discovery;

import org.jspecify.annotations.NullMarked;
