package io.redshiftops.sandbox.kube.apply;

import io.redshiftops.sandbox.kube.model.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fields that an apply wants to change and others manage. */
final class ConflictException extends Exception {

    private final transient Map<FieldsOwner, FieldSet> conflicts;

    ConflictException(Map<FieldsOwner, FieldSet> conflicts) {
        super("apply conflict");
        this.conflicts = conflicts;
    }

    /** All fields in conflict. */
    FieldSet fields() {
        return conflicts.values().stream().reduce(new FieldSet(), FieldSet::union);
    }

    /** The conflicts outside some fields. */
    ConflictException without(FieldSet allowed) {
        Map<FieldsOwner, FieldSet> left = new java.util.TreeMap<>(FieldsOwner.ORDER);
        conflicts.forEach((owner, set) -> {
            FieldSet rest = set.difference(allowed);
            if (!rest.isEmpty()) {
                left.put(owner, rest);
            }
        });
        return new ConflictException(left);
    }

    /** The answer to the client. */
    ApiException toApiException() {
        List<ApiException.FieldConflict> causes = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        conflicts.forEach((owner, set) -> {
            lines.append(lines.length() == 0 ? "" : "\n")
                    .append("conflicts with ")
                    .append(owner.shown())
                    .append(':');
            set.forEach(path -> {
                String at = text(path);
                lines.append("\n- ").append(at);
                causes.add(new ApiException.FieldConflict(at, "conflict with " + owner.shown()));
            });
        });
        String message = causes.size() == 1
                ? "Apply failed with 1 conflict: " + causes.get(0).message() + ": "
                        + causes.get(0).field()
                : "Apply failed with " + causes.size() + " conflicts: " + lines;
        return ApiException.applyConflict(message, causes);
    }

    private static String text(List<PathElement> path) {
        StringBuilder text = new StringBuilder();
        path.forEach(text::append);
        return text.toString();
    }
}
