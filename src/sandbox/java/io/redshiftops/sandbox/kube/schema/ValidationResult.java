package io.redshiftops.sandbox.kube.schema;

import io.redshiftops.sandbox.kube.model.FieldError;
import java.util.ArrayList;
import java.util.List;

/**
 * The errors of one value, with the number of checks that were made: of several schemas that all fail, the one that
 * checked most is told of.
 */
final class ValidationResult {

    private final List<FieldError> errors = new ArrayList<>();
    private int checks;

    void add(FieldError error) {
        if (!errors.contains(error)) {
            errors.add(error);
        }
    }

    void merge(ValidationResult other) {
        other.errors.forEach(this::add);
        checks += other.checks;
    }

    void count() {
        checks++;
    }

    boolean isValid() {
        return errors.isEmpty();
    }

    boolean betterThan(ValidationResult other) {
        return other.isValid() || checks > other.checks;
    }

    List<FieldError> errors() {
        return errors;
    }
}
