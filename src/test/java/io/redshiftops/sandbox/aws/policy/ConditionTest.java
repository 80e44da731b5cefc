package io.redshiftops.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether a condition lets its statement apply.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
class ConditionTest {

    /**
     * Whether a condition holds.
     *
     * @param condition the JSON of the {@code Condition} element with single quotes
     * @param request {@code key=value,value;key=value}; a key without {@code =} is there and holds an empty set
     */
    private static boolean holds(String condition, String request) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        for (String entry : request.isEmpty() ? new String[0] : request.split(";")) {
            String[] pair = entry.split("=", 2);
            keys.put(pair[0], pair.length == 1 ? List.of() : List.of(pair[1].split(",")));
        }
        PolicyDocument policy = PolicyDocument.parse(
                "{'Version': '2012-10-17', 'Statement': {'Effect': 'Allow', 'Action': '*', 'Resource': '*', 'Condition': %s}}"
                        .formatted(condition)
                        .replace('\'', '"'),
                PolicyDocument.Kind.IDENTITY);
        return PolicyDocument.decide(List.of(policy), new RequestContext("redshift:CreateCluster", "*", keys))
                == Decision.ALLOWED;
    }

    @ParameterizedTest(name = "{0} | {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // StringEquals: case of values counts, case of keys does not, one of several values is enough
                "{'StringEquals': {'aws:RequestTag/owner': 'ops'}}             | aws:RequestTag/owner=ops   | true",
                "{'StringEquals': {'aws:RequestTag/owner': 'ops'}}             | aws:requesttag/Owner=ops   | true",
                "{'StringEquals': {'aws:RequestTag/owner': 'ops'}}             | aws:RequestTag/owner=Ops   | false",
                "{'StringEquals': {'aws:RequestTag/owner': 'ops'}}             | \"\"                       | false",
                "{'StringEquals': {'aws:RequestTag/owner': ['dev', 'ops']}}    | aws:RequestTag/owner=ops   | true",
                "{'StringEquals': {'aws:RequestTag/owner': 'o*'}}              | aws:RequestTag/owner=ops   | false",
                "{'StringEqualsIgnoreCase': {'aws:RequestTag/owner': 'OPS'}}   | aws:RequestTag/owner=ops   | true",
                // Negations are content with absence
                "{'StringNotEquals': {'aws:ResourceTag/env': 'prod'}}          | aws:ResourceTag/env=test   | true",
                "{'StringNotEquals': {'aws:ResourceTag/env': 'prod'}}          | aws:ResourceTag/env=prod   | false",
                "{'StringNotEquals': {'aws:ResourceTag/env': 'prod'}}          | \"\"                       | true",
                "{'StringNotEquals': {'aws:ResourceTag/env': ['prod','test']}} | aws:ResourceTag/env=test   | false",
                "{'StringNotEqualsIgnoreCase': {'aws:ResourceTag/env': 'PROD'}}| aws:ResourceTag/env=prod   | false",
                // StringLike
                "{'StringLike': {'s3:prefix': 'home/*'}}                       | s3:prefix=home/a/b         | true",
                "{'StringLike': {'s3:prefix': 'home/?'}}                       | s3:prefix=home/ab          | false",
                "{'StringLike': {'s3:prefix': ['a', 'home/*']}}                | s3:prefix=home/            | true",
                "{'StringLike': {'s3:prefix': 'Home/*'}}                       | s3:prefix=home/a           | false",
                "{'StringNotLike': {'s3:prefix': 'home/*'}}                    | s3:prefix=home/a           | false",
                "{'StringNotLike': {'s3:prefix': 'home/*'}}                    | s3:prefix=other            | true",
                // IfExists
                "{'StringEqualsIfExists': {'aws:RequestTag/owner': 'ops'}}     | \"\"                       | true",
                "{'StringEqualsIfExists': {'aws:RequestTag/owner': 'ops'}}     | aws:RequestTag/owner=dev   | false",
                "{'StringEqualsIfExists': {'aws:RequestTag/owner': 'ops'}}     | aws:RequestTag/owner=ops   | true",
                // Null
                "{'Null': {'aws:RequestTag/owner': 'false'}}                   | aws:RequestTag/owner=x     | true",
                "{'Null': {'aws:RequestTag/owner': 'false'}}                   | \"\"                       | false",
                "{'Null': {'aws:RequestTag/owner': 'true'}}                    | \"\"                       | true",
                "{'Null': {'aws:RequestTag/owner': true}}                      | aws:RequestTag/owner=x     | false",
                // Sets
                "{'ForAllValues:StringEquals': {'aws:TagKeys': ['a', 'b']}}    | aws:TagKeys=a              | true",
                "{'ForAllValues:StringEquals': {'aws:TagKeys': ['a', 'b']}}    | aws:TagKeys=a,b            | true",
                "{'ForAllValues:StringEquals': {'aws:TagKeys': ['a', 'b']}}    | aws:TagKeys=a,c            | false",
                "{'ForAllValues:StringEquals': {'aws:TagKeys': ['a', 'b']}}    | \"\"                       | true",
                "{'ForAllValues:StringLike': {'aws:TagKeys': 'redshiftops.io/*'}} | aws:TagKeys=redshiftops.io/uid,redshiftops.io/name | true",
                "{'ForAllValues:StringNotEquals': {'aws:TagKeys': 'a'}}        | aws:TagKeys=b,a            | false",
                "{'ForAnyValue:StringEquals': {'aws:TagKeys': ['a', 'b']}}     | aws:TagKeys=c,b            | true",
                "{'ForAnyValue:StringEquals': {'aws:TagKeys': ['a', 'b']}}     | aws:TagKeys=c              | false",
                "{'ForAnyValue:StringEquals': {'aws:TagKeys': ['a', 'b']}}     | \"\"                       | false",
                // ARNs match by their parts
                "{'ArnLike': {'iam:PolicyARN': 'arn:aws:iam::aws:policy/Amazon*'}} | iam:PolicyARN=arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess | true",
                "{'ArnEquals': {'iam:PolicyARN': 'arn:aws:iam::*:policy/x'}}   | iam:PolicyARN=arn:aws:iam::1:policy/x | true",
                "{'ArnLike': {'iam:PolicyARN': 'arn:aws:iam::*:policy/x'}}     | iam:PolicyARN=arn:aws:iam::1:role:policy/x | false",
                "{'ArnNotLike': {'iam:PolicyARN': 'arn:aws:iam::aws:policy/*'}}| iam:PolicyARN=arn:aws:iam::aws:policy/A | false",
                "{'ArnLike': {'iam:PolicyARN': 'arn:aws:iam::aws:policy/*'}}   | \"\"                       | false",
                // Numbers, times, booleans
                "{'NumericLessThanEquals': {'s3:max-keys': '10'}}              | s3:max-keys=10             | true",
                "{'NumericLessThan': {'s3:max-keys': '10'}}                    | s3:max-keys=9.5            | true",
                "{'NumericGreaterThan': {'s3:max-keys': 10}}                   | s3:max-keys=9              | false",
                "{'NumericEquals': {'s3:max-keys': '10'}}                      | s3:max-keys=10.0           | true",
                "{'NumericNotEquals': {'s3:max-keys': '10'}}                   | s3:max-keys=11             | true",
                "{'NumericLessThan': {'s3:max-keys': '10'}}                    | s3:max-keys=few            | false",
                "{'DateGreaterThan': {'aws:CurrentTime': '2026-01-01T00:00:00Z'}} | aws:CurrentTime=2026-03-04T05:06:07Z | true",
                "{'DateLessThan': {'aws:CurrentTime': '2026-01-01'}}           | aws:CurrentTime=2026-03-04T05:06:07Z | false",
                "{'DateLessThan': {'aws:EpochTime': '2026-01-01T00:00:00Z'}}   | aws:EpochTime=1700000000   | true",
                "{'Bool': {'aws:SecureTransport': 'true'}}                     | aws:SecureTransport=true   | true",
                "{'Bool': {'aws:SecureTransport': 'false'}}                    | aws:SecureTransport=true   | false",
                // Several keys, several operators: all must hold
                "{'StringEquals': {'aws:RequestTag/a': '1', 'aws:RequestTag/b': '2'}} | aws:RequestTag/a=1;aws:RequestTag/b=2 | true",
                "{'StringEquals': {'aws:RequestTag/a': '1', 'aws:RequestTag/b': '2'}} | aws:RequestTag/a=1 | false",
                "{'StringEquals': {'aws:RequestTag/a': '1'}, 'Null': {'aws:RequestTag/b': 'true'}} | aws:RequestTag/a=1 | true",
                "{'StringEquals': {'aws:RequestTag/a': '1'}, 'Null': {'aws:RequestTag/b': 'true'}} | aws:RequestTag/a=1;aws:RequestTag/b=2 | false",
                // A tag of the request compared with one of the resource
                "{'StringEquals': {'aws:RequestTag/a': '${aws:ResourceTag/a}'}} | aws:RequestTag/a=1;aws:ResourceTag/a=1 | true",
                "{'StringEquals': {'aws:RequestTag/a': '${aws:ResourceTag/a}'}} | aws:RequestTag/a=1;aws:ResourceTag/a=2 | false",
                "{'StringEquals': {'aws:RequestTag/a': '${aws:ResourceTag/a}'}} | aws:RequestTag/a=1 | false"
            })
    void conditionsHoldAsDocumented(String condition, String request, boolean holds) {
        assertThat(holds(condition, request)).isEqualTo(holds);
    }

    @Test
    void aSetIsComparedOnlyWithAQuantifier() {
        assertThatThrownBy(() -> holds("{'StringEquals': {'aws:TagKeys': 'a'}}", "aws:TagKeys=a"))
                .isInstanceOf(NotEmulatedException.class)
                .hasMessageContaining("aws:TagKeys");
    }

    @Test
    void anUnknownOperatorMakesThePolicyMalformed() {
        assertThatThrownBy(() -> holds("{'StringMatches': {'aws:RequestTag/a': 'a'}}", ""))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageContaining("StringMatches");
    }
}
