package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.protocol.Xml;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** What replies of S3 have in common. */
final class S3Replies {

    static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private S3Replies() {}

    static Reply xml(Xml xml) {
        return Reply.of(200, "application/xml", xml.bytes());
    }

    /** As lists have it: always with milliseconds. */
    static String isoTime(Instant time) {
        return ISO.format(time);
    }

    /** As headers have it: to the second. */
    static String httpTime(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC));
    }
}
