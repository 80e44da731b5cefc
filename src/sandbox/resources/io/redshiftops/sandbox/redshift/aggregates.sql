-- Aggregates whose result types differ from PostgreSQL's, and those that only Redshift has.
alter aggregate pg_catalog.sum(bigint) rename to postgres_sum;
create aggregate pg_catalog.sum(bigint) (sfunc = int8pl, stype = bigint, combinefunc = int8pl, parallel = safe);

create function redshift_internal.whole_average(state bigint[]) returns bigint
language sql immutable strict parallel safe as $$ select state[2] / nullif(state[1], 0) $$;
create function redshift_internal.average_step(state bigint[], value bigint) returns bigint[]
language sql immutable strict parallel safe as $$ select array[state[1] + 1, state[2] + value] $$;

alter aggregate pg_catalog.avg(smallint) rename to postgres_avg;
alter aggregate pg_catalog.avg(integer) rename to postgres_avg;
alter aggregate pg_catalog.avg(bigint) rename to postgres_avg;
create aggregate pg_catalog.avg(smallint) (
    sfunc = int2_avg_accum, stype = bigint[], finalfunc = redshift_internal.whole_average,
    combinefunc = int4_avg_combine, initcond = '{0,0}', parallel = safe);
create aggregate pg_catalog.avg(integer) (
    sfunc = int4_avg_accum, stype = bigint[], finalfunc = redshift_internal.whole_average,
    combinefunc = int4_avg_combine, initcond = '{0,0}', parallel = safe);
create aggregate pg_catalog.avg(bigint) (
    sfunc = redshift_internal.average_step, stype = bigint[], finalfunc = redshift_internal.whole_average,
    combinefunc = int4_avg_combine, initcond = '{0,0}', parallel = safe);

create function redshift_internal.join_step(state text, value text) returns text
language sql immutable as $$ select case when value is null then state else coalesce(state, '') || value end $$;
create aggregate pg_catalog.listagg(text) (sfunc = redshift_internal.join_step, stype = text);
create aggregate pg_catalog.listagg(text, text) (
    sfunc = string_agg_transfn, stype = internal, finalfunc = string_agg_finalfn);

create function redshift_internal.middle(numbers double precision[]) returns double precision
language sql immutable as $$ select percentile_cont(0.5) within group (order by n) from unnest(numbers) n $$;
create function redshift_internal.middle(numbers numeric[]) returns numeric
language sql immutable as $$
    select avg(n) from (
        select n, row_number() over (order by n) as place, count(*) over () as total
        from unnest(numbers) n where n is not null) ranked
    where place in ((total + 1) / 2, (total + 2) / 2)
$$;
create aggregate pg_catalog.median(double precision) (
    sfunc = array_append, stype = double precision[], finalfunc = redshift_internal.middle);
create aggregate pg_catalog.median(numeric) (
    sfunc = array_append, stype = numeric[], finalfunc = redshift_internal.middle);
