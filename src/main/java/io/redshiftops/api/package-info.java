/** What is true of every custom resource definition of the operator. */
@NullMarked
package io.redshiftops.api;

import org.jspecify.annotations.NullMarked;
