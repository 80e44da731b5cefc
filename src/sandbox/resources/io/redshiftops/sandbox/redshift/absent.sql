-- What reaches the server's files, other settings or large objects is nobody's but the owner's.
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
revoke execute on function pg_catalog.lo_creat(integer), pg_catalog.lo_create(oid), pg_catalog.lo_open(oid, integer),
    pg_catalog.lo_unlink(oid), pg_catalog.lo_from_bytea(oid, bytea) from public;
revoke execute on function pg_catalog.query_to_xml(text, boolean, boolean, text) from public;
