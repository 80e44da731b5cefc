package io.redshiftops.sandbox.redshift.copy;

/** A COPY stopped because its control said so. */
public final class CopyCanceledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CopyCanceledException() {
        super("the COPY was canceled");
    }
}
