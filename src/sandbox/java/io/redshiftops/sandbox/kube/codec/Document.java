package io.redshiftops.sandbox.kube.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A decoded body.
 *
 * @param tree the value; of a key that was given twice the last value counts
 * @param duplicates what strict decoding says of keys given twice, such as {@code duplicate field "spec.size"}
 */
public record Document(JsonNode tree, List<String> duplicates) {}
