package io.redshiftops.sandbox.redshift.wire;

/**
 * One message.
 *
 * @param type the type byte
 * @param body what follows the length
 */
@SuppressWarnings("ArrayRecordComponent") // A message is read once, never compared.
public record Message(int type, byte[] body) {

    /** A reader of the body from its start. */
    public BodyReader reader() {
        return new BodyReader(body);
    }
}
