package io.redshiftops.sandbox.aws.core;

import java.security.SecureRandom;

/** Makes identifiers of the shapes that AWS makes. */
public final class Identifiers {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String HEXADECIMAL = "0123456789abcdef";
    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Identifiers() {}

    /** An id of IAM, such as {@code AROA} and 17 characters for a role, {@code ASIA} and 16 for a session's key. */
    public static String iam(String prefix, int length) {
        return prefix + random(BASE32, length - prefix.length());
    }

    /** An id of EC2, such as {@code sg-} and 17 hexadecimal digits. */
    public static String ec2(String prefix) {
        return prefix + "-" + hexadecimal(17);
    }

    public static String hexadecimal(int length) {
        return random(HEXADECIMAL, length);
    }

    /** Letters and digits. */
    public static String alphanumeric(int length) {
        return random(LETTERS_AND_DIGITS, length);
    }

    /** Characters of an alphabet. */
    public static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
