package io.redshiftops.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policy documents of a generated role. */
final class RoleDocuments {

    /** Name of the one inline policy. */
    static final String POLICY = "s3-access";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VERSION = "2012-10-17";

    private RoleDocuments() {}

    /**
     * Redshift may assume the role to run COPY, and the operator may, for this namespace only, to list objects and write
     * manifests with no more rights than the warehouse has.
     *
     * @see <a href="https://docs.aws.amazon.com/redshift/latest/mgmt/authorizing-redshift-service.html">Authorizing
     *     Redshift to access AWS services</a>
     */
    static JsonNode trust(String operatorPrincipal, String externalId) {
        return document(List.of(
                Map.of(
                        "Effect", "Allow",
                        "Principal", Map.of("Service", "redshift.amazonaws.com"),
                        "Action", "sts:AssumeRole"),
                Map.of(
                        "Effect",
                        "Allow",
                        "Principal",
                        Map.of("AWS", operatorPrincipal),
                        "Action",
                        "sts:AssumeRole",
                        "Condition",
                        Map.of("StringEquals", Map.of("sts:ExternalId", externalId)))));
    }

    /**
     * Reading of whole buckets, and reading, writing and deleting under the staging prefix; null when there is nothing to
     * allow.
     *
     * @param staging an S3 URI that ends with a slash; null for none
     */
    static @Nullable JsonNode access(String partition, List<String> readBuckets, @Nullable String staging) {
        List<Map<String, Object>> statements = new ArrayList<>();
        if (!readBuckets.isEmpty()) {
            statements.add(Map.of(
                    "Sid",
                    "ListData",
                    "Effect",
                    "Allow",
                    "Action",
                    List.of("s3:ListBucket", "s3:GetBucketLocation"),
                    "Resource",
                    arns(partition, readBuckets, "")));
            statements.add(Map.of(
                    "Sid",
                    "ReadData",
                    "Effect",
                    "Allow",
                    "Action",
                    List.of("s3:GetObject"),
                    "Resource",
                    arns(partition, readBuckets, "/*")));
        }
        if (staging != null) {
            String path = staging.substring("s3://".length());
            String bucket = path.substring(0, path.indexOf('/'));
            String prefix = verbatim(path.substring(path.indexOf('/') + 1));
            statements.add(Map.of(
                    "Sid", "ListStaging",
                    "Effect", "Allow",
                    "Action", List.of("s3:ListBucket"),
                    "Resource", arns(partition, List.of(bucket), ""),
                    "Condition", Map.of("StringLike", Map.of("s3:prefix", prefix + "*"))));
            statements.add(Map.of(
                    "Sid",
                    "UseStaging",
                    "Effect",
                    "Allow",
                    "Action",
                    List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
                    "Resource",
                    arns(partition, List.of(bucket), "/" + prefix + "*")));
        }
        return statements.isEmpty() ? null : document(statements);
    }

    /**
     * A key or prefix in which no character stands for others.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">Policy variables</a>
     */
    private static String verbatim(String text) {
        return text.replace("$", "${$}").replace("*", "${*}").replace("?", "${?}");
    }

    private static List<String> arns(String partition, List<String> buckets, String suffix) {
        return buckets.stream()
                .map(bucket -> "arn:" + partition + ":s3:::" + bucket + suffix)
                .toList();
    }

    private static JsonNode document(List<?> statements) {
        return JSON.valueToTree(Map.of("Version", VERSION, "Statement", statements));
    }
}
