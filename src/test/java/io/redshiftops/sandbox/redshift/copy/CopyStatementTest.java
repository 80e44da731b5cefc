package io.redshiftops.sandbox.redshift.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyStatementTest {

    private static final String ROLE = " iam_role 'arn:aws:iam::123456789012:role/r' ";

    @Test
    void theStoryOfTheTicketsIsUnderstood() {
        CopyStatement copy = CopyStatement.parse(
                "COPY \"s\".t (a, \"B\") FROM 's3://b/tickets/split/part' " + ROLE
                        + "region 'us-west-2' delimiter ';' gzip ignoreheader 1 maxerror as 5 -- end",
                false);

        assertThat(copy.schema()).isEqualTo("s");
        assertThat(copy.table()).isEqualTo("t");
        assertThat(copy.columns()).containsExactly("a", "b");
        assertThat(copy.bucket()).isEqualTo("b");
        assertThat(copy.key()).isEqualTo("tickets/split/part");
        assertThat(copy.region()).isEqualTo("us-west-2");
        assertThat(copy.options().delimiter()).isEqualTo((byte) ';');
        assertThat(copy.options().has(CopyOptions.Flag.GZIP)).isTrue();
        assertThat(copy.options().ignoreHeader()).isEqualTo(1);
        assertThat(copy.options().errorLimit()).isEqualTo(5);
    }

    @Test
    void theOlderFormOfCredentialsNamesARole() {
        CopyStatement copy = CopyStatement.parse(
                "copy t from 's3://b/k' with credentials as 'aws_iam_role=arn:x' csv quote as '%' delimiter '\\011'",
                false);

        assertThat(copy.role()).isEqualTo("arn:x");
        assertThat(copy.options().isCsv()).isTrue();
        assertThat(copy.options().quote()).isEqualTo((byte) '%');
        assertThat(copy.options().delimiter()).isEqualTo((byte) '\t');
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    parquet                    ; COPY with PARQUET is not emulated by this sandbox
                    format as json 'auto'      ; COPY with JSON is not emulated by this sandbox
                    bzip2                      ; COPY with BZIP2 is not emulated by this sandbox
                    csv escape                 ; CSV is not compatible with ESCAPE
                    csv removequotes           ; CSV is not compatible with REMOVEQUOTES
                    maxerror 3 ignoreallerrors ; IGNOREALLERRORS is not compatible with MAXERROR
                    gzip gzip                  ; conflicting or redundant options: GZIP
                    maxerror 100001            ; MAXERROR argument must be between 0 and 100000
                    frobnicate                 ; syntax error at or near "frobnicate"
                    """)
    void whatCannotBeIsRefused(String options, String message) {
        assertThatThrownBy(() -> CopyStatement.parse("copy t from 's3://b/k'" + ROLE + options, false))
                .isInstanceOf(CopyFailure.class)
                .hasMessage(message);
    }

    @Test
    void secretKeysAreRefusedAndNotRepeated() {
        String secret = "wJalrXUtnFEMI";

        assertThatThrownBy(() -> CopyStatement.parse(
                        "copy t from 's3://b/k' credentials 'aws_access_key_id=A;aws_secret_access_key=" + secret + "'",
                        false))
                .isInstanceOf(CopyFailure.class)
                .hasMessageContaining("access keys")
                .hasMessageNotContaining(secret);
    }
}
