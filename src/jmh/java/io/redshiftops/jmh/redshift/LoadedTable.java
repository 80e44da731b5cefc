package io.redshiftops.jmh.redshift;

/**
 * A table that is loaded.
 *
 * @param prefix where its objects are
 * @param columns in the words that Redshift and PostgreSQL share
 * @param sortKey the column by which the sorted variant is sorted
 */
record LoadedTable(String name, String prefix, char delimiter, String columns, String sortKey) {

    static final LoadedTable LINEORDER = new LoadedTable("lineorder", "ssbgz/lineorder/", '|', """
            lo_orderkey integer not null, lo_linenumber integer not null, lo_custkey integer not null,
            lo_partkey integer not null, lo_suppkey integer not null, lo_orderdate integer not null,
            lo_orderpriority varchar(15) not null, lo_shippriority varchar(1) not null,
            lo_quantity integer not null, lo_extendedprice integer not null,
            lo_ordertotalprice integer not null, lo_discount integer not null, lo_revenue integer not null,
            lo_supplycost integer not null, lo_tax integer not null, lo_commitdate integer not null,
            lo_shipmode varchar(10) not null""", "lo_orderdate");

    static final LoadedTable TICKETS =
            new LoadedTable("sporting_event_ticket", "tickets/full/", ';', """
            id double precision not null, sporting_event_id double precision not null,
            sport_location_id double precision not null, seat_level numeric(1,0) not null,
            seat_section varchar(15) not null, seat_row varchar(10) not null, seat varchar(10) not null,
            ticketholder_id double precision, ticket_price numeric(8,2) not null""", "ticket_price");
}
