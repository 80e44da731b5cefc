-- What Redshift knows of a table beyond PostgreSQL: distribution, order, encodings, primary key. It changes in the
-- transaction of the DDL, by event triggers that read the comment which the dialect puts before a statement.
-- As in Redshift, everybody may create tables in public.
grant create on schema public to public;

create table redshift_internal.table_design (
    table_id oid primary key,
    dist_style text not null,                        -- AUTO, EVEN, ALL or KEY
    dist_key smallint,                               -- attnum, for KEY
    sort_order text not null,                        -- AUTO, NONE, COMPOUND or INTERLEAVED
    sort_keys smallint[] not null default '{}',      -- attnums
    primary_key smallint[] not null default '{}',    -- attnums, informational
    created timestamp not null default (statement_timestamp() at time zone 'UTC'));

create table redshift_internal.column_encoding (
    table_id oid not null,
    attnum smallint not null,
    encoding text not null,
    primary key (table_id, attnum));

grant select on redshift_internal.table_design, redshift_internal.column_encoding to public;

create function redshift_internal.column_numbers(relation oid, names jsonb) returns smallint[]
language plpgsql stable set search_path = pg_catalog as $$
declare
    numbers smallint[] := '{}';
    number smallint;
    name text;
begin
    for name in select jsonb_array_elements_text(names) loop
        select attnum into number from pg_attribute
        where attrelid = relation and attname = name and attnum > 0 and not attisdropped;
        if number is null then
            raise exception using errcode = '42703', message = format('column "%s" does not exist', name);
        end if;
        numbers := numbers || number;
    end loop;
    return numbers;
end $$;

create function redshift_internal.default_encoding(type oid, is_sort_key boolean) returns text
language sql immutable as $$
    select case
        when is_sort_key then 'none'
        when type in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype, 'date'::regtype,
            'timestamp'::regtype, 'timestamptz'::regtype) then 'az64'
        when type in ('varchar'::regtype, 'bpchar'::regtype, 'text'::regtype) then 'lzo'
        else 'none'
    end
$$;

create function redshift_internal.note_design(relation oid, design jsonb, parent oid) returns void
language plpgsql set search_path = pg_catalog as $$
begin
    insert into redshift_internal.table_design (table_id, dist_style, dist_key, sort_order, sort_keys)
    select relation, coalesce(p.dist_style, 'AUTO'), p.dist_key, coalesce(p.sort_order, 'AUTO'),
        coalesce(p.sort_keys, '{}')
    from (select 1) one left join redshift_internal.table_design p on p.table_id = parent
    on conflict (table_id) do nothing;

    if design ? 'style' then
        update redshift_internal.table_design
        set dist_style = design ->> 'style',
            dist_key = case when design ? 'dist'
                then (redshift_internal.column_numbers(relation, jsonb_build_array(design -> 'dist')))[1] end
        where table_id = relation;
    end if;
    if design ? 'order' then
        update redshift_internal.table_design
        set sort_order = design ->> 'order',
            sort_keys = redshift_internal.column_numbers(relation, design -> 'keys')
        where table_id = relation;
    end if;
    if jsonb_array_length(design -> 'primary') > 0 then
        update redshift_internal.table_design
        set primary_key = redshift_internal.column_numbers(relation, design -> 'primary')
        where table_id = relation;
    end if;

    insert into redshift_internal.column_encoding (table_id, attnum, encoding)
    select relation, a.attnum, coalesce(e.encoding,
        redshift_internal.default_encoding(a.atttypid, a.attnum = any (d.sort_keys)))
    from pg_attribute a
    join redshift_internal.table_design d on d.table_id = relation
    left join redshift_internal.column_encoding e on e.table_id = parent and e.attnum = a.attnum
    where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
    on conflict (table_id, attnum) do nothing;

    update redshift_internal.column_encoding c
    set encoding = case e.value
        when 'raw' then 'none'
        when 'auto' then redshift_internal.default_encoding(a.atttypid, false)
        else e.value end
    from jsonb_each_text(design -> 'encodings') e, pg_attribute a
    where c.table_id = relation and a.attrelid = relation and a.attname = e.key and c.attnum = a.attnum;
end $$;

create function redshift_internal.note_designs(query text, parent oid) returns void
language plpgsql set search_path = pg_catalog as $$
declare
    design jsonb := '{"keys": [], "primary": [], "encodings": {}}';
    relation oid;
begin
    if starts_with(query, '/*redshift ') then
        design := substr(query, 12, position('*/' in query) - 12)::jsonb;
    end if;
    for relation in
        select distinct d.objid from pg_event_trigger_ddl_commands() d
        join pg_class c on c.oid = d.objid and c.relkind = 'r'
        where d.classid = 'pg_class'::regclass
    loop
        perform redshift_internal.note_design(relation, design, parent);
    end loop;
end $$;

-- Runs with the owner's rights but the session's search_path, by which LIKE finds its table: so everything is qualified.
create function redshift_internal.ddl_ended() returns event_trigger
language plpgsql security definer as $$
declare
    query pg_catalog.text := pg_catalog.current_query();
    parent pg_catalog.oid;
begin
    if pg_catalog.starts_with(query, '/*redshift ') then
        parent := pg_catalog.to_regclass(pg_catalog.json_extract_path_text(
            pg_catalog.split_part(pg_catalog.substr(query, 12), '*/', 1)::pg_catalog.json, 'like'));
    end if;
    perform redshift_internal.note_designs(query, parent);
end $$;

create function redshift_internal.dropped() returns event_trigger
language plpgsql security definer set search_path = pg_catalog as $$
declare
    command record;
begin
    for command in select objid, objsubid from pg_event_trigger_dropped_objects()
        where classid = 'pg_class'::regclass
    loop
        delete from redshift_internal.column_encoding
        where table_id = command.objid and (command.objsubid = 0 or attnum = command.objsubid);
        delete from redshift_internal.table_design where table_id = command.objid and command.objsubid = 0;
    end loop;
end $$;

revoke all on function redshift_internal.column_numbers, redshift_internal.note_design,
    redshift_internal.note_designs from public;

create event trigger redshift_ddl_ended on ddl_command_end
    when tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE')
    execute function redshift_internal.ddl_ended();
create event trigger redshift_dropped on sql_drop execute function redshift_internal.dropped();
