package io.redshiftops.sandbox.redshift.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an ErrorResponse or NoticeResponse.
 *
 * @param severity {@code ERROR}, {@code FATAL}, {@code INFO} …
 * @param code the SQLSTATE
 * @param detail null when there is none
 * @param others further fields by their type byte
 * @see <a href="https://www.postgresql.org/docs/current/protocol-error-fields.html">Error and Notice Message Fields</a>
 */
public record Problem(
        String severity,
        String code,
        String message,
        @Nullable String detail,
        Map<Character, String> others) {

    /** An ordinary error. */
    public static Problem error(String code, String message) {
        return new Problem("ERROR", code, message, null, Map.of());
    }

    /** An error that ends the session. */
    public static Problem fatal(String code, String message) {
        return new Problem("FATAL", code, message, null, Map.of());
    }

    /** A notice of severity INFO. */
    public static Problem info(String message) {
        return new Problem("INFO", "00000", message, null, Map.of());
    }

    /** Reads the body of an ErrorResponse or NoticeResponse. */
    public static Problem read(Message message) {
        BodyReader reader = message.reader();
        Map<Character, String> fields = new LinkedHashMap<>();
        for (int field = reader.readByte(); field != 0; field = reader.readByte()) {
            fields.put((char) field, reader.readString());
        }
        String localized = fields.remove('S');
        String severity = fields.remove('V');
        String code = fields.remove('C');
        String text = fields.remove('M');
        return new Problem(
                severity != null ? severity : localized != null ? localized : "ERROR",
                code == null ? "XX000" : code,
                text == null ? "" : text,
                fields.remove('D'),
                fields);
    }

    /** The same problem with another code and message. */
    public Problem as(String newCode, String newMessage) {
        return new Problem(severity, newCode, newMessage, detail, others);
    }

    /** The same problem with this detail. */
    public Problem withDetail(String newDetail) {
        return new Problem(severity, code, message, newDetail, others);
    }

    /** The same problem without what would tell of the emulation: positions in rewritten text, source lines, hints. */
    public Problem plain() {
        return new Problem(severity, code, message, detail, Map.of());
    }

    /** The problem as a message of the given type. Redshift sends no non-localized severity field. */
    public Message message(int type) {
        BodyWriter body = new BodyWriter()
                .addByte('S')
                .addString(severity)
                .addByte('C')
                .addString(code)
                .addByte('M')
                .addString(message);
        if (detail != null) {
            body.addByte('D').addString(detail);
        }
        others.forEach((field, value) -> body.addByte(field).addString(value));
        return body.addByte(0).message(type);
    }
}
