package io.redshiftops.sandbox.kube.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.kube.model.GoText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads YAML 1.1 the way Kubernetes' YAML library does, down to its messages. */
public final class YamlReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<String> duplicates = new ArrayList<>();

    private YamlReader() {}

    /** Reads the first document of a text; an empty one is null. */
    public static Document read(byte[] body) throws MalformedDocumentException {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(true);
        try {
            StreamReader text = new StreamReader(new String(body, StandardCharsets.UTF_8));
            Composer composer = new Composer(new ParserImpl(text, options), new Resolver(), options);
            YamlReader reader = new YamlReader();
            JsonNode tree = composer.checkNode() ? reader.value(composer.getNode()) : NODES.nullNode();
            return new Document(tree, reader.duplicates);
        } catch (MarkedYAMLException e) {
            throw new MalformedDocumentException("error converting YAML to JSON: yaml: " + describe(e), e);
        } catch (YAMLException e) {
            throw new MalformedDocumentException("error converting YAML to JSON: yaml: " + e.getMessage(), e);
        }
    }

    /** Reads a text that may be JSON, which is much the faster to read, or YAML. */
    public static Document readJsonOrYaml(byte[] body) throws MalformedDocumentException {
        if (body.length > 0 && body[0] == '{') {
            try {
                Document document = JsonReader.read(body);
                if (document.duplicates().isEmpty()) {
                    return document;
                }
            } catch (MalformedDocumentException notJson) {
                // A flow mapping of YAML begins like JSON; the YAML reader has the last word.
                return read(body);
            }
        }
        return read(body);
    }

    private JsonNode value(Node node) throws MalformedDocumentException {
        if (node instanceof MappingNode mapping) {
            return object(mapping);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = NODES.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(value(item));
            }
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        boolean plain = scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
        return plain && !isExplicitString(scalar)
                ? YamlScalar.resolve(scalar.getValue())
                : NODES.textNode(scalar.getValue());
    }

    private ObjectNode object(MappingNode mapping) throws MalformedDocumentException {
        ObjectNode object = NODES.objectNode();
        Set<String> own = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            Node keyNode = entry.getKeyNode();
            if (Tag.MERGE.equals(keyNode.getTag())) {
                merge(value(entry.getValueNode()), object);
                continue;
            }
            String key = key(keyNode);
            if (!own.add(key)) {
                duplicates.add("line " + (keyNode.getStartMark().getLine() + 1) + ": key " + GoText.quote(key)
                        + " already set in map");
            }
            object.set(key, value(entry.getValueNode()));
        }
        return object;
    }

    private static void merge(JsonNode source, ObjectNode target) {
        if (source.isArray()) {
            source.forEach(item -> merge(item, target));
        }
        source.properties().forEach(field -> target.putIfAbsent(field.getKey(), field.getValue()));
    }

    private String key(Node node) throws MalformedDocumentException {
        JsonNode key = value(node);
        if (key.isContainerNode() || key.isNull()) {
            throw new MalformedDocumentException(
                    "error converting YAML to JSON: Unsupported map key of type: " + GoText.typeName(key));
        }
        return key.asText();
    }

    private static boolean isExplicitString(ScalarNode scalar) {
        return Tag.STR.equals(scalar.getTag())
                && scalar.getStartMark().get_snippet().stripLeading().startsWith("!!str");
    }

    private static String describe(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        int comma = problem.indexOf(", but ");
        String what = comma < 0 ? problem : problem.substring(0, comma);
        if (what.startsWith("expected ")) {
            String token = what.substring("expected ".length())
                    .replace("the node content", "expected node content")
                    .replace("<block end>", "expected '-' indicator");
            what = "did not find " + (token.startsWith("expected ") ? token : "expected " + token);
        } else if (what.startsWith("found character")) {
            what = "found character that cannot start any token";
        }
        int line = line(e.getProblemMark());
        if (line == 0 && e.getContextMark() != null) {
            line = line(e.getContextMark());
        }
        return line == 0 ? what : "line " + line + ": " + what;
    }

    /** The line as libyaml counts: the end of the text is always on a line of its own. */
    private static int line(Mark mark) {
        boolean atEnd = mark.getPointer() >= mark.getBuffer().length;
        return atEnd && mark.getColumn() > 0 ? mark.getLine() + 1 : mark.getLine();
    }
}
