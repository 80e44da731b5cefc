package io.redshiftops.benchmark;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.redshiftops.api.v1alpha1.Api;
import io.redshiftops.api.v1alpha1.QueryBenchmark;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.Output;
import io.redshiftops.api.v1alpha1.QueryBenchmarkSpec.OutputFormat;
import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus;
import io.redshiftops.kube.Annotations;
import io.redshiftops.kube.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the ConfigMap with the results of the last run as the spec wants it. */
final class ResultsConfigMap {

    private static final String RUN = Api.GROUP + "/run";
    private static final String CONTENT = Api.GROUP + "/content";

    private final KubernetesClient kubernetes;
    private final ResultsFiles files;

    ResultsConfigMap(KubernetesClient kubernetes, ResultsFiles files) {
        this.kubernetes = kubernetes;
        this.files = files;
    }

    /**
     * What became of the ConfigMap.
     *
     * @param problem why it does not hold the results; null if it does
     */
    record Written(String name, @Nullable Problem problem) {}

    /** Name of the ConfigMap that the spec wants. */
    static String name(QueryBenchmark benchmark) {
        Output output = benchmark.getSpec().output();
        String wanted = output == null ? null : output.configMap();
        return wanted == null ? benchmark.getMetadata().getName() + "-results" : wanted;
    }

    private static Set<OutputFormat> formats(QueryBenchmark benchmark) {
        Output output = benchmark.getSpec().output();
        List<OutputFormat> wanted = output == null ? null : output.formats();
        return wanted == null || wanted.isEmpty() ? EnumSet.allOf(OutputFormat.class) : EnumSet.copyOf(wanted);
    }

    /**
     * Writes the ConfigMap if it is not as wanted.
     *
     * @param known the findings, if this process has them; otherwise they are read from the ConfigMap that holds them
     */
    Written ensure(QueryBenchmark benchmark, @Nullable Findings known) {
        String name = name(benchmark);
        ConfigMap current = read(benchmark, name);
        if (current != null && !isOurs(current, benchmark)) {
            return new Written(
                    name,
                    Problem.user(
                            BenchmarkReason.OUTPUT_REFUSED,
                            "ConfigMap %s exists and was not made for this benchmark: delete it, or name another in spec.output.configMap"
                                    .formatted(name)));
        }
        if (current != null && isUpToDate(current, benchmark, known)) {
            return new Written(name, null);
        }
        Findings findings = known == null
                ? findings(current).or(() -> findingsOfBefore(benchmark)).orElse(null)
                : known;
        if (findings == null) {
            return new Written(
                    name,
                    Problem.user(
                            BenchmarkReason.OUTPUT_LOST,
                            "the samples for ConfigMap %s are no longer known, since no ConfigMap holds the %s of the last run: change spec.trigger to measure again"
                                    .formatted(name, ResultsFiles.JSON)));
        }
        write(benchmark, current, findings);
        return new Written(name, null);
    }

    private @Nullable ConfigMap read(QueryBenchmark benchmark, String name) {
        return kubernetes
                .configMaps()
                .inNamespace(benchmark.getMetadata().getNamespace())
                .withName(name)
                .get();
    }

    /** One of a benchmark of the same name that was deleted may be taken over. */
    private static boolean isOurs(ConfigMap configMap, QueryBenchmark benchmark) {
        Map<String, String> labels = configMap.getMetadata().getLabels();
        return labels != null
                && Api.OPERATOR.equals(labels.get(Api.MANAGED_BY))
                && configMap.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getKind().equals(benchmark.getKind())
                                && owner.getName()
                                        .equals(benchmark.getMetadata().getName()));
    }

    private static boolean isUpToDate(ConfigMap configMap, QueryBenchmark benchmark, @Nullable Findings known) {
        String run = Annotations.get(configMap, RUN);
        return isIntact(configMap)
                && run != null
                && (known == null || known.run().equals(run))
                && names(formats(benchmark)).equals(configMap.getData().keySet())
                && configMap.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner ->
                                owner.getUid().equals(benchmark.getMetadata().getUid()));
    }

    private static Set<String> names(Set<OutputFormat> formats) {
        Map<String, OutputFormat> names = new TreeMap<>();
        formats.forEach(format -> names.put(ResultsFiles.name(format), format));
        return names.keySet();
    }

    /** Whether nobody changed what was written. */
    private static boolean isIntact(ConfigMap configMap) {
        Map<String, String> data = configMap.getData();
        return data != null && content(data).equals(Annotations.get(configMap, CONTENT));
    }

    private static String content(Map<String, String> data) {
        Fingerprint fingerprint = new Fingerprint();
        new TreeMap<>(data).forEach((file, text) -> fingerprint.add(file).add(text));
        return fingerprint.hex();
    }

    private Optional<Findings> findingsOfBefore(QueryBenchmark benchmark) {
        QueryBenchmarkStatus status = benchmark.getStatus();
        String before = status == null ? null : status.configMap();
        ConfigMap configMap = before == null ? null : read(benchmark, before);
        return configMap == null || !isOurs(configMap, benchmark) ? Optional.empty() : findings(configMap);
    }

    private static Optional<Findings> findings(@Nullable ConfigMap configMap) {
        String json = configMap == null || !isIntact(configMap)
                ? null
                : configMap.getData().get(ResultsFiles.JSON);
        return json == null ? Optional.empty() : ResultsFiles.parse(json);
    }

    private void write(QueryBenchmark benchmark, @Nullable ConfigMap current, Findings findings) {
        Map<String, String> data = files.render(findings, formats(benchmark));
        ConfigMap wanted = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(benchmark))
                .withNamespace(benchmark.getMetadata().getNamespace())
                .withResourceVersion(
                        current == null ? null : current.getMetadata().getResourceVersion())
                .addToLabels(Api.MANAGED_BY, Api.OPERATOR)
                .addToAnnotations(RUN, findings.run())
                .addToAnnotations(CONTENT, content(data))
                .withOwnerReferences(owner(benchmark))
                .endMetadata()
                .withData(data)
                .build();
        var resource = kubernetes
                .configMaps()
                .inNamespace(benchmark.getMetadata().getNamespace())
                .resource(wanted);
        if (current == null) {
            resource.create();
        } else {
            resource.update();
        }
    }

    private static OwnerReference owner(QueryBenchmark benchmark) {
        return new OwnerReferenceBuilder()
                .withApiVersion(benchmark.getApiVersion())
                .withKind(benchmark.getKind())
                .withName(benchmark.getMetadata().getName())
                .withUid(benchmark.getMetadata().getUid())
                .withController(true)
                .build();
    }
}
