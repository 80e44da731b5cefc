package io.redshiftops.sandbox.kube.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.redshiftops.sandbox.kube.apply.FieldManager;
import io.redshiftops.sandbox.kube.apply.TypedVersions;
import io.redshiftops.sandbox.kube.model.GroupResource;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.schema.Schema;
import io.redshiftops.sandbox.kube.store.StorageKey;
import io.redshiftops.sandbox.kube.store.StoredObject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A resource in one version: everything by which it differs from others. */
public final class ResourceType {

    private final ResourceNames names;
    private final boolean namespaced;
    private final GroupResource storage;
    private final Schema schema;
    private final Behaviour behaviour;
    private final Columns columns;
    private final List<String> verbs;
    private final Map<String, Subresource> subresources;
    private final String deprecation;
    private final JsonNode document;
    private final @Nullable ScaleView scale;
    private final Map<String, FieldManager> fieldManagers = new HashMap<>();

    private ResourceType(Builder builder) {
        this.names = builder.names;
        this.namespaced = builder.namespaced;
        this.storage = builder.storage;
        this.schema = builder.schema;
        this.behaviour = builder.behaviour;
        this.columns = builder.columns;
        this.verbs = builder.verbs;
        this.subresources = builder.subresources;
        this.deprecation = builder.deprecation;
        this.document = builder.document;
        this.scale = builder.scale;
        fieldManagers.put("", fieldManager(builder, ""));
        subresources.keySet().forEach(part -> fieldManagers.put(part, fieldManager(builder, part)));
    }

    private FieldManager fieldManager(Builder builder, String subresource) {
        return new FieldManager(
                names.kind(),
                subresource,
                schema,
                builder.versions,
                behaviour.ignoredFields(subresource),
                builder.clock);
    }

    public ResourceNames names() {
        return names;
    }

    public GroupVersionKind kind() {
        return names.kind();
    }

    public GroupResource resource() {
        return names.resource();
    }

    public boolean namespaced() {
        return namespaced;
    }

    /** The shape of whole objects. */
    public Schema schema() {
        return schema;
    }

    public Behaviour behaviour() {
        return behaviour;
    }

    public Columns columns() {
        return columns;
    }

    /** What can be done with it, in the order in which discovery shows it. */
    public List<String> verbs() {
        return verbs;
    }

    public Map<String, Subresource> subresources() {
        return subresources;
    }

    /** What users of this version are warned of, empty for nothing. */
    public String deprecation() {
        return deprecation;
    }

    /** The OpenAPI schema of a custom resource as its definition has it, missing for built-in kinds. */
    public JsonNode document() {
        return document;
    }

    /** Where the number of replicas is, empty if it cannot be scaled. */
    public Optional<ScaleView> scale() {
        return Optional.ofNullable(scale);
    }

    /** Whether it comes from a custom resource definition. */
    public boolean isCustom() {
        return !document.isMissingNode();
    }

    /** The account of fields for writes to the object or to a subresource. */
    public FieldManager fieldManager(String subresource) {
        return Optional.ofNullable(fieldManagers.get(subresource))
                .orElseThrow(() -> new IllegalArgumentException("no fields are managed by " + subresource));
    }

    /** Where objects are stored; several versions and groups may share one place. */
    public GroupResource storage() {
        return storage;
    }

    public StorageKey key(String namespace, String name) {
        return new StorageKey(storage, namespaced ? namespace : "", name);
    }

    /** A stored object as this version shows it. */
    public KubeObject view(StoredObject stored) {
        return stored.viewedBy(this, behaviour::fromStored);
    }

    /** Describes a resource. */
    public static Builder builder(ResourceNames names, Schema schema, Behaviour behaviour, Columns columns) {
        return new Builder(names, schema, behaviour, columns);
    }

    /** Describes a resource step by step. */
    public static final class Builder {

        private final ResourceNames names;
        private final Schema schema;
        private final Behaviour behaviour;
        private final Columns columns;
        private boolean namespaced = true;
        private GroupResource storage;
        private List<String> verbs =
                List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
        private Map<String, Subresource> subresources = Map.of();
        private String deprecation = "";
        private JsonNode document = MissingNode.getInstance();
        private @Nullable ScaleView scale;
        private TypedVersions versions;
        private Clock clock = Clock.systemUTC();

        private Builder(ResourceNames names, Schema schema, Behaviour behaviour, Columns columns) {
            this.names = names;
            this.schema = schema;
            this.behaviour = behaviour;
            this.columns = columns;
            this.storage = names.resource();
            this.versions = new OneVersion(names.kind().apiVersion(), schema);
        }

        public Builder namespaced(boolean value) {
            this.namespaced = value;
            return this;
        }

        public Builder storage(GroupResource value) {
            this.storage = value;
            return this;
        }

        public Builder verbs(List<String> value) {
            this.verbs = value;
            return this;
        }

        public Builder subresources(Map<String, Subresource> value) {
            this.subresources = value;
            return this;
        }

        public Builder deprecation(String value) {
            this.deprecation = value;
            return this;
        }

        public Builder document(JsonNode value) {
            this.document = value;
            return this;
        }

        public Builder scale(@Nullable ScaleView value) {
            this.scale = value;
            return this;
        }

        public Builder versions(TypedVersions value) {
            this.versions = value;
            return this;
        }

        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        public ResourceType build() {
            return new ResourceType(this);
        }
    }
}
