/** The kinds that every cluster has: their shapes, defaults, rules and protobuf encoding. */
@NullMarked
package io.redshiftops.sandbox.kube.builtin;

import org.jspecify.annotations.NullMarked;
