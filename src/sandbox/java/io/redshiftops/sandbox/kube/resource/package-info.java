/** What resources there are, and how their objects are created, changed and deleted. */
@NullMarked
package io.redshiftops.sandbox.kube.resource;

import org.jspecify.annotations.NullMarked;
