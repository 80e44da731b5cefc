package io.redshiftops.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcFailuresTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    XX000; Cannot COPY into nonexistent table t                                          ; NOT_FOUND
                    42P01; relation "t" does not exist                                                   ; NOT_FOUND
                    XX000; could not complete because of conflict with concurrent transaction            ; SERIALIZATION
                    XX000; 1023                                                                          ; SERIALIZATION
                    57014; Query (17) canceled on user's request                                         ; CANCELED
                    42501; permission denied for relation t                                              ; PRIVILEGE
                    42P07; Relation "t" already exists                                                   ; ALREADY_EXISTS
                    XX000; Load into table 't' failed.  Check 'stl_load_errors' system table for details.; STATEMENT
                    08006; An I/O error occurred                                                         ; CONNECTION
                    """, quoteCharacter = '`')
    void whatTheDatabaseSaysIsUnderstood(String state, String message, SqlFailure.Kind kind) {
        assertThat(JdbcFailures.translate(new SQLException(message, state)).kind())
                .isEqualTo(kind);
    }
}
