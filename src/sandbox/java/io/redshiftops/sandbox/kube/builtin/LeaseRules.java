package io.redshiftops.sandbox.kube.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.redshiftops.sandbox.kube.model.FieldError;
import io.redshiftops.sandbox.kube.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** Leases. */
final class LeaseRules implements KindRules {

    @Override
    public List<FieldError> validate(KubeObject object) {
        List<FieldError> errors = new ArrayList<>();
        JsonNode duration = object.get("spec").path("leaseDurationSeconds");
        if (duration.isNumber() && duration.asLong() <= 0) {
            errors.add(FieldError.invalid("spec.leaseDurationSeconds", duration, "must be greater than 0"));
        }
        JsonNode transitions = object.get("spec").path("leaseTransitions");
        if (transitions.isNumber() && transitions.asLong() < 0) {
            errors.add(FieldError.invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0"));
        }
        return errors;
    }
}
