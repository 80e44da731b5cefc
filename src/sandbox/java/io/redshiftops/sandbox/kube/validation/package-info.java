/** Rules that hold for the metadata of objects of every kind. */
@NullMarked
package io.redshiftops.sandbox.kube.validation;

import org.jspecify.annotations.NullMarked;
