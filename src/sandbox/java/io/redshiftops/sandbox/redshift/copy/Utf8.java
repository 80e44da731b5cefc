package io.redshiftops.sandbox.redshift.copy;

/** UTF-8 as Redshift and PostgreSQL take it: at most four bytes, no surrogates, no longer form than needed. */
final class Utf8 {

    private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};
    private static final int MOST = 0x10ffff;

    private Utf8() {}

    /** Where the character that begins at an index ends, -1 if none does. */
    static int end(byte[] bytes, int at, int limit) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : 0;
        if (length == 0 || at + length > limit) {
            return -1;
        }
        if (length == 1) {
            return at + 1;
        }
        int point = lead & 0x7f >> length;
        for (int i = 1; i < length; i++) {
            int next = bytes[at + i];
            if ((next & 0xc0) != 0x80) {
                return -1;
            }
            point = point << 6 | (next & 0x3f);
        }
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        return point < LEAST[length] || point > MOST || surrogate ? -1 : at + length;
    }
}
