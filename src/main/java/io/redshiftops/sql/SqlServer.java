package io.redshiftops.sql;

/** A database of a server that sessions can be opened to. */
public record SqlServer(String host, int port, String database) {

    /** Host and port, which is what a lock of the server goes by. */
    public String address() {
        return host + ":" + port;
    }
}
