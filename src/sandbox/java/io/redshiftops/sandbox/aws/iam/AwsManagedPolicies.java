package io.redshiftops.sandbox.aws.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redshiftops.sandbox.aws.core.Identifiers;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import io.redshiftops.sandbox.aws.policy.PolicyDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The policies that AWS itself keeps and that are known here, with their documented content.
 *
 * @see <a href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">AWS managed policies</a>
 */
final class AwsManagedPolicies {

    static final String ARN_PREFIX = "arn:aws:iam::aws:policy/";

    private static final String RESOURCE = "aws-managed-policies.json";

    private AwsManagedPolicies() {}

    static List<ManagedPolicy> load() {
        try (InputStream in = AwsManagedPolicies.class.getResourceAsStream(RESOURCE)) {
            JsonNode root = new ObjectMapper().readTree(Objects.requireNonNull(in, RESOURCE));
            List<ManagedPolicy> policies = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : root.properties()) {
                policies.add(policy(entry.getKey(), entry.getValue()));
            }
            return policies;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private static ManagedPolicy policy(String name, JsonNode node) {
        Instant created = Instant.parse(node.path("created").asText());
        PolicyDocument document = PolicyDocument.parse(node.path("document").toString(), PolicyDocument.Kind.IDENTITY);
        return new ManagedPolicy(
                name,
                "/",
                ARN_PREFIX + name,
                Identifiers.iam("ANPA", 21),
                "",
                created,
                ResourceEntry.AWS,
                new ManagedPolicy.Version(node.path("version").asText(), created, document));
    }
}
