/** Tests of what is true of every custom resource definition. */
@NullMarked
package io.redshiftops.api;

import org.jspecify.annotations.NullMarked;
