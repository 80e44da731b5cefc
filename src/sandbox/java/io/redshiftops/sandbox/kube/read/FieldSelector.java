package io.redshiftops.sandbox.kube.read;

import io.redshiftops.sandbox.kube.model.ApiException;
import io.redshiftops.sandbox.kube.model.KubeObject;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses objects by a few of their fields.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/">Field selectors</a>
 */
public final class FieldSelector {

    /** Chooses everything. */
    public static final FieldSelector EVERYTHING = new FieldSelector(List.of());

    private final List<Term> terms;

    private FieldSelector(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    private record Term(String field, String value, boolean equal) {}

    /** The selector that a text such as {@code metadata.name=a,status.phase!=Active} describes. */
    public static FieldSelector parse(String text) throws SelectorSyntaxException {
        List<Term> terms = new ArrayList<>();
        for (String part : split(text)) {
            if (part.isEmpty()) {
                continue;
            }
            int unequal = part.indexOf("!=");
            int equal = part.indexOf('=');
            if (equal < 0) {
                throw new SelectorSyntaxException("invalid selector: '" + text + "'; can't understand '" + part + "'");
            }
            boolean negative = unequal >= 0 && unequal < equal;
            int at = negative ? unequal : equal;
            int end = negative || part.startsWith("==", equal) ? at + 2 : at + 1;
            terms.add(new Term(part.substring(0, at), unescape(part.substring(end)), !negative));
        }
        return new FieldSelector(terms);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(c).append(text.charAt(++i));
            } else if (c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static String unescape(String value) {
        return value.replaceAll("\\\\([\\\\,=])", "$1");
    }

    /** Refuses fields that a kind cannot be selected by. */
    public void check(ResourceType type) {
        Map<String, String> known = type.behaviour().selectableFields(KubeObject.of(type.kind()));
        for (Term term : terms) {
            boolean metadata = term.field.equals("metadata.name")
                    || (term.field.equals("metadata.namespace") && type.namespaced());
            if (!metadata && !known.containsKey(term.field)) {
                throw ApiException.badRequest(type.behaviour().unknownFieldSelector(term.field, type.namespaced()));
            }
        }
    }

    public boolean matches(ResourceType type, KubeObject object) {
        if (terms.isEmpty()) {
            return true;
        }
        Map<String, String> fields = type.behaviour().selectableFields(object);
        return terms.stream().allMatch(term -> value(term.field, object, fields).equals(term.value) == term.equal);
    }

    private static String value(String field, KubeObject object, Map<String, String> fields) {
        return switch (field) {
            case "metadata.name" -> object.name();
            case "metadata.namespace" -> object.namespace();
            default -> fields.getOrDefault(field, "");
        };
    }

    /** The one name that can match, if there is only one. */
    public Optional<String> name() {
        return terms.stream()
                .filter(term -> term.equal && term.field.equals("metadata.name"))
                .map(Term::value)
                .findFirst();
    }

    public boolean isEverything() {
        return terms.isEmpty();
    }
}
