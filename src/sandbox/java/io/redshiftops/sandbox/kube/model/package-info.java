/** The words every part of the API server speaks in: objects, kinds, errors, and the formats of their texts. */
@NullMarked
package io.redshiftops.sandbox.kube.model;

import org.jspecify.annotations.NullMarked;
