package io.redshiftops.sandbox.aws.protocol;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * Reads a request from a form: a structure's members are {@code Name.Member}, a list's {@code Name.1} in EC2 and
 * {@code Name.Location.1} elsewhere.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">The query protocol</a>
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html">The EC2 query protocol</a>
 */
final class FormReader {

    private final boolean flatLists;
    private final TreeMap<String, String> unread;

    /**
     * A reader of one form.
     *
     * @param flatLists whether lists are written as EC2 wants them
     */
    FormReader(Map<String, String> form, boolean flatLists) {
        this.flatLists = flatLists;
        this.unread = new TreeMap<>(form);
    }

    /** The fields of a body of type {@code application/x-www-form-urlencoded}. */
    static Map<String, String> parse(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                form.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Sets the builder's members from the form. */
    void read(SdkPojo builder) {
        read(builder, "");
    }

    /** A field that no member took, if there is one: a member that the model here does not know. */
    Optional<String> firstUnread() {
        return Optional.ofNullable(unread.isEmpty() ? null : unread.firstKey());
    }

    private void read(SdkPojo builder, String prefix) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = value(field, prefix + field.locationName());
            if (value != null) {
                field.set(builder, value);
            }
        }
    }

    private @Nullable Object value(SdkField<?> field, String path) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.LIST) {
            return list(Members.listTrait(field), path);
        }
        if (type == MarshallingType.MAP) {
            return map(Members.mapTrait(field), path);
        }
        if (type == MarshallingType.SDK_POJO) {
            if (!has(path)) {
                return null;
            }
            SdkPojo structure = Members.newStructure(field);
            read(structure, path + ".");
            return Members.build(structure);
        }
        String text = unread.remove(path);
        return text == null ? null : Members.scalar(field, text);
    }

    private @Nullable List<Object> list(ListTrait trait, String path) {
        String location = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        String start = flatLists || trait.isFlattened() ? path : path + "." + location;
        List<Object> items = new ArrayList<>();
        for (int i = 1; has(start + "." + i); i++) {
            Object item = value(trait.memberFieldInfo(), start + "." + i);
            if (item != null) {
                items.add(item);
            }
        }
        return items.isEmpty() ? null : items;
    }

    private @Nullable Map<String, Object> map(MapTrait trait, String path) {
        String start = trait.isFlattened() ? path : path + ".entry";
        Map<String, Object> entries = new HashMap<>();
        for (int i = 1; has(start + "." + i); i++) {
            String key = unread.remove(start + "." + i + "." + trait.keyLocationName());
            Object item = value(trait.valueFieldInfo(), start + "." + i + "." + trait.valueLocationName());
            if (key != null && item != null) {
                entries.put(key, item);
            }
        }
        return entries.isEmpty() ? null : entries;
    }

    private boolean has(String path) {
        String next = unread.ceilingKey(path);
        if (path.equals(next)) {
            return true;
        }
        String member = unread.ceilingKey(path + ".");
        return member != null && member.startsWith(path + ".");
    }
}
