package io.redshiftops.sandbox.redshift.copy;

import java.io.IOException;

/** Takes rows in PostgreSQL's COPY text format. */
@FunctionalInterface
public interface RowSink {

    /** Takes whole rows, each with its newline; the array belongs to the caller again afterwards. */
    void write(byte[] rows, int from, int to) throws IOException;
}
