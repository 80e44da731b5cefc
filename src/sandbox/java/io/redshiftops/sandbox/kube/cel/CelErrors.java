package io.redshiftops.sandbox.kube.cel;

import dev.cel.runtime.CelEvaluationException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong in an evaluation, in the words of the real server's language implementation. */
final class CelErrors {

    private static final Pattern PREFIX = Pattern.compile("^evaluation error(?: at <input>:[0-9]+)?: ");

    /** Texts of this implementation, with what the other says. */
    private static final Map<Pattern, String> WORDS = words();

    private CelErrors() {}

    private static Map<Pattern, String> words() {
        Map<Pattern, String> words = new LinkedHashMap<>();
        words.put(
                Pattern.compile("(?i).*invalid duration.*"),
                "type conversion error from 'string' to 'google.protobuf.Duration'");
        words.put(
                Pattern.compile("(?i).*(failed to parse timestamp|invalid timestamp|could not be parsed).*"),
                "type conversion error from 'string' to 'google.protobuf.Timestamp'");
        words.put(Pattern.compile("key '(.*)' is not present in map\\."), "no such key: $1");
        words.put(Pattern.compile("(?i).*by zero"), "division by zero");
        words.put(Pattern.compile("(?i)index out of bounds: (.*)"), "index out of bounds: $1");
        words.put(Pattern.compile("(?i)for input string: .*"), "type conversion error from 'string' to 'int'");
        words.put(Pattern.compile("(?i)no matching overload.*"), "no such overload");
        return words;
    }

    static String text(CelEvaluationException e) {
        String message = PREFIX.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        for (Map.Entry<Pattern, String> entry : WORDS.entrySet()) {
            Matcher matcher = entry.getKey().matcher(message);
            if (matcher.matches()) {
                return matcher.replaceFirst(entry.getValue());
            }
        }
        return message;
    }
}
