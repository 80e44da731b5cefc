package io.redshiftops.sandbox.kube.schema;

import java.util.List;

/**
 * What the {@code x-kubernetes-…} keywords of a schema say.
 *
 * @param preserveUnknown unknown fields stay ({@code x-kubernetes-preserve-unknown-fields})
 * @param embeddedResource the value is an object with apiVersion, kind and metadata
 * @param listType how lists are merged; lists without a type are atomic
 * @param listTypeGiven whether the schema names a list type
 * @param mapKeys the fields that tell the items of a list of type map apart
 * @param atomicMap objects are merged as a whole ({@code x-kubernetes-map-type: atomic})
 * @param patchMergeKey the field by which strategic merge patches find items, empty if lists are replaced
 * @param patchStrategies {@code merge}, {@code replace} or {@code retainKeys}
 */
public record Extensions(
        boolean preserveUnknown,
        boolean embeddedResource,
        Schema.ListType listType,
        boolean listTypeGiven,
        List<String> mapKeys,
        boolean atomicMap,
        String patchMergeKey,
        List<String> patchStrategies) {

    /** A schema without extensions. */
    public static final Extensions NONE =
            new Extensions(false, false, Schema.ListType.ATOMIC, false, List.of(), false, "", List.of());

    /** The same with a list type. */
    public Extensions withListType(Schema.ListType type, List<String> keys) {
        return new Extensions(
                preserveUnknown, embeddedResource, type, true, keys, atomicMap, patchMergeKey, patchStrategies);
    }

    /** The same, merged as a whole. */
    public Extensions withAtomicMap() {
        return new Extensions(
                preserveUnknown,
                embeddedResource,
                listType,
                listTypeGiven,
                mapKeys,
                true,
                patchMergeKey,
                patchStrategies);
    }

    /** The same with a behaviour under strategic merge patches. */
    public Extensions withPatch(String mergeKey, List<String> strategies) {
        return new Extensions(
                preserveUnknown, embeddedResource, listType, listTypeGiven, mapKeys, atomicMap, mergeKey, strategies);
    }
}
