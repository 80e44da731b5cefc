package io.redshiftops.sandbox.kube.resource;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The order of versions: stable ones before beta and alpha ones, newer before older.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority">Version
 *     priority</a>
 */
public final class VersionPriority {

    /** The best version first. */
    public static final Comparator<String> ORDER = VersionPriority::compare;

    private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?");

    private VersionPriority() {}

    private static int compare(String one, String other) {
        Matcher left = VERSION.matcher(one);
        Matcher right = VERSION.matcher(other);
        boolean leftIsVersion = left.matches();
        boolean rightIsVersion = right.matches();
        if (!leftIsVersion || !rightIsVersion) {
            return leftIsVersion == rightIsVersion ? one.compareTo(other) : leftIsVersion ? -1 : 1;
        }
        int byStability = Integer.compare(stability(right), stability(left));
        if (byStability != 0) {
            return byStability;
        }
        int byMajor = Integer.compare(number(right.group(1)), number(left.group(1)));
        return byMajor != 0 ? byMajor : Integer.compare(number(right.group(3)), number(left.group(3)));
    }

    private static int stability(Matcher version) {
        String word = version.group(2);
        return word == null ? 2 : word.equals("beta") ? 1 : 0;
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
