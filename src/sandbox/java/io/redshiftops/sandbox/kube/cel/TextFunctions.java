package io.redshiftops.sandbox.kube.cel;

import com.google.errorprone.annotations.Immutable;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import io.redshiftops.sandbox.kube.validation.NameFormat;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Functions on texts: searching by regular expressions, and named formats.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-regex-library">Regex library</a>
 * @see <a href="https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-format-library">Format library</a>
 */
final class TextFunctions {

    static final OpaqueType FORMAT = OpaqueType.create("kubernetes.NamedFormat");

    private TextFunctions() {}

    /** A format that texts may have. */
    @Immutable
    @FunctionalInterface
    interface NamedFormat {
        List<String> problems(String text);
    }

    private static final Map<String, NamedFormat> FORMATS = formats();

    private static Map<String, NamedFormat> formats() {
        Map<String, NamedFormat> formats = new LinkedHashMap<>();
        formats.put("dns1123Label", NameFormat.DNS_LABEL::problems);
        formats.put("dns1123Subdomain", NameFormat.DNS_SUBDOMAIN::problems);
        formats.put("dns1035Label", NameFormat.DNS_1035_LABEL::problems);
        formats.put("qualifiedName", NameFormat.QUALIFIED_NAME::problems);
        formats.put("dns1123LabelPrefix", NameFormat.DNS_LABEL::prefixProblems);
        formats.put("dns1123SubdomainPrefix", NameFormat.DNS_SUBDOMAIN::prefixProblems);
        formats.put("dns1035LabelPrefix", NameFormat.DNS_1035_LABEL::prefixProblems);
        formats.put("labelValue", NameFormat.LABEL_VALUE::problems);
        formats.put(
                "uuid",
                text -> text.matches("(?i)[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")
                        ? List.of()
                        : List.of("does not match the UUID format"));
        formats.put("byte", text -> isBase64(text) ? List.of() : List.of("invalid base64"));
        return formats;
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException notBase64) {
            // That is what was asked.
            return false;
        }
    }

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary();
        library.member("find", SimpleType.STRING, List.of(SimpleType.STRING, SimpleType.STRING), arguments -> {
            Matcher matcher = matcher(arguments);
            return matcher.find() ? matcher.group() : "";
        });
        ListType texts = ListType.create(SimpleType.STRING);
        library.member(
                "findAll", texts, List.of(SimpleType.STRING, SimpleType.STRING), arguments -> all(arguments, -1));
        library.member(
                "findAll",
                texts,
                List.of(SimpleType.STRING, SimpleType.STRING, SimpleType.INT),
                arguments -> all(arguments, (Long) arguments[2]));
        FORMATS.forEach((name, format) -> library.global("format." + name, FORMAT, List.of(), arguments -> format));
        library.global(
                "format.named",
                OptionalType.create(FORMAT),
                List.of(SimpleType.STRING),
                arguments -> Optional.ofNullable(FORMATS.get((String) arguments[0])));
        library.member("validate", OptionalType.create(texts), List.of(FORMAT, SimpleType.STRING), arguments -> {
            List<String> problems = ((NamedFormat) arguments[0]).problems((String) arguments[1]);
            return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
        });
        return library;
    }

    private static List<String> all(Object[] arguments, long limit) throws CelEvaluationException {
        List<String> found = new ArrayList<>();
        Matcher matcher = matcher(arguments);
        while ((limit < 0 || found.size() < limit) && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Matcher matcher(Object[] arguments) throws CelEvaluationException {
        try {
            return Pattern.compile((String) arguments[1]).matcher((String) arguments[0]);
        } catch (PatternSyntaxException e) {
            throw FunctionLibrary.failure("Illegal regex: " + e.getMessage());
        }
    }
}
