package io.redshiftops.sandbox.kube.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The formats of names in Kubernetes; each tells what is wrong with a text in the words of the real server.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Object names</a>
 */
public enum NameFormat {
    /** A DNS label: what namespaces are called. */
    DNS_LABEL(
            Formats.LABEL,
            63,
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end"
                    + " with an alphanumeric character",
            "my-name",
            "123-abc") {
        @Override
        public List<String> problems(String text) {
            return text.length() <= 63 && text.contains(".") && DNS_SUBDOMAIN.matches(text)
                    ? List.of("must not contain dots")
                    : super.problems(text);
        }
    },
    /** A DNS subdomain: what most objects are called. */
    DNS_SUBDOMAIN(
            Formats.LABEL + "(\\." + Formats.LABEL + ")*",
            253,
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                    + " start and end with an alphanumeric character",
            "example.com"),
    /** A DNS label that begins with a letter: what services and short names of resources are called. */
    DNS_1035_LABEL(
            "[a-z]([-a-z0-9]*[a-z0-9])?",
            63,
            "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic"
                    + " character, and end with an alphanumeric character",
            "my-name",
            "abc-123"),
    /** The value of a label, which may be empty. */
    LABEL_VALUE(
            "(" + Formats.QUALIFIED + ")?",
            63,
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start"
                    + " and end with an alphanumeric character",
            "MyValue",
            "my_value",
            "12345"),
    /** A key of a ConfigMap or Secret. */
    CONFIG_KEY(
            "[-._a-zA-Z0-9]+",
            253,
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
            "key.name",
            "KEY_NAME",
            "key-name") {
        @Override
        public List<String> problems(String text) {
            List<String> problems = new ArrayList<>(super.problems(text));
            if (text.equals(".") || text.equals("..")) {
                problems.add("must not be '" + text + "'");
            } else if (text.startsWith("..")) {
                problems.add("must not start with '..'");
            }
            return problems;
        }
    },
    /** Something that can stand between two slashes of a path: what roles are called. */
    PATH_SEGMENT("", Integer.MAX_VALUE, "") {
        @Override
        public List<String> problems(String text) {
            if (text.equals(".") || text.equals("..")) {
                return List.of("may not be '" + text + "'");
            }
            List<String> problems = new ArrayList<>();
            for (String part : List.of("/", "%")) {
                if (text.contains(part)) {
                    problems.add("may not contain '" + part + "'");
                }
            }
            return problems;
        }
    },
    /** A name with an optional DNS prefix, such as {@code example.com/name}: keys of labels, finalizers. */
    QUALIFIED_NAME(Formats.QUALIFIED, 63, Formats.QUALIFIED_WORDS, "MyName", "my.name", "123-abc") {
        @Override
        public List<String> problems(String text) {
            String[] parts = text.split("/", -1);
            if (parts.length > 2) {
                return List.of("a qualified name " + explanation
                        + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
            }
            List<String> problems = new ArrayList<>();
            if (parts.length == 2) {
                if (parts[0].isEmpty()) {
                    problems.add("prefix part must be non-empty");
                } else {
                    DNS_SUBDOMAIN.problems(parts[0]).forEach(problem -> problems.add("prefix part " + problem));
                }
            }
            String name = parts[parts.length - 1];
            if (name.isEmpty()) {
                problems.add("name part must be non-empty");
            }
            super.problems(name).forEach(problem -> problems.add("name part " + problem));
            return problems;
        }
    };

    private final Pattern pattern;
    private final int limit;
    final String explanation;

    NameFormat(String pattern, int limit, String words, String... examples) {
        this.pattern = Pattern.compile(pattern);
        this.limit = limit;
        // The two blanks before each "or" are the real server's.
        this.explanation = words
                + Stream.of(examples)
                        .map(example -> "'" + example + "', ")
                        .collect(Collectors.joining(" or ", " (e.g. ", ""))
                + "regex used for validation is '" + pattern + "')";
    }

    /** What is wrong with a text; empty if it has this format. */
    public List<String> problems(String text) {
        List<String> problems = new ArrayList<>();
        if (text.length() > limit) {
            problems.add("must be no more than " + limit + " characters");
        }
        if (!pattern.matcher(text).matches()) {
            problems.add(explanation);
        }
        return problems;
    }

    /** What is wrong with the fixed beginning of a generated name, which may end with a dash. */
    public List<String> prefixProblems(String prefix) {
        return problems(prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 1) + "a" : prefix);
    }

    /** Whether a text has this format. */
    public boolean matches(String text) {
        return problems(text).isEmpty();
    }

    private static final class Formats {
        static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
        static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
        static final String QUALIFIED_WORDS =
                "must consist of alphanumeric characters, '-', '_' or '.', and must start and"
                        + " end with an alphanumeric character";
    }
}
