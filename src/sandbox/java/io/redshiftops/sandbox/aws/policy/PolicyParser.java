package io.redshiftops.sandbox.aws.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redshiftops.sandbox.aws.policy.Condition.Quantifier;
import io.redshiftops.sandbox.aws.policy.PolicyDocument.Kind;
import io.redshiftops.sandbox.aws.policy.Statement.Effect;
import io.redshiftops.sandbox.aws.policy.Statement.Matching;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the JSON of a policy and refuses what IAM refuses to store.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">The grammar</a>
 */
final class PolicyParser {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    // IAM's words, from what users report of it.
    private static final String NO_JSON = "This policy contains invalid Json";
    private static final String SYNTAX = "Syntax errors in policy.";
    private static final String NO_ACTIONS = "Policy statement must contain actions.";
    private static final String NO_RESOURCES = "Policy statement must contain resources.";
    private static final String NO_PRINCIPAL = "Missing required field Principal";
    private static final String PRINCIPAL_IN_IDENTITY = "Policy document should not specify a principal.";
    private static final String RESOURCE_IN_TRUST = "Has prohibited field Resource";
    private static final String NO_VENDOR =
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    private static final String TRUST_ACTIONS = "AssumeRole policy may only specify STS AssumeRole actions.";

    private static final String VARIABLES_SINCE = "2012-10-17";
    private static final Set<String> VERSIONS = Set.of("2008-10-17", VARIABLES_SINCE);
    private static final Set<String> DOCUMENT_FIELDS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_FIELDS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> TRUST_ACTION_NAMES = Set.of(
            "sts:assumerole",
            "sts:assumerolewithwebidentity",
            "sts:assumerolewithsaml",
            "sts:tagsession",
            "sts:setsourceidentity",
            "sts:*");
    private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?_-]+");

    private final Kind kind;

    PolicyParser(Kind kind) {
        this.kind = kind;
    }

    PolicyDocument parse(String json) {
        JsonNode root = read(json);
        check(root.isObject() && !root.isEmpty() && onlyHas(root, DOCUMENT_FIELDS) && root.has("Statement"), SYNTAX);
        String version = root.path("Version").asText("2008-10-17");
        check(VERSIONS.contains(version), SYNTAX);
        List<Statement> statements = new ArrayList<>();
        for (JsonNode statement : oneOrMore(root.path("Statement"))) {
            statements.add(statement(statement, version.equals(VARIABLES_SINCE)));
        }
        check(!statements.isEmpty(), SYNTAX);
        return new PolicyDocument(json, List.copyOf(statements));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            MalformedPolicyException malformed = new MalformedPolicyException(NO_JSON);
            malformed.initCause(e);
            throw malformed;
        }
    }

    private Statement statement(JsonNode node, boolean variables) {
        check(node.isObject() && onlyHas(node, STATEMENT_FIELDS), SYNTAX);
        String effect = node.path("Effect").asText();
        check(effect.equals("Allow") || effect.equals("Deny"), SYNTAX);
        return new Statement(
                effect.equals("Allow") ? Effect.ALLOW : Effect.DENY,
                principal(node),
                actions(node),
                resources(node, variables),
                conditions(node.path("Condition"), variables));
    }

    private Optional<PrincipalElement> principal(JsonNode node) {
        if (node.has("NotPrincipal")) {
            throw new NotEmulatedException("The policy element NotPrincipal is not emulated by this sandbox.");
        }
        JsonNode principal = node.path("Principal");
        if (kind == Kind.IDENTITY) {
            check(principal.isMissingNode(), PRINCIPAL_IN_IDENTITY);
            return Optional.empty();
        }
        check(!principal.isMissingNode(), NO_PRINCIPAL);
        if (principal.isTextual()) {
            check(principal.asText().equals("*"), "Invalid principal in policy: \"" + principal.asText() + "\"");
            return Optional.of(PrincipalElement.EVERYONE);
        }
        check(principal.isObject() && onlyHas(principal, Set.of("AWS", "Service", "Federated")), SYNTAX);
        return Optional.of(new PrincipalElement(
                false, names(principal, "AWS"), names(principal, "Service"), names(principal, "Federated")));
    }

    private static Set<String> names(JsonNode principal, String type) {
        return principal.has(type) ? new TreeSet<>(texts(principal.path(type))) : Set.of();
    }

    private Matching<Glob> actions(JsonNode node) {
        boolean inverted = node.has("NotAction");
        check(inverted != node.has("Action"), NO_ACTIONS);
        List<String> names = texts(node.path(inverted ? "NotAction" : "Action"));
        check(!names.isEmpty(), NO_ACTIONS);
        for (String name : names) {
            check(ACTION.matcher(name).matches(), NO_VENDOR);
            check(kind != Kind.TRUST || TRUST_ACTION_NAMES.contains(name.toLowerCase(Locale.ROOT)), TRUST_ACTIONS);
        }
        return new Matching<>(inverted, names.stream().map(Glob::of).toList());
    }

    private Matching<Template> resources(JsonNode node, boolean variables) {
        boolean inverted = node.has("NotResource");
        if (kind == Kind.TRUST) {
            check(!inverted && !node.has("Resource"), RESOURCE_IN_TRUST);
            return new Matching<>(false, List.of(Template.parse("*", false)));
        }
        check(inverted != node.has("Resource"), NO_RESOURCES);
        List<String> patterns = texts(node.path(inverted ? "NotResource" : "Resource"));
        check(!patterns.isEmpty(), NO_RESOURCES);
        for (String pattern : patterns) {
            check(
                    pattern.equals("*") || pattern.startsWith("arn:"),
                    "Resource " + pattern + " must be in ARN format or \"*\".");
        }
        return new Matching<>(
                inverted,
                patterns.stream()
                        .map(pattern -> Template.parse(pattern, variables))
                        .toList());
    }

    private static List<Condition> conditions(JsonNode node, boolean variables) {
        check(node.isMissingNode() || node.isObject(), SYNTAX);
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : node.properties()) {
            check(operator.getValue().isObject(), SYNTAX);
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                conditions.add(condition(operator.getKey(), key.getKey(), texts(key.getValue()), variables));
            }
        }
        return List.copyOf(conditions);
    }

    private static Condition condition(String operatorName, String key, List<String> values, boolean variables) {
        check(key.contains(":"), NO_VENDOR);
        Quantifier quantifier = Quantifier.NONE;
        String name = operatorName;
        if (name.startsWith("ForAllValues:")) {
            quantifier = Quantifier.FOR_ALL_VALUES;
            name = name.substring("ForAllValues:".length());
        } else if (name.startsWith("ForAnyValue:")) {
            quantifier = Quantifier.FOR_ANY_VALUE;
            name = name.substring("ForAnyValue:".length());
        }
        boolean ifExists = name.endsWith("IfExists") && !name.equals("NullIfExists");
        if (ifExists) {
            name = name.substring(0, name.length() - "IfExists".length());
        }
        Operator operator = Operator.named(name)
                .orElseThrow(() -> new MalformedPolicyException("Invalid Condition type : " + operatorName));
        return new Condition(
                operator,
                quantifier,
                ifExists,
                key,
                values.stream().map(value -> Template.parse(value, variables)).toList());
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : oneOrMore(node)) {
            check(value.isValueNode() && !value.isNull(), SYNTAX);
            texts.add(value.asText());
        }
        return texts;
    }

    private static Iterable<JsonNode> oneOrMore(JsonNode node) {
        return node.isArray() ? node : List.of(node);
    }

    private static boolean onlyHas(JsonNode node, Set<String> fields) {
        return node.properties().stream().allMatch(field -> fields.contains(field.getKey()));
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new MalformedPolicyException(message);
        }
    }
}
