package io.redshiftops.sandbox.kube.discovery;

import io.redshiftops.sandbox.kube.resource.ResourceRegistry;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of versions: stable ones before beta and alpha ones, newer before older.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority">Version
 *     priority</a>
 */
final class GroupVersions {

    private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?");

    static final Comparator<String> BY_PRIORITY = GroupVersions::compare;

    private GroupVersions() {}

    /** The groups in the order in which they came, each with its versions in order of priority. */
    static Map<String, List<String>> of(ResourceRegistry registry) {
        Map<String, TreeSet<String>> groups = new LinkedHashMap<>();
        for (ResourceType type : registry.all()) {
            groups.computeIfAbsent(type.kind().group(), any -> new TreeSet<>(BY_PRIORITY))
                    .add(type.kind().version());
        }
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        groups.forEach((group, versions) -> ordered.put(group, List.copyOf(versions)));
        return ordered;
    }

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

    private static int number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
