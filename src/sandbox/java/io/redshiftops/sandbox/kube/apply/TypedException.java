package io.redshiftops.sandbox.kube.apply;

import java.util.List;
import java.util.stream.Collectors;

/** An object that does not fit its schema so badly that its fields cannot be told apart. */
final class TypedException extends Exception {

    private final String problem;

    TypedException(String problem) {
        super(problem);
        this.problem = problem;
    }

    /** What does not fit. */
    String problem() {
        return problem;
    }

    static TypedException of(List<String> problems) {
        return new TypedException(
                problems.size() == 1
                        ? problems.get(0)
                        : problems.stream()
                                .map(problem -> "  " + problem)
                                .collect(Collectors.joining("\n", "errors:\n", "")));
    }
}
