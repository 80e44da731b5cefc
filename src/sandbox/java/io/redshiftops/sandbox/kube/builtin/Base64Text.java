package io.redshiftops.sandbox.kube.builtin;

import java.util.Base64;

/** Base64 as Go reads it: line ends do not count, anything else that is no base64 is refused with its place. */
final class Base64Text {

    private Base64Text() {}

    static String normalise(String text) throws StructDecoder.MismatchException {
        String body = text.replace("\n", "").replace("\r", "");
        for (int i = 0; i < body.length(); i++) {
            if (!isAlphabet(body.charAt(i)) && !(body.charAt(i) == '=' && i >= body.length() - 2)) {
                throw illegal(i);
            }
        }
        try {
            if (body.length() % 4 != 0) {
                throw illegal(body.length() - body.length() % 4);
            }
            return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException notBase64) {
            throw illegal(body.length());
        }
    }

    private static boolean isAlphabet(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    private static StructDecoder.MismatchException illegal(int at) {
        return new StructDecoder.MismatchException("illegal base64 data at input byte " + at);
    }
}
