package io.redshiftops.sandbox.aws.protocol;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TraitType;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** How the SDK describes the members of its requests and replies. */
final class Members {

    private Members() {}

    static ListTrait listTrait(SdkField<?> field) {
        return field.getTrait(ListTrait.class, TraitType.LIST_TRAIT);
    }

    static MapTrait mapTrait(SdkField<?> field) {
        return field.getTrait(MapTrait.class, TraitType.MAP_TRAIT);
    }

    /** An empty builder of a member that is a structure. */
    static SdkPojo newStructure(SdkField<?> field) {
        return field.constructor().get();
    }

    static Object build(SdkPojo builder) {
        return ((SdkBuilder<?, ?>) builder).build();
    }

    /** The member's value; null if it is not set. A list that the SDK made up itself is not set. */
    static @Nullable Object value(SdkField<?> field, SdkPojo structure) {
        Object value = field.getValueOrDefault(structure);
        boolean unset = value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
        return unset ? null : value;
    }

    /** Whether a member of a request says anything. An empty list, which no wire format tells from none, does not. */
    static boolean isSet(SdkField<?> field, SdkPojo structure) {
        Object value = value(field, structure);
        return value != null
                && !(value instanceof Collection<?> collection && collection.isEmpty())
                && !(value instanceof Map<?, ?> map && map.isEmpty());
    }

    /**
     * A value from text.
     *
     * @throws MalformedRequestException if the text does not fit the member's type
     */
    static Object scalar(SdkField<?> field, String text) {
        MarshallingType<?> type = field.marshallingType();
        try {
            if (type == MarshallingType.STRING) {
                return text;
            }
            if (type == MarshallingType.INTEGER) {
                return Integer.valueOf(text);
            }
            if (type == MarshallingType.LONG) {
                return Long.valueOf(text);
            }
            if (type == MarshallingType.DOUBLE) {
                return Double.valueOf(text);
            }
            if (type == MarshallingType.BOOLEAN) {
                return bool(field, text);
            }
            if (type == MarshallingType.INSTANT) {
                return instant(text);
            }
            if (type == MarshallingType.SDK_BYTES) {
                return SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new MalformedRequestException("The value '" + text + "' of " + field.locationName() + " is no "
                    + type.getTargetClass().getSimpleName());
        }
        throw new IllegalStateException("no wire format for members of type " + type);
    }

    private static Boolean bool(SdkField<?> field, String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.valueOf(text);
        }
        throw new MalformedRequestException("The value '" + text + "' of " + field.locationName() + " is no Boolean");
    }

    /** Query services take ISO 8601, JSON services seconds since 1970. */
    private static Instant instant(String text) {
        if (text.indexOf('T') >= 0) {
            return Instant.parse(text);
        }
        return Instant.ofEpochMilli(new BigDecimal(text).movePointRight(3).longValue());
    }
}
