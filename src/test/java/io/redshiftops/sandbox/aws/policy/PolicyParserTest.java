package io.redshiftops.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.policy.PolicyDocument.Kind;
import io.redshiftops.sandbox.aws.policy.PolicyDocument.Trust;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored as a policy, and whom a trust policy trusts. */
class PolicyParserTest {

    private static final String ACCOUNT = "123456789012";
    private static final String ROLE = "arn:aws:iam::123456789012:role/loader";
    private static final String SESSION = "arn:aws:sts::123456789012:assumed-role/loader/s";

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "not json                                                                        | invalid Json",
                "{'Version': '2012-10-17'}                                                       | Syntax errors",
                "{'Version': '2013-01-01', 'Statement': []}                                      | Syntax errors",
                "{'Version': '2012-10-17', 'Statement': []}                                      | Syntax errors",
                "{'Statement': {'Effect': 'allow', 'Action': '*', 'Resource': '*'}}              | Syntax errors",
                "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'If': 1}}     | Syntax errors",
                "{'Statement': {'Effect': 'Allow', 'Resource': '*'}}                             | must contain actions",
                "{'Statement': {'Effect': 'Allow', 'Action': '*'}}                               | must contain resources",
                "{'Statement': {'Effect': 'Allow', 'Action': 'Create', 'Resource': '*'}}         | prefaced by a vendor",
                "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': 'cluster'}}        | must be in ARN format",
                "{'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Principal': '*'}} | should not specify a principal",
                "{'Statement': {'Effect': 'Allow', 'Effect': 'Deny', 'Action': '*', 'Resource': '*'}} | invalid Json"
            })
    void whatIsNoIdentityPolicyIsRefused(String json, String message) {
        assertThatThrownBy(() -> PolicyDocument.parse(json.replace('\'', '"'), Kind.IDENTITY))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Effect': 'Allow', 'Action': 'sts:AssumeRole'}                                     | Principal",
                "{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': '*', 'Resource': '*'}  | prohibited field Resource",
                "{'Effect': 'Allow', 'Action': 's3:GetObject', 'Principal': '*'}                     | may only specify STS AssumeRole actions",
                "{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': 'me'}                  | Invalid principal"
            })
    void whatIsNoTrustPolicyIsRefused(String statement, String message) {
        assertThatThrownBy(() -> trust(statement))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageContaining(message);
    }

    @Test
    void elementsThatAreNotEmulatedAreRefusedByName() {
        assertThatThrownBy(() -> trust("{'Effect': 'Deny', 'Action': 'sts:AssumeRole', 'NotPrincipal': {'AWS': '1'}}"))
                .isInstanceOf(NotEmulatedException.class)
                .hasMessageContaining("NotPrincipal");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'*'                                                         | DIRECT",
                "{'AWS': '*'}                                                | DIRECT",
                "{'AWS': 'arn:aws:iam::123456789012:role/loader'}            | DIRECT",
                "{'AWS': 'arn:aws:sts::123456789012:assumed-role/loader/s'}  | DIRECT",
                "{'AWS': ['arn:aws:iam::1:user/x', 'arn:aws:iam::123456789012:role/loader']} | DIRECT",
                "{'AWS': '123456789012'}                                     | ACCOUNT",
                "{'AWS': 'arn:aws:iam::123456789012:root'}                   | ACCOUNT",
                "{'AWS': ['123456789012', 'arn:aws:iam::123456789012:role/loader']} | DIRECT",
                "{'AWS': '999999999999'}                                     | NONE",
                "{'AWS': 'arn:aws:iam::123456789012:role/load*'}             | NONE",
                "{'Service': 'redshift.amazonaws.com'}                       | NONE"
            })
    void aTrustPolicyNamesPrincipalsOrTheirAccount(String principal, Trust trust) {
        PolicyDocument policy =
                trust("{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': %s}".formatted(principal));

        assertThat(policy.trustIn(PolicyPrincipal.ofAccount(ACCOUNT, Set.of(ROLE, SESSION)), assumption(Map.of())))
                .isEqualTo(trust);
    }

    @Test
    void aDenyToThePrincipalWinsOverItsTrust() {
        PolicyDocument policy = trust(
                "{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': '*'}",
                "{'Effect': 'Deny', 'Action': 'sts:AssumeRole', 'Principal': {'AWS': '%s'}}".formatted(ROLE));

        assertThat(policy.trustIn(PolicyPrincipal.ofAccount(ACCOUNT, Set.of(ROLE, SESSION)), assumption(Map.of())))
                .isEqualTo(Trust.DENIED);
        assertThat(policy.trustIn(PolicyPrincipal.ofService("redshift.amazonaws.com"), assumption(Map.of())))
                .isEqualTo(Trust.DIRECT);
    }

    @Test
    void trustMayHangOnAnExternalId() {
        PolicyDocument policy = trust("{'Effect': 'Allow', 'Action': 'sts:AssumeRole',"
                + " 'Principal': {'Service': 'redshift.amazonaws.com'},"
                + " 'Condition': {'StringEquals': {'sts:ExternalId': 'right'}}}");
        PolicyPrincipal redshift = PolicyPrincipal.ofService("redshift.amazonaws.com");

        assertThat(policy.trustIn(redshift, assumption(Map.of("sts:ExternalId", List.of("right")))))
                .isEqualTo(Trust.DIRECT);
        assertThat(policy.trustIn(redshift, assumption(Map.of("sts:ExternalId", List.of("wrong")))))
                .isEqualTo(Trust.NONE);
        assertThat(policy.trustIn(redshift, assumption(Map.of()))).isEqualTo(Trust.NONE);
    }

    private static RequestContext assumption(Map<String, List<String>> keys) {
        return new RequestContext("sts:AssumeRole", ROLE, keys);
    }

    private static PolicyDocument trust(String... statements) {
        return PolicyDocument.parse(
                "{'Version': '2012-10-17', 'Statement': [%s]}"
                        .formatted(String.join(",", statements))
                        .replace('\'', '"'),
                Kind.TRUST);
    }
}
