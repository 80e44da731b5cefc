-- Redshift's system tables and views, with its columns and types.
set allow_system_table_mods = on;

create view pg_catalog.stv_sessions as
select started as starttime, pid as process, username::char(50) as user_name, db::char(50) as db_name,
       0 as timeout_sec
from (select * from redshift_internal.visible_sessions()) s;

create view pg_catalog.stv_recents as
select userid::integer as userid, (case status when 'running' then 'Running' else 'Done' end)::char(20) as status,
       start as starttime,
       (extract(epoch from coalesce(finish, (clock_timestamp() at time zone 'UTC')::timestamp) - start) * 1000000)::integer
         as duration,
       username::char(50) as user_name, db::char(50) as db_name, querytxt::char(600) as query,
       case status when 'running' then pid else -1 end as pid
from redshift_internal.queries();

create view pg_catalog.svv_transactions as
select l.txn_owner, l.txn_db, t.xid, l.pid, l.txn_start, l.lock_mode, l.lockable_object_type,
       l.relation::bigint::integer as relation, l.granted
from redshift_internal.locks() l
left join lateral (
  select max(xid) as xid from redshift_internal.open_transactions() o where o.pid = l.pid and o.since = l.since) t on true;

create view pg_catalog.stl_load_commits as
select userid, query::integer as query, 0 as slice, name::char(256) as name, name::char(256) as filename,
       0 as byte_offset, lines::integer as lines_scanned, errors::integer as errors, finish as curtime, 1 as status,
       format::char(16) as file_format, 0 as is_partial, 0::bigint as start_offset, 0::bigint as copy_job_id
from redshift_internal.load_files()
where loaded;

create view pg_catalog.stl_load_errors as
select userid, 0 as slice, tbl::integer as tbl, start as starttime, pid as session, query::integer as query,
       file::char(256) as filename, line as line_number, col::char(127) as colname, type::char(10) as type,
       length::char(10) as col_length, "position", raw_line::char(1024) as raw_line,
       raw_field::char(1024) as raw_field_value, code as err_code, reason::char(100) as err_reason, 0 as is_partial,
       0::bigint as start_offset, 0::bigint as copy_job_id
from redshift_internal.load_errors();

create view pg_catalog.sys_load_history as
select userid as user_id, id as query_id, xid as transaction_id, pid as session_id, db as database_name, status,
       table_name, start as start_time, finish as end_time,
       (extract(epoch from finish - start) * 1000000)::bigint as duration, source as data_source,
       format as file_format, loaded_rows, loaded_bytes, files as source_file_count,
       loaded_bytes as source_file_bytes, files as file_count_scanned, loaded_bytes as file_bytes_scanned,
       errors as error_count, 0::bigint as copy_job_id
from redshift_internal.loads();

create view pg_catalog.sys_load_detail as
select userid as user_id, id::integer as query_id, name::char(256) as file_name, bytes::integer as bytes_scanned,
       lines::integer as lines_scanned, finish as record_time, 1 as splits_scanned, start as start_time,
       finish as end_time
from redshift_internal.load_files();

create view pg_catalog.sys_load_error_detail as
select userid as user_id, id as query_id, xid as transaction_id, pid as session_id, db::char(64) as database_name,
       tbl::integer as table_id, start as start_time, file::char(256) as file_name, line as line_number,
       col::char(127) as column_name, type::char(10) as column_type, length::char(10) as column_length, "position",
       code as error_code, reason::char(512) as error_message
from redshift_internal.load_errors();

create view pg_catalog.stl_query as
select userid, query::integer as query, label::char(320) as label, xid, pid, db::char(32) as database,
       querytxt::char(4000) as querytxt, start as starttime, finish as endtime,
       case status when 'success' then 0 else 1 end as aborted, 0 as insert_pristine,
       0 as concurrency_scaling_status
from redshift_internal.queries()
where query > 0 and finish is not null and cached_id is null;

create view pg_catalog.svl_qlog as
select userid, query::integer as query, xid, pid, start as starttime, finish as endtime,
       (extract(epoch from finish - start) * 1000000)::bigint as elapsed,
       case status when 'success' then 0 else 1 end as aborted, label::char(320) as label,
       querytxt::char(60) as substring, cached_query::integer as source_query,
       'Ran on the main cluster'::text as concurrency_scaling_status_txt, 0 as from_sp_call
from redshift_internal.queries()
where query > 0 and finish is not null;

create view pg_catalog.sys_query_history as
select userid as user_id, id as query_id, label::char(320) as query_label, xid as transaction_id, pid as session_id,
       db::char(128) as database_name, type::char(32) as query_type, status::char(10) as status,
       cached_id is not null as result_cache_hit, start as start_time, finish as end_time,
       elapsed as elapsed_time, 0::bigint as queue_time, elapsed as execution_time,
       error::char(512) as error_message, result_rows as returned_rows, result_bytes as returned_bytes,
       querytxt::char(4000) as query_text, '1.0.12103'::char(256) as redshift_version,
       null::char(150) as usage_limit, 'primary'::varchar(32) as compute_type, 0::bigint as compile_time,
       0::bigint as planning_time, 0::bigint as lock_wait_time, 100 as service_class_id,
       'Default queue'::char(64) as service_class_name, 'Normal'::varchar(20) as query_priority,
       'false'::varchar(10) as short_query_accelerated,
       cached_id as result_cache_query_id, username::varchar(128) as username
from (
  select q.*, (extract(epoch from coalesce(finish, (clock_timestamp() at time zone 'UTC')::timestamp) - start)
               * 1000000)::bigint as elapsed
  from redshift_internal.queries() q) q;

create view pg_catalog.sys_transaction_history as
select userid as user_id, xid as transaction_id, redshift_internal.isolation(db) as isolation_level,
       case when committed then 'committed' else 'rolledback' end as status, start as transaction_start_time,
       case when committed then finish end as commit_start_time, case when committed then finish end as commit_end_time,
       case when committed then null else -1 end::bigint as undo_transaction_id
from redshift_internal.transactions()
where finish is not null and redshift_internal.is_superuser();

create view pg_catalog.svv_redshift_databases as
select datname::varchar(128) as database_name, datdba::bigint::integer as database_owner,
       'local'::varchar(32) as database_type, datacl::text::varchar(128) as database_acl,
       'UTF8'::varchar(128) as database_options,
       redshift_internal.isolation(datname::text)::varchar(128) as database_isolation_level
from pg_catalog.pg_database
where not datistemplate;

create view pg_catalog.svv_external_schemas as
select null::oid as esoid, null::smallint as eskind, null::name as schemaname, null::integer as esowner,
       null::text as databasename, null::text as esoptions
where false;

create view pg_catalog.stv_slices as
select 0 as node, s.slice, s.slice as localslice, 'D'::char(1) as type from generate_series(0, 1) as s(slice);

create view pg_catalog.svv_tables as
select table_catalog::text, table_schema::text, table_name::text, table_type::text, null::text as remarks
from information_schema.tables
where table_schema <> 'redshift_internal';

create view pg_catalog.svv_columns as
select table_catalog::text, table_schema::text, table_name::text, column_name::text, ordinal_position::integer,
       column_default::text, is_nullable::text, data_type::text, character_maximum_length::integer,
       numeric_precision::integer, numeric_precision_radix::integer, numeric_scale::integer,
       datetime_precision::integer, interval_type::text, interval_precision::text, character_set_catalog::text,
       character_set_schema::text, character_set_name::text, collation_catalog::text, collation_schema::text,
       collation_name::text, domain_name::text, null::text as remarks
from information_schema.columns
where table_schema <> 'redshift_internal';

-- The records of metadata.sql that these views read.
create table if not exists redshift_internal.table_design (
    table_id oid primary key, dist_style text not null, dist_key smallint, sort_order text not null,
    sort_keys smallint[] not null default '{}', primary_key smallint[] not null default '{}',
    created timestamp not null default (statement_timestamp() at time zone 'UTC'));
create table if not exists redshift_internal.column_encoding (
    table_id oid not null, attnum smallint not null, encoding text not null, primary key (table_id, attnum));

create function redshift_internal.row_count(relation oid) returns bigint
language plpgsql stable security definer set search_path = pg_catalog
as $$
declare
  counted bigint;
begin
  execute format('select count(*) from %s', relation::regclass) into counted;
  return counted;
end $$;
revoke all on function redshift_internal.row_count(oid) from public;

create function redshift_internal.table_sizes() returns table (table_id oid, tbl_rows bigint, megabytes bigint)
language sql stable security definer set search_path = pg_catalog
as $$
  select d.table_id, redshift_internal.row_count(d.table_id), ceil(pg_table_size(d.table_id) / 1048576.0)::bigint
  from redshift_internal.table_design d join pg_class c on c.oid = d.table_id
  where redshift_internal.is_superuser() and c.relpersistence = 'p'
$$;

create view pg_catalog.svv_table_info as
select current_database()::text as database, n.nspname::text as schema, c.oid as table_id, c.relname::text as "table",
       (case when exists (select from redshift_internal.column_encoding e
                          where e.table_id = c.oid and e.encoding not in ('none', 'raw')) then 'Y' else 'N' end)::text
         as encoded,
       (case d.dist_style
          when 'KEY' then 'KEY(' || (select attname from pg_attribute where attrelid = c.oid and attnum = d.dist_key) || ')'
          when 'AUTO' then 'AUTO(ALL)' else d.dist_style end)::text as diststyle,
       (case d.sort_order when 'AUTO' then 'AUTO(SORTKEY)' when 'INTERLEAVED' then 'INTERLEAVED' else k.attname end)::text
         as sortkey1,
       (select coalesce(max(atttypmod - 4), 0) from pg_attribute
        where attrelid = c.oid and attnum > 0 and atttypid = 'varchar'::regtype)::integer as max_varchar,
       (select e.encoding from redshift_internal.column_encoding e
        where e.table_id = c.oid and e.attnum = d.sort_keys[1])::char(32) as sortkey1_enc,
       cardinality(d.sort_keys) as sortkey_num, s.megabytes as size, null::numeric(10, 4) as pct_used,
       0::bigint as empty, null::numeric(5, 2) as unsorted, null::numeric(5, 2) as stats_off,
       s.tbl_rows::numeric(38, 0) as tbl_rows, null::numeric(19, 2) as skew_sortkey1, null::numeric(19, 2) as skew_rows,
       s.tbl_rows::numeric(38, 0) as estimated_visible_rows, null::text as risk_event,
       null::numeric(12, 2) as vacuum_sort_benefit, d.created as create_time
from redshift_internal.table_sizes() s
join redshift_internal.table_design d on d.table_id = s.table_id
join pg_catalog.pg_class c on c.oid = d.table_id
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_attribute k on k.attrelid = c.oid and k.attnum = d.sort_keys[1]
where s.tbl_rows > 0;

create view pg_catalog.pg_table_def as
select n.nspname as schemaname, c.relname as tablename, a.attname as "column",
       pg_catalog.format_type(a.atttypid, a.atttypmod) as type, coalesce(e.encoding, 'none')::char(32) as encoding,
       coalesce(d.dist_style = 'KEY' and d.dist_key = a.attnum, false) as distkey,
       (coalesce(pg_catalog.array_position(d.sort_keys, a.attnum), 0)
        * case when d.sort_order = 'INTERLEAVED'
                 and pg_catalog.array_position(d.sort_keys, a.attnum) % 2 = 0 then -1 else 1 end)::integer as sortkey,
       a.attnotnull as "notnull"
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join redshift_internal.table_design d on d.table_id = c.oid
left join redshift_internal.column_encoding e on e.table_id = c.oid and e.attnum = a.attnum
where c.relkind = 'r' and n.nspname = any (pg_catalog.current_schemas(true))
  and n.nspname not in ('redshift_internal', 'information_schema');
grant select on pg_catalog.pg_table_def to public;

do $$
declare
  created regclass;
begin
  for created in
    select oid::regclass from pg_catalog.pg_class
    where relkind = 'v' and relnamespace = 'pg_catalog'::regnamespace and relname ~ '^(stv|stl|svl|svv|sys)_'
  loop
    execute format('grant select on %s to public', created);
  end loop;
end $$;
