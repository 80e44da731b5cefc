package io.redshiftops.sandbox.aws.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of an object, both ends included. */
record ByteRange(long first, long last) {

    private static final Pattern FORMAT = Pattern.compile("bytes=(\\d*)-(\\d*)");

    long length() {
        return last - first + 1;
    }

    /**
     * The range that a request asks for; empty if it asks for none, or for several, which S3 answers with the whole.
     *
     * @throws io.redshiftops.sandbox.aws.core.AwsError if nothing of the object is in it
     */
    static Optional<ByteRange> of(S3Request request, long size) {
        return request.header("range").flatMap(text -> parse(text, size));
    }

    static Optional<ByteRange> parse(String text, long size) {
        Matcher matcher = FORMAT.matcher(text.trim());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        long first;
        long last;
        if (matcher.group(1).isEmpty()) {
            long count = number(matcher.group(2));
            if (count == 0) {
                throw S3Error.invalidRange();
            }
            first = Math.max(0, size - count);
            last = size - 1;
        } else {
            first = number(matcher.group(1));
            last = matcher.group(2).isEmpty() ? size - 1 : Math.min(number(matcher.group(2)), size - 1);
            if (!matcher.group(2).isEmpty() && number(matcher.group(2)) < first) {
                return Optional.empty();
            }
        }
        if (first >= size) {
            throw S3Error.invalidRange();
        }
        return Optional.of(new ByteRange(first, last));
    }

    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
