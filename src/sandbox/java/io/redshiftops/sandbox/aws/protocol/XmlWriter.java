package io.redshiftops.sandbox.aws.protocol;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** Writes a reply as XML, element by element as the SDK would read it. */
final class XmlWriter {

    private final Xml xml;

    XmlWriter(Xml xml) {
        this.xml = xml;
    }

    void write(SdkPojo structure) {
        for (SdkField<?> field : structure.sdkFields()) {
            Object value = Members.value(field, structure);
            if (value != null) {
                write(field, value, field.unmarshallLocationName());
            }
        }
    }

    private void write(SdkField<?> field, Object value, String name) {
        if (field.marshallingType() == MarshallingType.LIST) {
            writeList(Members.listTrait(field), (List<?>) value, name);
        } else if (field.marshallingType() == MarshallingType.MAP) {
            writeMap(Members.mapTrait(field), (Map<?, ?>) value, name);
        } else if (value instanceof SdkPojo structure) {
            xml.open(name);
            write(structure);
            xml.close(name);
        } else {
            xml.element(name, text(value));
        }
    }

    private void writeList(ListTrait trait, List<?> items, String name) {
        if (trait.isFlattened()) {
            items.forEach(item -> write(trait.memberFieldInfo(), item, name));
            return;
        }
        String location = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        xml.open(name);
        items.forEach(item -> write(trait.memberFieldInfo(), item, location));
        xml.close(name);
    }

    private void writeMap(MapTrait trait, Map<?, ?> entries, String name) {
        if (!trait.isFlattened()) {
            xml.open(name);
        }
        String entry = trait.isFlattened() ? name : "entry";
        entries.forEach((key, value) -> {
            xml.open(entry);
            xml.element(trait.keyLocationName(), String.valueOf(key));
            write(trait.valueFieldInfo(), value, trait.valueLocationName());
            xml.close(entry);
        });
        if (!trait.isFlattened()) {
            xml.close(name);
        }
    }

    private static String text(Object value) {
        if (value instanceof Instant time) {
            return time.truncatedTo(ChronoUnit.MILLIS).toString();
        }
        if (value instanceof SdkBytes bytes) {
            return java.util.Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
        }
        return value.toString();
    }
}
