/** Who may do what: tokens, impersonation and role-based access control. */
@NullMarked
package io.redshiftops.sandbox.kube.auth;

import org.jspecify.annotations.NullMarked;
