package io.redshiftops.sandbox.redshift.copy;

/** Tells a running COPY to stop; asked many times a second. */
@FunctionalInterface
public interface CopyControl {

    boolean isCanceled();
}
