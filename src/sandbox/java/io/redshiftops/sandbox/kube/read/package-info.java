/** Reading: selectors, pages and lists. */
@NullMarked
package io.redshiftops.sandbox.kube.read;

import org.jspecify.annotations.NullMarked;
