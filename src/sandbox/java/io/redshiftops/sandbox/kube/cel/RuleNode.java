package io.redshiftops.sandbox.kube.cel;

import io.redshiftops.sandbox.kube.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place of a schema with its compiled rules, and the places below that have any. */
final class RuleNode {

    private final Schema schema;
    private final List<CompiledRule> rules = new ArrayList<>();
    private final Map<String, RuleNode> properties = new LinkedHashMap<>();
    private final @Nullable RuleNode additional;
    private final @Nullable RuleNode items;

    private RuleNode(Schema schema, boolean root, CelTypes types) {
        this.schema = schema;
        if (!schema.rules().isEmpty()) {
            compile(root, types);
        }
        schema.properties().forEach((name, property) -> {
            RuleNode node = of(property, false, types);
            if (node != null) {
                properties.put(name, node);
            }
        });
        this.additional = of(schema.additional(), false, types);
        this.items = of(schema.items(), false, types);
    }

    /** The places with rules in a whole schema; null if it has none. */
    static @Nullable RuleNode of(Schema root) {
        return of(root, true, new CelTypes());
    }

    private static @Nullable RuleNode of(@Nullable Schema schema, boolean root, CelTypes types) {
        return schema != null && hasRules(schema) ? new RuleNode(schema, root, types) : null;
    }

    private static boolean hasRules(@Nullable Schema schema) {
        return schema != null
                && (!schema.rules().isEmpty()
                        || hasRules(schema.items())
                        || hasRules(schema.additional())
                        || schema.properties().values().stream().anyMatch(RuleNode::hasRules));
    }

    private void compile(boolean root, CelTypes types) {
        boolean resource = root || schema.extensions().embeddedResource();
        types.of(schema).map(type -> resource ? types.root(schema) : type).ifPresent(self -> {
            RuleCompiler compiler = new RuleCompiler(self, types.provider());
            schema.rules().forEach(rule -> rules.add(new CompiledRule(rule, compiler)));
        });
    }

    Schema schema() {
        return schema;
    }

    List<CompiledRule> rules() {
        return rules;
    }

    Map<String, RuleNode> properties() {
        return properties;
    }

    @Nullable
    RuleNode additional() {
        return additional;
    }

    @Nullable
    RuleNode items() {
        return items;
    }
}
