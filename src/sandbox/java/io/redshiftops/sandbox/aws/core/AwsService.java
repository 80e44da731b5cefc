package io.redshiftops.sandbox.aws.core;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An emulated service: how it is reached, and what of it exists. */
public interface AwsService {

    /** The name in a request's signature, such as {@code redshift}. */
    String name();

    /** The name in ARNs and actions, where that differs from {@link #name()}. */
    default String arnName() {
        return name();
    }

    Protocol protocol();

    /**
     * The objects whose public methods are the operations: each takes a {@link Call} and the SDK's request and returns the
     * SDK's response. Empty for a service that reads HTTP itself.
     */
    List<Object> operations();

    /** The name space of its XML; empty where it has none. */
    default String xmlNamespace() {
        return "";
    }

    /** Whether an operation may be called without a signature. */
    default boolean allowsUnsigned(String operation) {
        return false;
    }

    /**
     * The region whose endpoint answers a call, which differs from the one that it is signed for where a service has one
     * endpoint for the whole partition.
     *
     * @param signed the region that the call is signed for
     */
    default String region(String signed) {
        return signed;
    }

    /** The parameters that each operation which has them requires; the SDK's classes do not tell. */
    default Set<String> requiredParameters() {
        return Set.of();
    }

    /** What exists, by kind such as {@code clusters}. */
    Map<String, List<ResourceEntry>> resources();

    /** What the service answers while something else is under way on the resource; empty if it has no such answer. */
    default Optional<AwsError> busy(String operation) {
        return Optional.empty();
    }
}
