/** The one HTTP endpoint: finds out who calls which service, lets faults strike, and keeps the journal. */
@NullMarked
package io.redshiftops.sandbox.aws.front;

import org.jspecify.annotations.NullMarked;
