package io.redshiftops.sandbox.redshift.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "select n.x as table_schem, 1 as a from pg_namespace n where table_schem like 'p'"
                        + " ~ select n.x as table_schem, 1 as a from pg_namespace n where (n.x) like 'p'",
                "select table_schem from (select a as table_schem from t) where table_schem = 'p'"
                        + " ~ select table_schem from (select a as table_schem from t) where table_schem = 'p'",
                "select case a when 1 then 1when 2 then 2else 3 end"
                        + " ~ select case a when 1 then 1 when 2 then 2 else 3 end",
                "select c.relkind, c.relhasoids from pg_class c ~ select c.relkind, false from pg_class c",
                "select nvl(a, b) from t ~ select coalesce(a, b) from t",
                "select nvl2(a, b, c) ~ select CASE WHEN (a) IS NOT NULL THEN ( b) ELSE ( c) END",
                "select top 3 a from t order by a ~ select   a from t order by a LIMIT 3",
                "select 1 minus select 2 ~ select 1 EXCEPT select 2",
                "select dateadd(day, 1, x) ~ select dateadd('day'::text, 1, x)",
                "select datediff(mons, x, y) ~ select datediff('month'::text, x, y)",
                "select 'nvl(a, b)', \"NVL\" from \"T\" ~ select 'nvl(a, b)', \"nvl\" from \"t\"",
                "select approximate count(distinct a) from t ~ select  count(distinct a) from t",
                "select a::decimal(5,2) from #x ~ select a::numeric(5,2) from \"#x\"",
                "delete t where a = 1 ~ delete FROM t where a = 1",
                "lock a.b, c ~ LOCK TABLE \"a\".\"b\", \"c\" IN ACCESS EXCLUSIVE MODE",
                "begin isolation level serializable, read only ~ BEGIN READ ONLY",
                "end ~ COMMIT",
                "abort work ~ ROLLBACK",
                "set query_group to 'x' ~ SET redshift.query_group TO E'x'",
                "set readonly=1 ~ SET default_transaction_read_only TO E'on'",
                "vacuum full t to 90 percent ~ VACUUM \"t\"",
                "create user u password 'Secret123' nocreatedb ~ CREATE USER \"u\" PASSWORD E'Secret123' nocreatedb",
                "grant select on \"T\" to \"Bob\" ~ grant select on \"t\" to \"Bob\"",
            })
    void statementsAreRewritten(String text, String sql) {
        assertThat(Dialect.compile(text, false)).singleElement().satisfies(statement -> {
            assertThat(statement.sql()).isEqualTo(sql);
            assertThat(statement.text()).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "create index i on t (a) ~ 0A000 ~ SQL command \"create index i on t (a)\" not supported on Redshift tables.",
                "create table t (id serial) ~ 0A000 ~ Column \"t.id\" has unsupported type \"serial\".",
                "create table t (a int[]) ~ 0A000 ~ Column \"t.a\" has unsupported type \"int[]\".",
                "create table t (a super) ~ 0A000 ~ type SUPER is not emulated by this sandbox",
                "create table t (a int check (a > 1)) ~ 0A000 ~ a column's CHECK is not supported by Amazon Redshift",
                "create table t (a int distkey) diststyle all ~ 42P16 ~ cannot specify DISTKEY for a table of DISTSTYLE ALL",
                "select string_agg(a, b) from t ~ 0A000 ~ function string_agg() is not supported by Amazon Redshift",
                "select \"pg_read_file\"('x') ~ 0A000 ~ function pg_read_file() is not supported by Amazon Redshift",
                "select U&\"pg\\005fsleep\"(1) ~ 42601 ~ syntax error at or near \"U&\"pg\\005fsleep\"(1)\"",
                "select * from (values (1)) x ~ 0A000 ~ VALUES as a table is not supported by Amazon Redshift",
                "insert into t values (1) returning a ~ 0A000 ~ INSERT … RETURNING is not supported by Amazon Redshift",
                "insert into t values (1) on conflict do nothing ~ 0A000 ~ ON CONFLICT is not supported by Amazon Redshift",
                "savepoint a ~ 0A000 ~ SAVEPOINT is not supported by Amazon Redshift",
                "create or replace procedure p() as 'x' ~ 0A000 ~ CREATE OR REPLACE PROCEDURE is not emulated by this sandbox",
                "create materialized view v as select 1 ~ 0A000 ~ CREATE MATERIALIZED VIEW is not emulated by this sandbox",
                "refresh materialized view v ~ 0A000 ~ REFRESH is not emulated by this sandbox",
                "create external schema s from data catalog ~ 0A000 ~ CREATE EXTERNAL SCHEMA is not emulated by this sandbox",
                "copy t (a) from stdin ~ 0A000 ~ COPY … FROM STDIN is not supported by Amazon Redshift",
                "copy t to 's3://b' ~ 0A000 ~ COPY … TO is not supported by Amazon Redshift",
                "unload ('select 1') to 's3://b' ~ 0A000 ~ UNLOAD is not emulated by this sandbox",
                "create user u password 'secret123' ~ 22023 ~ password must contain an uppercase letter",
                "set standard_conforming_strings to on ~ 55P02 ~ parameter \"standard_conforming_strings\" cannot be changed",
                "set work_mem to '1GB' ~ 42704 ~ unrecognized configuration parameter \"work_mem\"",
                "frobnicate t ~ 42601 ~ syntax error at or near \"frobnicate\"",
            })
    void whatDoesNotRunIsRefusedByName(String text, String code, String message) {
        assertThatThrownBy(() -> Dialect.compile(text, false)).hasMessage("ERROR " + code + ": " + message);
    }

    @Test
    void aCarriageReturnEndsACommentAsItDoesForTheBackend() {
        assertThat(Dialect.compile("select 1 -- x\r; drop table t", false))
                .extracting(Statement::kind)
                .containsExactly(StatementKind.SELECT, StatementKind.DDL);
    }

    @Test
    void keysOfATableAreKeptInItsDesignAndNotEnforced() {
        assertThat(Dialect.compile(
                        "create table s.t (a int distkey sortkey, b varchar unique encode zstd, primary key (a))",
                        false))
                .singleElement()
                .extracting(Statement::sql)
                .isEqualTo("/*redshift {\"style\":\"KEY\",\"dist\":\"a\",\"order\":\"COMPOUND\",\"keys\":[\"a\"],"
                        + "\"primary\":[\"a\"],\"encodings\":{\"b\":\"zstd\"}}*/ CREATE TABLE \"s\".\"t\""
                        + " (\"a\" integer, \"b\" varchar(256), NOT NULL \"a\")");
    }

    @Test
    void theRelationsOfAQueryAreItsTablesButNotItsCommonTableExpressions() {
        assertThat(Dialect.compile(
                        "with q as (select 1 from a) select * from q, s.b join \"C\" on true"
                                + " where exists (select 1 from d, e)",
                        false))
                .singleElement()
                .satisfies(statement -> assertThat(statement.relations())
                        .containsExactlyInAnyOrder("\"a\"", "\"s\".\"b\"", "\"c\"", "\"d\"", "\"e\""));
    }

    @Test
    void copyGoesOnWithItsWholeText() {
        String text = "COPY s.t FROM 's3://bucket/key' IAM_ROLE 'arn' GZIP";
        assertThat(Dialect.compile(text + ";", false)).singleElement().satisfies(copy -> {
            assertThat(copy.kind()).isEqualTo(StatementKind.COPY);
            assertThat(copy.argument()).isEqualTo(text);
            assertThat(copy.target()).isEqualTo("\"s\".\"t\"");
        });
    }
}
