package io.redshiftops.sandbox.aws.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A string of a policy that may hold policy variables such as <code>${aws:username}</code> beside wildcards.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html">Policy variables</a>
 */
final class Template {

    /** <code>${key}</code> or <code>${key, 'default'}</code>. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^},]*)(?:,\\s*'([^']*)')?\\s*}");

    private sealed interface Part {}

    private record Wildcards(String text) implements Part {}

    private record Literal(String text) implements Part {}

    private record Variable(String key, Optional<String> fallback) implements Part {}

    private final String source;
    private final List<Part> parts;

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
    }

    /**
     * Reads a string of a policy.
     *
     * @param variables whether the policy's version knows variables (2012-10-17 does, 2008-10-17 does not)
     */
    static Template parse(String source, boolean variables) {
        if (!variables || !source.contains("${")) {
            return new Template(source, List.of(new Wildcards(source)));
        }
        List<Part> parts = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(source);
        int end = 0;
        while (matcher.find()) {
            parts.add(new Wildcards(source.substring(end, matcher.start())));
            String key = matcher.group(1).trim();
            boolean escape = key.equals("*") || key.equals("?") || key.equals("$");
            parts.add(escape ? new Literal(key) : new Variable(key, Optional.ofNullable(matcher.group(2))));
            end = matcher.end();
        }
        parts.add(new Wildcards(source.substring(end)));
        return new Template(source, List.copyOf(parts));
    }

    /**
     * The pattern for one request; empty if a variable has no value there and no default, in which case nothing
     * matches.
     */
    Optional<Glob> resolve(RequestContext request) {
        Glob.Builder glob = new Glob.Builder();
        for (Part part : parts) {
            if (part instanceof Wildcards wildcards) {
                glob.pattern(wildcards.text());
            } else if (part instanceof Literal literal) {
                glob.literal(literal.text());
            } else if (part instanceof Variable variable) {
                Optional<String> value = request.single(variable.key()).or(variable::fallback);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                glob.literal(value.get());
            }
        }
        return Optional.of(glob.build());
    }

    String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }
}
