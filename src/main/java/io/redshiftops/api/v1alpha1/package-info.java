/**
 * The custom resources of group {@code redshiftops.io}, version {@code v1alpha1}: what users write and read.
 *
 * <p>Every string, list and map has a bound, so that the cost of validation rules can be known (<a
 * href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#resource-use-by-validation-functions">Resource
 * use by validation functions</a>).
 */
@NullMarked
package io.redshiftops.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
