package io.redshiftops.sandbox.aws.core;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The limits that all services share for tags, with each service's errors.
 *
 * @param invalid makes the error for a tag that breaks a rule, from a text
 * @param tooMany the error for more than fifty tags on one resource
 * @see <a href="https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html#tag-conventions">Tag naming limits</a>
 */
public record TagRules(Function<String, AwsError> invalid, Function<String, AwsError> tooMany) {

    public static final int MOST = 50;

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;
    private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    /** Checks the tags that a resource would have. */
    public void check(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            checkKey(key);
            if (value.length() > LONGEST_VALUE || !CHARACTERS.matcher(value).matches()) {
                throw invalid.apply("The value of the tag " + key + " is not valid: at most " + LONGEST_VALUE
                        + " letters, digits, spaces and _.:/=+-@ are.");
            }
        });
        if (tags.size() > MOST) {
            throw tooMany.apply("A resource can have at most " + MOST + " tags.");
        }
    }

    private void checkKey(String key) {
        if (key.isEmpty()
                || key.length() > LONGEST_KEY
                || !CHARACTERS.matcher(key).matches()) {
            throw invalid.apply("The tag key '" + key + "' is not valid: 1 to " + LONGEST_KEY
                    + " letters, digits, spaces and _.:/=+-@ are.");
        }
        if (key.regionMatches(true, 0, "aws:", 0, 4)) {
            throw invalid.apply("Tag keys beginning with \"aws:\" are reserved for system use: " + key);
        }
    }
}
