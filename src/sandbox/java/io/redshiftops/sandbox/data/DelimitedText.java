package io.redshiftops.sandbox.data;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes lines of ASCII fields, separated by a delimiter, none at the end of a line.
 *
 * <p>Fields are neither quoted nor escaped: the generators make none that would need it. A line may be
 * {@value #LONGEST_LINE} bytes long. Not safe for use by several threads.
 */
final class DelimitedText {

    private static final int BLOCK = 1 << 16;
    private static final int LONGEST_LINE = 1024;

    private final OutputStream out;
    private final byte delimiter;
    private final byte[] buffer = new byte[BLOCK + LONGEST_LINE];
    private int length;

    DelimitedText(OutputStream out, char delimiter) {
        this.out = out;
        this.delimiter = (byte) delimiter;
    }

    /** Adds a number that is not negative. */
    DelimitedText add(long number) {
        digits(number, 1);
        return end(delimiter);
    }

    /** Adds ASCII text. */
    DelimitedText add(String text) {
        text(text);
        return end(delimiter);
    }

    /** Adds text that ends with a number of at least so many digits. */
    DelimitedText add(String text, long number, int digits) {
        text(text);
        digits(number, digits);
        return end(delimiter);
    }

    /** Adds an amount with two decimals. */
    DelimitedText addHundredths(long amount) {
        digits(amount / 100, 1);
        buffer[length++] = '.';
        digits(amount % 100, 2);
        return end(delimiter);
    }

    /** Ends the line, which has at least one field. */
    void endLine() throws IOException {
        length--;
        end((byte) '\n');
        if (length >= BLOCK) {
            flush();
        }
    }

    /** Hands on what is still buffered. */
    void flush() throws IOException {
        out.write(buffer, 0, length);
        length = 0;
    }

    private DelimitedText end(byte character) {
        buffer[length++] = character;
        return this;
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            buffer[length++] = (byte) text.charAt(i);
        }
    }

    private void digits(long number, int least) {
        int count = least;
        for (long rest = number / power(least); rest > 0; rest /= 10) {
            count++;
        }
        long rest = number;
        for (int i = length + count - 1; i >= length; i--) {
            long tens = rest / 10;
            buffer[i] = (byte) ('0' + (rest - tens * 10));
            rest = tens;
        }
        length += count;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
