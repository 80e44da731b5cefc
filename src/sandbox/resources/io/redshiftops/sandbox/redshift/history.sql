-- What the front end recorded, read from the files that it appends to. Neither the reader's snapshot nor a ROLLBACK
-- touches those, as it is with Redshift's system tables.
set allow_system_table_mods = on;

create schema if not exists redshift_internal;

-- Members see everybody's rows in the system views and every table's rows; what Redshift calls a superuser. It is none
-- of PostgreSQL's, so that it cannot reach the server's files.
create role redshift_superuser;
grant pg_read_all_data, pg_write_all_data, pg_signal_backend, pg_maintain to redshift_superuser;
-- Members have SYSLOG ACCESS UNRESTRICTED.
create role redshift_syslog_unrestricted;
grant redshift_syslog_unrestricted to redshift_superuser with admin option;

grant create on schema public to public;

create function redshift_internal.is_superuser() returns boolean
language sql stable security definer set search_path = pg_catalog
as $$ select pg_has_role(session_user, 'redshift_superuser', 'member') $$;

create function redshift_internal.sees(userid bigint) returns boolean
language sql stable security definer set search_path = pg_catalog
as $$
  select pg_has_role(session_user, 'redshift_superuser', 'member')
      or pg_has_role(session_user, 'redshift_syslog_unrestricted', 'member')
      or userid = (select oid from pg_roles where rolname = session_user)
$$;

-- The lines of a file as objects. A line that is still being written is left out.
create function redshift_internal.events(file text) returns setof jsonb
language plpgsql volatile security definer set search_path = pg_catalog
as $$
declare
  content text := pg_read_file('redshift/' || file, true);
begin
  return query
    select line::jsonb
    from string_to_table(regexp_replace(coalesce(content, ''), E'[^\\n]*$', ''), E'\n') as line
    where line <> '';
end $$;
revoke all on function redshift_internal.events(text) from public;

-- The sessions as they are now, whatever the reader's snapshot.
create function redshift_internal.sessions()
returns table (pid integer, userid oid, username text, db text, started timestamp, xact_start timestamp,
               query_start timestamp, state text, query text, database oid)
language plpgsql volatile security definer set search_path = pg_catalog
as $$
begin
  perform pg_stat_clear_snapshot();
  return query
    select a.pid, a.usesysid, r.rolname::text, d.datname::text, (a.backend_start at time zone 'UTC')::timestamp,
           (a.xact_start at time zone 'UTC')::timestamp, (a.query_start at time zone 'UTC')::timestamp,
           a.state, a.query, a.datid
    from pg_stat_get_activity(null) a
    join pg_roles r on r.oid = a.usesysid
    join pg_database d on d.oid = a.datid
    where a.backend_type = 'client backend' and r.rolname <> 'rdsdb';
end $$;
revoke all on function redshift_internal.sessions() from public;

create function redshift_internal.queries()
returns table (id bigint, query bigint, pid integer, userid integer, username text, db text, xid bigint, label text,
               type text, querytxt text, start timestamp, finish timestamp, status text, error text, result_rows bigint,
               result_bytes bigint, cached_query bigint, cached_id bigint, since timestamp)
language sql volatile security definer set search_path = pg_catalog
as $$
  with events as materialized (select e from redshift_internal.events('queries') e),
  begun as (
    select r.* from events, jsonb_to_record(e) as r(event text, id bigint, query bigint, pid integer, userid integer,
      username text, db text, xid bigint, label text, type text, text text, start timestamp, since timestamp)
    where r.event = 'begin' and redshift_internal.sees(r.userid)),
  ended as (
    select r.* from events, jsonb_to_record(e) as r(event text, id bigint, finish timestamp, status text, error text,
      rows bigint, bytes bigint, cached_query bigint, cached_id bigint)
    where r.event = 'end'),
  alive as materialized (select s.pid, s.started from redshift_internal.sessions() s)
  select b.id, b.query, b.pid, b.userid, b.username, b.db, b.xid, b.label, b.type, b.text, b.start, e.finish,
         coalesce(e.status, case when a.pid is null then 'canceled' else 'running' end), coalesce(e.error, ''),
         coalesce(e.rows, 0), coalesce(e.bytes, 0), e.cached_query, e.cached_id, b.since
  from begun b left join ended e on e.id = b.id left join alive a on a.pid = b.pid and a.started = b.since
$$;

create function redshift_internal.transactions()
returns table (xid bigint, pid integer, userid integer, db text, start timestamp, finish timestamp, committed boolean,
               since timestamp)
language sql volatile security definer set search_path = pg_catalog
as $$
  with events as materialized (select e from redshift_internal.events('transactions') e),
  begun as (
    select r.* from events, jsonb_to_record(e) as r(event text, xid bigint, pid integer, userid integer, db text,
      start timestamp, since timestamp)
    where r.event = 'begin' and redshift_internal.sees(r.userid)),
  ended as (
    select r.* from events, jsonb_to_record(e) as r(event text, xid bigint, finish timestamp, committed boolean)
    where r.event = 'end')
  select b.xid, b.pid, b.userid, b.db, b.start, e.finish, e.committed, b.since
  from begun b left join ended e on e.xid = b.xid
$$;

create function redshift_internal.loads()
returns table (id bigint, query bigint, xid bigint, pid integer, userid integer, db text, table_name text, status text,
               start timestamp, finish timestamp, source text, format text, loaded_rows bigint, loaded_bytes bigint,
               files integer, errors bigint, since timestamp)
language sql volatile security definer set search_path = pg_catalog
as $$
  select r.id, r.query, r.xid, r.pid, r.userid, r.db, r."table", r.status, r.start, r.finish, r.source, r.format, r.rows,
         r.bytes, r.files, r.errors, r.since
  from redshift_internal.events('loads') e, jsonb_to_record(e) as r(id bigint, query bigint, xid bigint, pid integer,
    userid integer, db text, "table" text, status text, start timestamp, finish timestamp, source text, format text,
    rows bigint, bytes bigint, files integer, errors bigint, since timestamp)
  where redshift_internal.sees(r.userid)
$$;

create function redshift_internal.load_files()
returns table (id bigint, query bigint, userid integer, name text, bytes bigint, lines bigint, errors bigint,
               start timestamp, finish timestamp, format text, loaded boolean)
language sql volatile security definer set search_path = pg_catalog
as $$
  select r.id, r.query, r.userid, r.name, r.bytes, r.lines, r.errors, r.start, r.finish, r.format, r.loaded
  from redshift_internal.events('load_files') e, jsonb_to_record(e) as r(id bigint, query bigint, userid integer,
    name text, bytes bigint, lines bigint, errors bigint, start timestamp, finish timestamp, format text, loaded boolean)
  where redshift_internal.sees(r.userid)
$$;

create function redshift_internal.load_errors()
returns table (id bigint, query bigint, xid bigint, pid integer, userid integer, db text, tbl bigint, file text,
               line bigint, col text, type text, length text, "position" integer, raw_line text, raw_field text,
               code integer, reason text, start timestamp)
language sql volatile security definer set search_path = pg_catalog
as $$
  select r.* from redshift_internal.events('load_errors') e, jsonb_to_record(e) as r(id bigint, query bigint, xid bigint,
    pid integer, userid integer, db text, tbl bigint, file text, line bigint, col text, type text, length text,
    "position" integer, raw_line text, raw_field text, code integer, reason text, start timestamp)
  where redshift_internal.sees(r.userid)
$$;

-- Locks of the sessions' transactions; the lock that keeps writers of a table apart is shown as a lock of the table.
create function redshift_internal.locks()
returns table (userid oid, txn_owner text, txn_db text, pid integer, txn_start timestamp, lock_mode text,
               lockable_object_type text, relation oid, granted boolean, since timestamp)
language sql volatile security definer set search_path = pg_catalog
as $$
  select s.userid, s.username, s.db, s.pid, s.xact_start,
         case l.locktype when 'advisory' then 'ShareRowExclusiveLock' else l.mode end,
         case when l.locktype in ('relation', 'advisory') then 'relation' else 'transactionid' end,
         case l.locktype when 'relation' then l.relation when 'advisory' then l.objid end,
         l.granted, s.started
  from pg_lock_status() l
  join redshift_internal.sessions() s on s.pid = l.pid
  where (l.locktype = 'virtualxid' and l.granted
     or l.locktype = 'transactionid' and not l.granted
     or l.locktype = 'advisory' and l.objsubid = 1 and l.classid = 0
     or l.locktype = 'relation' and l.relation >= 16384
        and not exists (select from pg_class c where c.oid = l.relation and l.database = s.database
                        and (c.relkind <> 'r' or c.relnamespace in ('pg_catalog'::regnamespace,
                                                                    'redshift_internal'::regnamespace))))
    and redshift_internal.sees(s.userid::bigint)
$$;

create function pg_catalog.pg_last_copy_count() returns bigint
language sql volatile security definer set search_path = pg_catalog
as $$
  select coalesce((
    select l.loaded_rows from redshift_internal.loads() l join redshift_internal.sessions() s
      on s.pid = l.pid and s.started = l.since
    where l.pid = pg_backend_pid() order by l.id desc limit 1), 0)
$$;

create function pg_catalog.pg_last_copy_id() returns integer
language sql volatile security definer set search_path = pg_catalog
as $$
  select coalesce((
    select l.query::integer from redshift_internal.loads() l join redshift_internal.sessions() s
      on s.pid = l.pid and s.started = l.since
    where l.pid = pg_backend_pid() order by l.id desc limit 1), -1)
$$;

create function pg_catalog.pg_last_query_id() returns integer
language sql volatile security definer set search_path = pg_catalog
as $$
  select coalesce((
    select max(q.query)::integer from redshift_internal.queries() q join redshift_internal.sessions() s
      on s.pid = q.pid and s.started = q.since
    where q.pid = pg_backend_pid() and q.finish is not null and q.query > 0), -1)
$$;

-- Writers of a table exclude each other, and not its readers. An advisory lock does it, since a stronger lock on the
-- table itself would have to be taken by those who hold a weaker one already: a deadlock.
create function redshift_internal.exclude_writers() returns trigger
language plpgsql security definer set search_path = pg_catalog
as $$
begin
  perform pg_advisory_xact_lock(tg_relid::bigint);
  return null;
end $$;
grant execute on function redshift_internal.exclude_writers() to public;

create function redshift_internal.guard_new_table() returns event_trigger
language plpgsql security definer set search_path = pg_catalog set allow_system_table_mods = on
as $$
declare
  created record;
begin
  for created in
    select c.objid from pg_event_trigger_ddl_commands() c join pg_class t on t.oid = c.objid
    where c.classid = 'pg_class'::regclass and t.relkind = 'r' and t.relpersistence = 'p'
      and c.command_tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO')
      and not exists (select from pg_trigger g where g.tgrelid = t.oid and g.tgname = 'exclude_writers')
  loop
    execute format('create trigger exclude_writers before insert or update or delete on %s for each statement'
      ' execute function redshift_internal.exclude_writers()', created.objid::regclass);
    -- psql describes a table without its internal triggers.
    update pg_trigger set tgisinternal = true where tgrelid = created.objid and tgname = 'exclude_writers';
  end loop;
end $$;
create event trigger guard_new_table on ddl_command_end
  when tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO')
  execute function redshift_internal.guard_new_table();

-- What PostgreSQL lets everybody call and Redshift does not have: it would hold sessions up, touch locks that belong to
-- the emulation, or keep data outside of tables.
do $$
declare
  found regprocedure;
begin
  for found in
    select p.oid::regprocedure from pg_catalog.pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace
      and (p.proname ~ '^(lo_|lo$|loread|lowrite|pg_sleep|pg_advisory|pg_try_advisory|pg_notify|pg_read_|pg_ls_|pg_stat_file|query_to_xml|cursor_to_xml|table_to_xml|schema_to_xml|database_to_xml|pg_logical|pg_replication|pg_create_|pg_export_snapshot|pg_log_backend|pg_xact|pg_current_xact|pg_snapshot|pg_current_snapshot|pg_listening|pg_relation_filepath|pg_tablespace_location|pg_current_logfile|pg_hba_file|pg_ident_file|pg_config|pg_wal|pg_walfile|inet_server|inet_client)'
           or p.proname in ('set_config', 'pg_reload_conf', 'pg_rotate_logfile', 'pg_promote', 'pg_switch_wal',
                            'pg_backup_start', 'pg_backup_stop', 'pg_stat_reset'))
  loop
    execute format('revoke execute on function %s from public', found);
  end loop;
end $$;

create function redshift_internal.visible_sessions()
returns table (pid integer, username text, db text, started timestamp)
language sql volatile security definer set search_path = pg_catalog
as $$
  select s.pid, s.username, s.db, s.started from redshift_internal.sessions() s where redshift_internal.sees(s.userid::bigint)
$$;

-- The front end does a part of a COPY, so it is told, by a notice that no client gets to see.
alter function pg_catalog.pg_cancel_backend(integer) set schema redshift_internal;
create function pg_catalog.pg_cancel_backend(pid integer) returns boolean
language plpgsql volatile strict set search_path = pg_catalog set client_min_messages = notice
as $$
begin
  if not redshift_internal.pg_cancel_backend(pid) then
    return false;
  end if;
  raise notice using errcode = 'RS001', message = pid;
  return true;
end $$;

create function redshift_internal.open_transactions() returns table (xid bigint, pid integer, since timestamp)
language sql volatile security definer set search_path = pg_catalog
as $$
  select t.xid, t.pid, t.since from redshift_internal.transactions() t where t.finish is null
$$;

create function redshift_internal.isolation(database text) returns text
language sql stable security definer set search_path = pg_catalog
as $$
  select case when exists (
      select from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase, unnest(s.setconfig) as c
      where d.datname = database and s.setrole = 0 and c = 'default_transaction_isolation=serializable')
    then 'Serializable' else 'Snapshot Isolation' end
$$;
