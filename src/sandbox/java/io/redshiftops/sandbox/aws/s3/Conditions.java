package io.redshiftops.sandbox.aws.s3;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a request asks of the object that it reads, judged in the order that HTTP sets.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7232#section-6">RFC 7232, section 6</a>
 */
record Conditions(
        Optional<String> match,
        Optional<String> noneMatch,
        Optional<Instant> modifiedSince,
        Optional<Instant> unmodifiedSince) {

    /**
     * The conditions of a request.
     *
     * @param prefix what their headers' names begin with; those on the source of a copy have one
     */
    static Conditions of(S3Request request, String prefix) {
        return new Conditions(
                request.header(prefix + "if-match"),
                request.header(prefix + "if-none-match"),
                request.header(prefix + "if-modified-since").flatMap(Conditions::time),
                request.header(prefix + "if-unmodified-since").flatMap(Conditions::time));
    }

    /** A date that is none is as good as absent. */
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the object is the one that the client knows already.
     *
     * @throws io.redshiftops.sandbox.aws.core.AwsError if it is not the one that the client wants
     */
    boolean isKnown(StoredObject object) {
        Instant modified = object.lastModified().truncatedTo(ChronoUnit.SECONDS);
        boolean wanted = match.map(etags -> names(etags, object))
                .orElseGet(() ->
                        unmodifiedSince.filter(since -> modified.isAfter(since)).isEmpty());
        if (!wanted) {
            throw S3Error.preconditionFailed();
        }
        return noneMatch
                .map(etags -> names(etags, object))
                .orElseGet(() ->
                        modifiedSince.filter(since -> !modified.isAfter(since)).isPresent());
    }

    private static boolean names(String etags, StoredObject object) {
        return etags.trim().equals("*")
                || Arrays.stream(etags.split(",", -1))
                        .map(etag -> etag.trim().replace("\"", ""))
                        .anyMatch(object.etag()::equals);
    }
}
