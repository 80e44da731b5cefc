package io.redshiftops.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a sandbox is started with.
 *
 * @param directory where it writes its files; it must be nobody else's
 * @param operator whether the operator runs too
 * @param cluster the kubeconfig of a Kubernetes cluster to use instead of an emulated one
 * @param scaleFactor of the Star Schema Benchmark in the sample bucket; 1 is 6 million rows of lineorder
 */
public record SandboxOptions(Path directory, boolean operator, Optional<Path> cluster, double scaleFactor) {

    private static final String DEFAULT_DIRECTORY = "target/sandbox";
    private static final String DEFAULT_SCALE_FACTOR = "0.1";

    /** Makes the directory absolute. */
    public SandboxOptions {
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * The options in environment variables {@code DIR}, {@code OPERATOR}, {@code CLUSTER} and {@code SF}.
     *
     * @throws IllegalArgumentException with a text for the user if one of them makes no sense
     */
    public static SandboxOptions of(Map<String, String> environment) {
        return new SandboxOptions(
                Path.of(value(environment, "DIR").orElse(DEFAULT_DIRECTORY)),
                isOn("OPERATOR", value(environment, "OPERATOR").orElse("on")),
                value(environment, "CLUSTER").map(SandboxOptions::kubeconfig),
                scaleFactor(value(environment, "SF").orElse(DEFAULT_SCALE_FACTOR)));
    }

    /** A variable that is set to something. */
    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * Whether a variable's value means yes.
     *
     * @throws IllegalArgumentException if it means neither yes nor no
     */
    public static boolean isOn(String name, String value) {
        return switch (value) {
            case "on", "true", "yes", "1" -> true;
            case "off", "false", "no", "0" -> false;
            default -> throw new IllegalArgumentException("%s=%s: write on or off".formatted(name, value));
        };
    }

    private static Path kubeconfig(String text) {
        Path file = Path.of(text);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "CLUSTER=%s: there is no such file; write the path of a kubeconfig".formatted(text));
        }
        return file.toAbsolutePath().normalize();
    }

    private static double scaleFactor(String text) {
        try {
            double factor = Double.parseDouble(text);
            if (factor >= 0.001 && factor <= 100) {
                return factor;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("SF=%s is no number; write one such as 0.1".formatted(text), e);
        }
        throw new IllegalArgumentException("SF=%s: write a number from 0.001 to 100".formatted(text));
    }
}
