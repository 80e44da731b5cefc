-- Functions that Redshift has and PostgreSQL has not, where every user finds them.
-- https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_functions.html
create schema redshift_internal;
grant usage on schema redshift_internal to public;

create function redshift_internal.current_user_id() returns integer language sql stable as
$$ select oid::integer from pg_catalog.pg_roles where rolname = current_user $$;
create function redshift_internal.current_namespace() returns oid language sql stable as
$$ select oid from pg_catalog.pg_namespace where nspname = current_schema() $$;
-- A setting of Redshift's own; one that was never set is unset.
create function redshift_internal.current_setting(name text) returns text language sql stable as
$$ select coalesce(nullif(pg_catalog.current_setting('redshift.' || name, true), ''), 'unset') $$;

create or replace function pg_catalog.version() returns text language sql stable parallel safe as
$$ select 'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.12103'::text $$;

create function pg_catalog.getdate() returns timestamp language sql stable as
$$ select date_trunc('second', statement_timestamp()::timestamp) $$;
create function pg_catalog.sysdate() returns timestamp language sql stable as
$$ select transaction_timestamp()::timestamp $$;

create function pg_catalog.len(text) returns integer language sql immutable strict parallel safe as
$$ select length($1) $$;
create function pg_catalog.len(character) returns integer language sql immutable strict parallel safe as
$$ select length(rtrim($1::text)) $$;
create function pg_catalog.charindex(part text, whole text) returns integer
language sql immutable strict parallel safe as $$ select strpos($2, $1) $$;
create function pg_catalog.replicate(text, integer) returns text language sql immutable strict parallel safe as
$$ select repeat($1, $2) $$;

create function pg_catalog.strtol(digits text, base integer) returns bigint
language plpgsql immutable strict parallel safe as $$
declare
    rest text := lower(btrim(digits));
    sign bigint := 1;
    value bigint := 0;
    digit integer;
begin
    if base < 2 or base > 36 then
        raise exception using errcode = '22023', message = format('The input base %s is out of range [2, 36].', base);
    end if;
    if left(rest, 1) in ('-', '+') then
        sign := case left(rest, 1) when '-' then -1 else 1 end;
        rest := substr(rest, 2);
    end if;
    if base = 16 and starts_with(rest, '0x') then
        rest := substr(rest, 3);
    end if;
    for i in 1 .. length(rest) loop
        digit := strpos('0123456789abcdefghijklmnopqrstuvwxyz', substr(rest, i, 1)) - 1;
        if digit < 0 or digit >= base then
            raise exception using errcode = '22023',
                message = format('The input %s is not valid to be converted to base %s.', digits, base);
        end if;
        value := value * base + digit;
    end loop;
    return sign * value;
end $$;

create function pg_catalog.json_extract_path_text(document text, variadic path text[]) returns text
language sql immutable parallel safe as $$ select document::jsonb #>> path $$;

create function redshift_internal.part_interval(part text, number bigint) returns interval
language sql immutable strict parallel safe as $$
    select case part
        when 'quarter' then number * interval '3 months'
        when 'century' then number * interval '100 years'
        when 'decade' then number * interval '10 years'
        when 'millennium' then number * interval '1000 years'
        when 'milliseconds' then number * interval '1 millisecond'
        when 'microseconds' then number * interval '1 microsecond'
        else number * ('1 ' || part)::interval
    end
$$;

create function pg_catalog.dateadd(part text, number bigint, moment timestamp) returns timestamp
language sql immutable strict parallel safe as $$ select moment + redshift_internal.part_interval(part, number) $$;
create function pg_catalog.dateadd(part text, number bigint, moment timestamptz) returns timestamptz
language sql stable strict parallel safe as $$ select moment + redshift_internal.part_interval(part, number) $$;
create function pg_catalog.dateadd(part text, number bigint, moment text) returns timestamp
language sql stable strict parallel safe as
$$ select moment::timestamp + redshift_internal.part_interval(part, number) $$;

-- Counts the boundaries between two moments.
create function pg_catalog.datediff(part text, first timestamp, last timestamp) returns bigint
language sql immutable strict parallel safe as $$
    select case part
        when 'millennium' then (extract(millennium from last) - extract(millennium from first))::bigint
        when 'century' then (extract(century from last) - extract(century from first))::bigint
        when 'decade' then (extract(decade from last) - extract(decade from first))::bigint
        when 'year' then (extract(year from last) - extract(year from first))::bigint
        when 'quarter' then ((extract(year from last) - extract(year from first)) * 4
            + extract(quarter from last) - extract(quarter from first))::bigint
        when 'month' then ((extract(year from last) - extract(year from first)) * 12
            + extract(month from last) - extract(month from first))::bigint
        when 'week' then ((date_trunc('week', last)::date - date_trunc('week', first)::date) / 7)::bigint
        when 'day' then (last::date - first::date)::bigint
        when 'microseconds' then (extract(epoch from last - first) * 1000000)::bigint
        when 'milliseconds' then (extract(epoch from
            date_trunc('milliseconds', last) - date_trunc('milliseconds', first)) * 1000)::bigint
        else (extract(epoch from date_trunc(part, last) - date_trunc(part, first))
            / extract(epoch from ('1 ' || part)::interval))::bigint
    end
$$;
create function pg_catalog.datediff(part text, first timestamptz, last timestamptz) returns bigint
language sql stable strict parallel safe as $$ select datediff(part, first::timestamp, last::timestamp) $$;
create function pg_catalog.datediff(part text, first text, last text) returns bigint
language sql stable strict parallel safe as $$ select datediff(part, first::timestamp, last::timestamp) $$;

create function pg_catalog.trunc(timestamp) returns date language sql immutable strict parallel safe as
$$ select $1::date $$;
create function pg_catalog.last_day(timestamp) returns date language sql immutable strict parallel safe as
$$ select (date_trunc('month', $1) + interval '1 month' - interval '1 day')::date $$;
create function pg_catalog.add_months(moment timestamp, number bigint) returns timestamp
language sql immutable strict parallel safe as $$
    select case when moment::date = last_day(moment)
        then last_day(moment + number * interval '1 month') + moment::time
        else moment + number * interval '1 month' end
$$;
create function pg_catalog.months_between(last timestamp, first timestamp) returns double precision
language sql immutable strict parallel safe as $$
    select (extract(year from last) - extract(year from first)) * 12
        + extract(month from last) - extract(month from first)
        + case when extract(day from last) = extract(day from first)
                or (last::date = last_day(last) and first::date = last_day(first)) then 0
            else (extract(day from last) - extract(day from first)
                + extract(epoch from last::time - first::time) / 86400) / 31 end
$$;
create function pg_catalog.date_part_year(date) returns integer language sql immutable strict parallel safe as
$$ select extract(year from $1)::integer $$;
create function pg_catalog.convert_timezone(target text, moment timestamp) returns timestamp
language sql stable strict parallel safe as $$ select moment at time zone 'UTC' at time zone target $$;
create function pg_catalog.convert_timezone(origin text, target text, moment timestamp) returns timestamp
language sql stable strict parallel safe as $$ select moment at time zone origin at time zone target $$;

create function pg_catalog.sha2(value text, bits integer) returns text
language sql immutable strict parallel safe as $$
    select case bits
        when 0 then encode(sha256(convert_to(value, 'UTF8')), 'hex')
        when 224 then encode(sha224(convert_to(value, 'UTF8')), 'hex')
        when 256 then encode(sha256(convert_to(value, 'UTF8')), 'hex')
        when 384 then encode(sha384(convert_to(value, 'UTF8')), 'hex')
        when 512 then encode(sha512(convert_to(value, 'UTF8')), 'hex')
    end
$$;

-- A VARCHAR's length counts bytes, where PostgreSQL counts characters.
-- https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html
create function redshift_internal.shortened(value varchar, bytes integer, explicit boolean) returns varchar
language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
    whole bytea := convert_to(value, 'UTF8');
    kept integer := bytes;
    start varchar;
begin
    -- A character that does not fit whole goes whole.
    while kept > 0 and get_byte(whole, kept) & 192 = 128 loop
        kept := kept - 1;
    end loop;
    start := convert_from(substring(whole for kept), 'UTF8');
    -- Only a cast may lose more than blanks.
    if not explicit and rtrim(substr(value, length(start) + 1), ' ') <> '' then
        raise exception using errcode = '22001',
            message = format('value too long for type character varying(%s)', bytes);
    end if;
    return start;
end $$;
create function redshift_internal.varchar(value varchar, modifier integer, explicit boolean) returns varchar
language sql immutable parallel safe as $$
    select case when octet_length(value) <= modifier - 4 then value
        else redshift_internal.shortened(value, modifier - 4, explicit) end
$$;
set allow_system_table_mods = on;
update pg_catalog.pg_cast set castfunc = 'redshift_internal.varchar(varchar, integer, boolean)'::regprocedure
where castsource = 'varchar'::regtype and casttarget = 'varchar'::regtype;

create function pg_catalog.regexp_replace(value text, pattern text) returns text
language sql immutable strict parallel safe as $$ select regexp_replace(value, pattern, '', 'g') $$;
-- There are no late-binding views here, but drivers ask for their columns.
create function pg_catalog.pg_get_late_binding_view_cols() returns setof record language sql stable as
$$ select null::name, null::name, null::name, null::text, null::integer where false $$;
