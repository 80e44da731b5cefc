package io.redshiftops.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleDocumentsTest {

    @Test
    void redshiftAndTheOperatorForThisNamespaceMayAssumeTheRole() {
        JsonNode trust = RoleDocuments.trust("arn:aws:iam::123456789012:role/operator", "i/default");

        assertThat(trust.at("/Statement/0/Principal/Service").asText()).isEqualTo("redshift.amazonaws.com");
        assertThat(trust.at("/Statement/1/Principal/AWS").asText())
                .isEqualTo("arn:aws:iam::123456789012:role/operator");
        assertThat(trust.at("/Statement/1/Condition/StringEquals/sts:ExternalId")
                        .asText())
                .isEqualTo("i/default");
        assertThat(trust.path("Statement")).hasSize(2);
    }

    @Test
    void aRoleThatMayReadNothingHasNoPolicy() {
        assertThat(RoleDocuments.access("aws", List.of(), null)).isNull();
    }

    @Test
    void bucketsAreReadAndNotWritten() {
        JsonNode access = Objects.requireNonNull(RoleDocuments.access("aws-cn", List.of("data"), null));

        assertThat(texts(access, "Action")).containsExactly("s3:ListBucket", "s3:GetBucketLocation", "s3:GetObject");
        assertThat(texts(access, "Resource")).containsExactly("arn:aws-cn:s3:::data", "arn:aws-cn:s3:::data/*");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://b/staging/, arn:aws:s3:::b/staging/*, staging/*",
        "s3://b/, arn:aws:s3:::b/*, *",
        "s3://b/*/, arn:aws:s3:::b/${*}/*, ${*}/*",
        "s3://b/a?/, arn:aws:s3:::b/a${?}/*, a${?}/*",
        "s3://b/${aws:username}/, arn:aws:s3:::b/${$}{aws:username}/*, ${$}{aws:username}/*",
    })
    void stagingIsJustItsPrefixWhateverCharactersAreInIt(String staging, String resource, String listed) {
        JsonNode access = Objects.requireNonNull(RoleDocuments.access("aws", List.of(), staging));

        assertThat(texts(access, "Resource")).containsExactly("arn:aws:s3:::b", resource);
        assertThat(access.at("/Statement/0/Condition/StringLike/s3:prefix").asText())
                .isEqualTo(listed);
    }

    private static List<String> texts(JsonNode document, String field) {
        List<String> texts = new ArrayList<>();
        document.path("Statement")
                .forEach(statement -> statement.path(field).forEach(text -> texts.add(text.asText())));
        return texts;
    }
}
