package io.redshiftops.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** Turns bodies into requests and responses into replies, for all protocols that the SDK's model describes. */
public final class WireFormat {

    private static final String XML_TYPE = "text/xml;charset=UTF-8";
    private static final String JSON_TYPE = "application/x-amz-json-1.1";

    /** Fields of every form that belong to the protocol. */
    private static final List<String> ENVELOPE = List.of("Action", "Version");

    private WireFormat() {}

    /**
     * The operation that a request names; null if it names none.
     *
     * @param target the header {@code X-Amz-Target}
     */
    public static @Nullable String operationName(Protocol protocol, @Nullable String target, String body) {
        if (protocol == Protocol.JSON) {
            return target == null ? null : target.substring(target.indexOf('.') + 1);
        }
        return FormReader.parse(body).get("Action");
    }

    /**
     * Reads the request, carries it out and writes the response.
     *
     * @throws AwsError if the request does not fit, or the operation refuses
     */
    public static Reply perform(AwsService service, Operation operation, Call call, String body, String requestId) {
        SdkPojo builder = operation.newRequest();
        try {
            read(service, operation, builder, body);
        } catch (MalformedRequestException malformed) {
            throw AwsError.badRequest(
                    service.protocol() == Protocol.JSON ? "SerializationException" : "MalformedInput",
                    String.valueOf(malformed.getMessage()));
        } catch (UnknownMemberException unknown) {
            throw operation.notEmulated(String.valueOf(unknown.getMessage()));
        }
        SdkPojo response = operation.invoke(call, (SdkPojo) Members.build(builder));
        return render(service, operation, response, requestId);
    }

    private static void read(AwsService service, Operation operation, SdkPojo builder, String body) {
        if (service.protocol() == Protocol.JSON) {
            JsonCodec.read(builder, body);
            return;
        }
        Map<String, String> form = new HashMap<>(FormReader.parse(body));
        ENVELOPE.forEach(form::remove);
        FormReader reader = new FormReader(form, service.protocol() == Protocol.EC2);
        reader.read(builder);
        // An empty value says nothing: "Tags=" is how the CLI and the SDKs write an empty list.
        reader.firstUnread()
                .filter(name -> !form.getOrDefault(name, "").isEmpty())
                .ifPresent(name -> {
                    throw operation.notEmulated(name);
                });
    }

    private static Reply render(AwsService service, Operation operation, SdkPojo response, String requestId) {
        if (service.protocol() == Protocol.JSON) {
            return Reply.of(200, JSON_TYPE, JsonCodec.write(response).toString().getBytes(StandardCharsets.UTF_8));
        }
        Xml xml = new Xml();
        xml.open(operation.name() + "Response", service.xmlNamespace());
        if (service.protocol() == Protocol.EC2) {
            xml.element("requestId", requestId);
            new XmlWriter(xml).write(response);
        } else {
            xml.open(operation.name() + "Result");
            new XmlWriter(xml).write(response);
            xml.close(operation.name() + "Result");
            xml.open("ResponseMetadata").element("RequestId", requestId).close("ResponseMetadata");
        }
        xml.close(operation.name() + "Response");
        return Reply.of(200, XML_TYPE, xml.bytes());
    }

    /** The reply that tells an error. */
    public static Reply render(AwsService service, AwsError error, String requestId) {
        return switch (service.protocol()) {
            case JSON -> {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                node.put("__type", error.code());
                node.put("message", error.text());
                yield Reply.of(error.status(), JSON_TYPE, node.toString().getBytes(StandardCharsets.UTF_8))
                        .with("x-amzn-ErrorType", error.code());
            }
            case EC2 -> {
                Xml xml = new Xml().open("Response").open("Errors").open("Error");
                xml.element("Code", error.code()).element("Message", error.text());
                xml.close("Error")
                        .close("Errors")
                        .element("RequestID", requestId)
                        .close("Response");
                yield Reply.of(error.status(), XML_TYPE, xml.bytes());
            }
            case QUERY, S3 -> {
                Xml xml =
                        new Xml().open("ErrorResponse", service.xmlNamespace()).open("Error");
                xml.element("Type", error.status() < 500 ? "Sender" : "Receiver");
                xml.element("Code", error.code()).element("Message", error.text());
                xml.close("Error").element("RequestId", requestId).close("ErrorResponse");
                yield Reply.of(error.status(), XML_TYPE, xml.bytes());
            }
        };
    }
}
