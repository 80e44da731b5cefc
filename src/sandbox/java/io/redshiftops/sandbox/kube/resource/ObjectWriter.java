package io.redshiftops.sandbox.kube.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.codec.JsonWriter;
import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.GroupVersionKind;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.store.ObjectStore;
import io.redshiftops.sandbox.kube.store.StoredObject;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import io.redshiftops.sandbox.kube.validation.ObjectMetaValidation;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Creates and updates objects: admission, the rules of the kind, the account of fields, and storing against the version
 * that was seen.
 */
public final class ObjectWriter {

    /** What the real server's storage can hold in one object. */
    private static final int OBJECT_LIMIT = 2 * 1024 * 1024;

    private static final String GENERATED = "bcdfghjklmnpqrstvwxz2456789";
    private static final int GENERATED_LENGTH = 5;
    private static final int GENERATED_BASE_LIMIT = 63 - GENERATED_LENGTH;
    private static final int GENERATION_ATTEMPTS = 8;

    private final ObjectStore store;
    private final List<Admission> admission;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ObjectWriter(ObjectStore store, List<Admission> admission, Clock clock) {
        this.store = store;
        this.admission = List.copyOf(admission);
        this.clock = clock;
    }

    /** The outcome of a write. */
    public record Written(KubeObject object, boolean created) {}

    /**
     * Creates an object.
     *
     * @param object as the request gave it; taken as the server's own
     */
    public KubeObject create(Target target, KubeObject object, WriteOptions options, RequestContext context) {
        ObjectNode metadata = object.metadata();
        metadata.remove(
                List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"));
        ensureNamespace(target, object);
        target.type().fieldManager("").update(null, object, options.fieldManager());
        return createPrepared(target.named(object.name()), object, options, context);
    }

    private KubeObject createPrepared(Target target, KubeObject object, WriteOptions options, RequestContext context) {
        ResourceType type = target.type();
        admit(Admission.Operation.CREATE, target, object, null, context);
        String prefix = object.meta("generateName").asText("");
        boolean generated = object.name().isEmpty() && !prefix.isEmpty();
        if (generated) {
            object.metadata().put("name", generate(prefix));
        }
        object.metadata().put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
        type.behaviour().prepareForCreate(object);
        List<FieldError> errors = new ArrayList<>(type.behaviour().validate(object));
        if (errors.isEmpty()) {
            errors.addAll(ObjectMetaValidation.validate(object, type.namespaced(), NameFormat.PATH_SEGMENT));
        }
        if (!errors.isEmpty()) {
            throw ApiException.invalid(object.groupVersionKind(), object.name(), errors);
        }
        type.behaviour().warnings(object, null).forEach(context::warn);
        if (!object.resourceVersion().isEmpty()) {
            throw ApiException.internal("resourceVersion should not be set on objects to be created");
        }
        for (int attempt = 1; ; attempt++) {
            Optional<KubeObject> stored = storeNew(target.named(object.name()), object, options.dryRun());
            if (stored.isPresent()) {
                return stored.get();
            }
            if (!generated || attempt == GENERATION_ATTEMPTS) {
                throw alreadyExists(target.named(object.name()));
            }
            object.metadata().put("name", generate(prefix));
        }
    }

    private Optional<KubeObject> storeNew(Target target, KubeObject object, boolean dryRun) {
        ResourceType type = target.type();
        if (dryRun) {
            return store.get(target.key()).isPresent() ? Optional.empty() : Optional.of(asStored(type, object));
        }
        KubeObject stored = sized(type.behaviour().toStored(object));
        return store.create(target.key(), stored).map(type::view);
    }

    /** An object as it would look if it were stored and read again. */
    private static KubeObject asStored(ResourceType type, KubeObject object) {
        return type.behaviour().fromStored(type.behaviour().toStored(object));
    }

    private ApiException alreadyExists(Target target) {
        boolean deleting = store.get(target.key())
                .map(stored -> stored.object().isDeleting())
                .orElse(false);
        return deleting
                ? ApiException.alreadyExistsBeingDeleted(target.type().resource(), target.name())
                : ApiException.alreadyExists(target.type().resource(), target.name());
    }

    /**
     * Replaces an object.
     *
     * @param object as the request gave it
     */
    public Written replace(Target target, KubeObject object, WriteOptions options, RequestContext context) {
        ensureNamespace(target, object);
        ensureName(target, object);
        UpdateSource source = new UpdateSource() {
            @Override
            public KubeObject updated(@Nullable KubeObject current) {
                KubeObject copy = object.copy();
                target.type().fieldManager(target.subresource()).update(current, copy, options.fieldManager());
                return copy;
            }

            @Override
            public boolean mayCreate() {
                return false;
            }

            @Override
            public String expectedUid() {
                return object.uid();
            }
        };
        return update(target, source, options, context);
    }

    /**
     * Changes an object on behalf of a part of the cluster.
     *
     * @param change makes the new state of a copy of the present one
     * @param manager the part's name for itself
     * @throws ApiException if the object is gone or may not become so
     */
    public KubeObject change(Target target, UnaryOperator<KubeObject> change, String manager) {
        UpdateSource source = new UpdateSource() {
            @Override
            public KubeObject updated(@Nullable KubeObject current) {
                if (current == null) {
                    throw ApiException.notFound(target.type().resource(), target.name());
                }
                KubeObject changed = change.apply(current.copy());
                target.type().fieldManager(target.subresource()).update(current, changed, manager);
                return changed;
            }

            @Override
            public boolean mayCreate() {
                return false;
            }

            @Override
            public String expectedUid() {
                return "";
            }
        };
        return update(target, source, WriteOptions.by(manager), RequestContext.system())
                .object();
    }

    /** Brings an object into a new state, again and again if others change it meanwhile. */
    Written update(Target target, UpdateSource source, WriteOptions options, RequestContext context) {
        while (true) {
            Optional<StoredObject> stored = store.get(target.key());
            if (stored.isEmpty()) {
                return createByUpdate(target, source, options, context);
            }
            Optional<KubeObject> written = tryUpdate(target, stored.get(), source, options, context);
            if (written.isPresent()) {
                return new Written(written.get(), false);
            }
        }
    }

    private Written createByUpdate(Target target, UpdateSource source, WriteOptions options, RequestContext context) {
        ResourceType type = target.type();
        if (!source.mayCreate() || !target.subresource().isEmpty()) {
            throw ApiException.notFound(type.resource(), target.name());
        }
        KubeObject object = source.updated(null);
        if (!object.uid().isEmpty()) {
            throw ApiException.conflict(
                    type.resource(),
                    target.name(),
                    "uid mismatch: the provided object specified uid " + object.uid()
                            + ", and no existing object was found");
        }
        ensureNamespace(target, object);
        ensureName(target, object);
        return new Written(createPrepared(target, object, options, context), true);
    }

    private Optional<KubeObject> tryUpdate(
            Target target, StoredObject stored, UpdateSource source, WriteOptions options, RequestContext context) {
        ResourceType type = target.type();
        KubeObject current = type.view(stored);
        requireUid(target, current, source.expectedUid());
        KubeObject object = source.updated(current);
        ensureNamespace(target, object);
        ensureName(target, object);
        requireVersion(target, object, current);
        if (target.subresource().isEmpty()) {
            admit(Admission.Operation.UPDATE, target, object, current, context);
        }
        prepareForUpdate(type, object, current, target.subresource());
        validateUpdate(type, object, current, target.subresource());
        type.behaviour().warnings(object, current).forEach(context::warn);
        keepTimesIfOnlyTheyChanged(object, current);
        if (object.tree().equals(current.tree())) {
            return Optional.of(current);
        }
        boolean finalised = current.isDeleting()
                && type.behaviour().isFinalised(object)
                && object.meta("deletionGracePeriodSeconds").asLong(0) == 0;
        if (options.dryRun()) {
            return Optional.of(asStored(type, object));
        }
        if (finalised) {
            return store.delete(stored) ? Optional.of(object) : Optional.empty();
        }
        return store.update(stored, sized(type.behaviour().toStored(object))).map(type::view);
    }

    private static void requireUid(Target target, KubeObject current, String expected) {
        if (!expected.isEmpty() && !expected.equals(current.uid())) {
            throw ApiException.conflict(
                    target.type().resource(),
                    target.name(),
                    "StorageError: invalid object, Code: 4, Key: "
                            + target.key().path() + ", ResourceVersion: 0"
                            + ", AdditionalErrorMsg: Precondition failed: UID in precondition: " + expected
                            + ", UID in object meta: " + current.uid());
        }
    }

    private static void requireVersion(Target target, KubeObject object, KubeObject current) {
        String given = object.resourceVersion();
        ResourceType type = target.type();
        if (given.isEmpty() || given.equals("0")) {
            if (!type.behaviour().allowsUnconditionalUpdate()) {
                GroupVersionKind named = type.kind().withKind(type.names().plural());
                throw ApiException.invalid(
                        named,
                        target.name(),
                        List.of(FieldError.invalid(
                                "metadata.resourceVersion", LongNode.valueOf(0), "must be specified for an update")));
            }
            object.metadata().put("resourceVersion", current.resourceVersion());
        } else if (!given.matches("[0-9]+")) {
            throw ApiException.badRequest("invalid resource version: resourceVersion: Invalid value: \"" + given
                    + "\": strconv.ParseUint: parsing \"" + given + "\": invalid syntax");
        } else if (!given.equals(current.resourceVersion())) {
            throw ApiException.modified(type.resource(), target.name());
        }
    }

    private static void prepareForUpdate(ResourceType type, KubeObject object, KubeObject old, String subresource) {
        ObjectNode metadata = object.metadata();
        copy("generation", old, metadata);
        type.behaviour().prepareForUpdate(object, old, subresource);
        ObjectNode prepared = object.metadata();
        if (object.uid().isEmpty()) {
            copy("uid", old, prepared);
        }
        copy("creationTimestamp", old, prepared);
        prepared.remove("selfLink");
        if (old.isDeleting()) {
            copy("deletionTimestamp", old, prepared);
        }
        if (old.meta("deletionGracePeriodSeconds").isNumber() && !prepared.has("deletionGracePeriodSeconds")) {
            copy("deletionGracePeriodSeconds", old, prepared);
        }
    }

    private static void copy(String field, KubeObject from, ObjectNode metadata) {
        if (from.meta(field).isMissingNode()) {
            metadata.remove(field);
        } else {
            metadata.set(field, from.meta(field));
        }
    }

    private static void validateUpdate(ResourceType type, KubeObject object, KubeObject old, String subresource) {
        List<FieldError> errors = new ArrayList<>();
        addNew(ObjectMetaValidation.validate(object, type.namespaced(), NameFormat.PATH_SEGMENT), errors);
        addNew(ObjectMetaValidation.validateUpdate(object, old), errors);
        addNew(type.behaviour().validateUpdate(object, old, subresource), errors);
        if (!errors.isEmpty()) {
            throw ApiException.invalid(object.groupVersionKind(), object.name(), errors);
        }
    }

    private static void addNew(List<FieldError> found, List<FieldError> errors) {
        found.stream().filter(error -> !errors.contains(error)).forEach(errors::add);
    }

    /** An update that changes nothing but the times in the account of fields changes nothing. */
    private static void keepTimesIfOnlyTheyChanged(KubeObject object, KubeObject old) {
        JsonNode fields = object.meta("managedFields");
        JsonNode before = old.meta("managedFields");
        if (!fields.equals(before) && withoutTimes(fields).equals(withoutTimes(before))) {
            object.metadata().set("managedFields", before);
            if (!object.tree().equals(old.tree())) {
                object.metadata().set("managedFields", fields);
            }
        }
    }

    private static JsonNode withoutTimes(JsonNode managedFields) {
        JsonNode copy = managedFields.deepCopy();
        copy.forEach(entry -> {
            if (entry instanceof ObjectNode object) {
                object.remove("time");
            }
        });
        return copy;
    }

    /** Puts the request's namespace into an object, or refuses it if it names another. */
    static void ensureNamespace(Target target, KubeObject object) {
        String expected = target.expectedNamespace();
        if (expected.isEmpty()) {
            if (!object.namespace().isEmpty() && !target.type().namespaced()) {
                object.metadata().remove("namespace");
            }
        } else if (object.namespace().isEmpty()) {
            object.metadata().put("namespace", expected);
        } else if (!object.namespace().equals(expected)) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    private static void ensureName(Target target, KubeObject object) {
        if (!object.name().equals(target.name())) {
            throw ApiException.badRequest("the name of the object (" + object.name()
                    + ") does not match the name on the URL (" + target.name() + ")");
        }
    }

    private void admit(
            Admission.Operation operation,
            Target target,
            KubeObject object,
            @Nullable KubeObject old,
            RequestContext context) {
        Admission.Request request = new Admission.Request(operation, target, object, old, context.user());
        admission.forEach(rule -> rule.admit(request));
    }

    private static KubeObject sized(KubeObject object) {
        int length = JsonWriter.bytes(object.tree()).length;
        if (length > OBJECT_LIMIT) {
            throw ApiException.internal(
                    "rpc error: code = ResourceExhausted desc = trying to send message larger than max (" + length
                            + " vs. " + OBJECT_LIMIT + ")");
        }
        return object;
    }

    private String generate(String prefix) {
        StringBuilder name = new StringBuilder(
                prefix.length() > GENERATED_BASE_LIMIT ? prefix.substring(0, GENERATED_BASE_LIMIT) : prefix);
        for (int i = 0; i < GENERATED_LENGTH; i++) {
            name.append(GENERATED.charAt(random.nextInt(GENERATED.length())));
        }
        return name.toString();
    }

    private String now() {
        return KubeObject.time(clock.instant());
    }
}
