/** The operator's configuration, and how its parts are put together. */
@NullMarked
package io.redshiftops;

import org.jspecify.annotations.NullMarked;
