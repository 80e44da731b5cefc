package io.redshiftops.sandbox.kube.discovery;

import io.redshiftops.sandbox.kube.resource.ResourceRegistry;
import io.redshiftops.sandbox.kube.resource.ResourceType;
import io.redshiftops.sandbox.kube.resource.VersionPriority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The groups that are served, each with its versions in order of priority. */
final class GroupVersions {

    private GroupVersions() {}

    /** The groups in the order in which they came, each with its versions in order of priority. */
    static Map<String, List<String>> of(ResourceRegistry registry) {
        Map<String, TreeSet<String>> groups = new LinkedHashMap<>();
        for (ResourceType type : registry.all()) {
            groups.computeIfAbsent(type.kind().group(), any -> new TreeSet<>(VersionPriority.ORDER))
                    .add(type.kind().version());
        }
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        groups.forEach((group, versions) -> ordered.put(group, List.copyOf(versions)));
        return ordered;
    }
}
