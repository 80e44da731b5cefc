package io.redshiftops.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What identity policies say to a request. */
class PolicyEvaluationTest {

    private static final String CLUSTER = "arn:aws:redshift:us-east-1:123456789012:cluster:dwh";

    private static PolicyDocument policy(String... statements) {
        return PolicyDocument.parse(
                "{'Version': '2012-10-17', 'Statement': [%s]}"
                        .formatted(String.join(",", statements))
                        .replace('\'', '"'),
                PolicyDocument.Kind.IDENTITY);
    }

    private static Decision decide(String statement, String action, String resource, Map<String, List<String>> keys) {
        return PolicyDocument.decide(List.of(policy(statement)), new RequestContext(action, resource, keys));
    }

    private static boolean allows(String statement, String action, String resource) {
        return decide(statement, action, resource, Map.of()) == Decision.ALLOWED;
    }

    @ParameterizedTest
    @CsvSource({
        "redshift:CreateCluster,      redshift:CreateCluster,    true",
        "Redshift:createcluster,      redshift:CreateCluster,    true",
        "redshift:Create*,            redshift:CreateCluster,    true",
        "redshift:*Cluster,           redshift:CreateCluster,    true",
        "redshift:*Cluster,           redshift:CreateClusterX,   false",
        "redshift:*,                  redshift:CreateCluster,    true",
        "*,                           redshift:CreateCluster,    true",
        "redshift:Creat?Cluster,      redshift:CreateCluster,    true",
        "redshift:Create?Cluster,     redshift:CreateCluster,    false",
        "redshift:*a*u*r,             redshift:CreateCluster,    true",
        "redshift:DeleteCluster,      redshift:CreateCluster,    false",
        "ec2:*,                       redshift:CreateCluster,    false",
        "redshift-data:*,             redshift:CreateCluster,    false"
    })
    void actionsMatchWithoutRegardToCaseAndWithWildcards(String pattern, String action, boolean allowed) {
        String statement = "{'Effect': 'Allow', 'Action': '%s', 'Resource': '*'}".formatted(pattern);

        assertThat(allows(statement, action, CLUSTER)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:redshift:us-east-1:123456789012:cluster:dwh,    true",
        "arn:aws:redshift:*:123456789012:cluster:dwh,            true",
        "arn:aws:redshift:*:*:cluster:*,                         true",
        "arn:aws:redshift:*:*:*,                                 true",
        "arn:aws:redshift:us-east-1:123456789012:cluster:d?h,    true",
        "arn:aws:redshift:us-east-1:123456789012:cluster:d,      false",
        "arn:aws:redshift:us-east-1:123456789012:Cluster:dwh,    false",
        "arn:aws:redshift:us-west-2:123456789012:cluster:dwh,    false",
        "arn:aws:redshift:us-east-1:999999999999:cluster:dwh,    false",
        "arn:aws:redshift:us-east-1:123456789012:snapshot:dwh,   false",
        "arn:aws:redshift:u*:cluster:dwh,                        false",
        "*,                                                      true"
    })
    void resourcesMatchByThePartsOfTheirArn(String pattern, boolean allowed) {
        String statement = "{'Effect': 'Allow', 'Action': '*', 'Resource': '%s'}".formatted(pattern);

        assertThat(allows(statement, "redshift:DeleteCluster", CLUSTER)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:s3:::lake,          arn:aws:s3:::lake,              true",
        "arn:aws:s3:::lake/*,        arn:aws:s3:::lake,              false",
        "arn:aws:s3:::lake/*,        arn:aws:s3:::lake/a/b/c.gz,     true",
        "arn:aws:s3:::lake*,         arn:aws:s3:::lakeside/a,        true",
        "arn:aws:s3:::lake/*/c.gz,   arn:aws:s3:::lake/a/b/c.gz,     true",
        "arn:aws:s3:::lake/a:*,      arn:aws:s3:::lake/a:b,          true",
        "arn:aws:s3:::lake/a:*,      arn:aws:s3:::lake/a,            false"
    })
    void wildcardsReachOverSlashesInKeys(String pattern, String resource, boolean allowed) {
        String statement = "{'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': '%s'}".formatted(pattern);

        assertThat(allows(statement, "s3:GetObject", resource)).isEqualTo(allowed);
    }

    @Test
    void anExplicitDenyWinsWhereverItStands() {
        String allow = "{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}";
        String deny = "{'Effect': 'Deny', 'Action': 'redshift:DeleteCluster', 'Resource': '%s'}".formatted(CLUSTER);
        RequestContext delete = new RequestContext("redshift:DeleteCluster", CLUSTER, Map.of());

        assertThat(PolicyDocument.decide(List.of(policy(deny, allow)), delete)).isEqualTo(Decision.DENIED);
        assertThat(PolicyDocument.decide(List.of(policy(allow, deny)), delete)).isEqualTo(Decision.DENIED);
        assertThat(PolicyDocument.decide(List.of(policy(allow), policy(deny)), delete))
                .isEqualTo(Decision.DENIED);
        assertThat(PolicyDocument.decide(
                        List.of(policy(allow, deny)),
                        new RequestContext("redshift:DeleteCluster", CLUSTER + "2", Map.of())))
                .as("another resource")
                .isEqualTo(Decision.ALLOWED);
    }

    @Test
    void whatNoStatementSpeaksOfIsNotAllowed() {
        assertThat(PolicyDocument.decide(List.of(), new RequestContext("redshift:DeleteCluster", CLUSTER, Map.of())))
                .isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void notActionAllowsAllButTheNamed() {
        String statement = "{'Effect': 'Allow', 'NotAction': ['iam:*', 'sts:AssumeRole'], 'Resource': '*'}";

        assertThat(allows(statement, "redshift:CreateCluster", CLUSTER)).isTrue();
        assertThat(allows(statement, "iam:CreateRole", "*")).isFalse();
        assertThat(allows(statement, "sts:AssumeRole", "*")).isFalse();
    }

    @Test
    void notResourceAllowsAllButTheNamed() {
        String statement = "{'Effect': 'Allow', 'Action': 's3:*', 'NotResource': 'arn:aws:s3:::secret/*'}";

        assertThat(allows(statement, "s3:GetObject", "arn:aws:s3:::open/a")).isTrue();
        assertThat(allows(statement, "s3:GetObject", "arn:aws:s3:::secret/a")).isFalse();
    }

    @Test
    void aPolicyVariableTakesTheRequestsValueLiterally() {
        String statement = "{'Effect': 'Allow', 'Action': '*', 'Resource': 'arn:aws:s3:::home/${aws:username}/*'}";

        assertThat(decide(statement, "s3:GetObject", "arn:aws:s3:::home/ann/a", Map.of("aws:username", List.of("ann"))))
                .isEqualTo(Decision.ALLOWED);
        assertThat(decide(statement, "s3:GetObject", "arn:aws:s3:::home/bob/a", Map.of("aws:username", List.of("ann"))))
                .isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(statement, "s3:GetObject", "arn:aws:s3:::home/bob/a", Map.of("aws:username", List.of("*"))))
                .as("a wildcard in the value is none in the pattern")
                .isEqualTo(Decision.NOT_ALLOWED);
        assertThat(decide(statement, "s3:GetObject", "arn:aws:s3:::home//a", Map.of()))
                .as("a variable without a value matches nothing")
                .isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void aPolicyVariableMayHaveADefault() {
        String statement = "{'Effect': 'Allow', 'Action': '*',"
                + " 'Resource': 'arn:aws:s3:::home/${aws:PrincipalTag/team, \\'public\\'}/*'}";
        String json = "{\"Version\": \"2012-10-17\", \"Statement\": "
                + statement.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\'') + "}";
        PolicyDocument document = PolicyDocument.parse(json, PolicyDocument.Kind.IDENTITY);

        assertThat(PolicyDocument.decide(
                        List.of(document), new RequestContext("s3:GetObject", "arn:aws:s3:::home/public/a", Map.of())))
                .isEqualTo(Decision.ALLOWED);
        assertThat(PolicyDocument.decide(
                        List.of(document),
                        new RequestContext(
                                "s3:GetObject",
                                "arn:aws:s3:::home/public/a",
                                Map.of("aws:PrincipalTag/team", List.of("red")))))
                .isEqualTo(Decision.NOT_ALLOWED);
    }

    @Test
    void theOldVersionKnowsNoVariables() {
        PolicyDocument old = PolicyDocument.parse("""
                {"Version": "2008-10-17",
                 "Statement": {"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::home/${aws:username}"}}
                """, PolicyDocument.Kind.IDENTITY);
        Map<String, List<String>> ann = Map.of("aws:username", List.of("ann"));

        assertThat(PolicyDocument.decide(
                        List.of(old), new RequestContext("s3:GetObject", "arn:aws:s3:::home/ann", ann)))
                .isEqualTo(Decision.NOT_ALLOWED);
        assertThat(PolicyDocument.decide(
                        List.of(old), new RequestContext("s3:GetObject", "arn:aws:s3:::home/${aws:username}", ann)))
                .isEqualTo(Decision.ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'StringEquals': {'aws:MultiFactorAuthPresent': 'true'}}",
                "{'StringEqualsIfExists': {'ec2:InstanceType': 't3.micro'}}",
                "{'Null': {'kms:ViaService': 'true'}}",
                "{'IpAddress': {'aws:SourceIp': '10.0.0.0/8'}}"
            })
    void aConditionKeyThatIsNotEmulatedIsRefusedByItsName(String condition) {
        String key = condition.replaceFirst("\\{'.*?': \\{'(.*?)'.*", "$1");
        String statement = "{'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': %s}".formatted(condition);

        assertThatThrownBy(() -> allows(statement, "redshift:CreateCluster", CLUSTER))
                .isInstanceOf(NotEmulatedException.class)
                .hasMessageContaining(key);
    }
}
