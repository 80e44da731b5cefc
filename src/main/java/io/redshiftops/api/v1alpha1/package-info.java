@NullMarked
package io.redshiftops.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
