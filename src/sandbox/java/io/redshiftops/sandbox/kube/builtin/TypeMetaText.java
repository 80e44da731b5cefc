package io.redshiftops.sandbox.kube.builtin;

/** What Kubernetes' API documents say of the fields that every object has. */
final class TypeMetaText {

    static final String API_VERSION =
            "APIVersion defines the versioned schema of this representation of an object. Servers should convert"
                    + " recognized schemas to the latest internal value, and may reject unrecognized values. More info:"
                    + " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources";

    static final String KIND =
            "Kind is a string value representing the REST resource this object represents. Servers may infer this from"
                    + " the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info:"
                    + " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds";

    static final String METADATA = "Standard object's metadata. More info:"
            + " https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata";

    private TypeMetaText() {}
}
