package io.redshiftops.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 1 | 1",
                "SELECT 1; | 1",
                "SELECT 1;; ; | 1",
                "SELECT 1; DROP TABLE t | 2",
                "SELECT ';' | 1",
                "SELECT 'it''s; fine' | 1",
                "SELECT '\\'; DROP TABLE t' | 1",
                "SELECT \"a;b\" | 1",
                "SELECT 1 -- ; DROP TABLE t | 1",
                "SELECT 1 /* ; /* ; */ ; */ | 1",
                "SELECT $$ ; $$ | 1",
                "SELECT $a$ ; $$ ; $a$ | 1",
                "SELECT $a$ ; $a$ ; COMMIT | 2",
                "-- nothing | 0",
                "/* nothing */ ; | 0",
                "`` | 0"
            })
    void statementsAreCounted(String text, int count) {
        assertThat(StatementText.of(text == null ? "" : text).words()).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop table t | DROP,TABLE,T",
                "/* x */ Truncate--y | TRUNCATE",
                "delete from \"drop\" where a = 'commit' | DELETE,FROM,WHERE,A"
            })
    void wordsAreThoseOutsideOfQuotesAndComments(String text, String words) {
        assertThat(StatementText.of(text).first()).isEqualTo(List.of(words.split(",")));
    }
}
