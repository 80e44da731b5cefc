package io.redshiftops.sandbox.aws.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the signature of a request tells: by which key, for which region and service. That it is right is not checked,
 * since it proves nothing on a loopback address.
 *
 * @param sessionToken the token that goes with a session's key
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">
 *     Signature Version 4</a>
 */
public record Signature(String accessKeyId, String region, String service, Optional<String> sessionToken) {

    private static final Pattern SCOPE = Pattern.compile("([^/=\\s,]+)/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");

    /**
     * Reads a credential scope: the {@code Authorization} header, or the {@code X-Amz-Credential} of a presigned URL.
     *
     * @return empty if there is none
     */
    public static Optional<Signature> parse(@Nullable String text, @Nullable String sessionToken) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher scope = SCOPE.matcher(text);
        return scope.find()
                ? Optional.of(new Signature(
                        scope.group(1), scope.group(2), scope.group(3), Optional.ofNullable(sessionToken)))
                : Optional.empty();
    }

    /**
     * A presigned URL of S3 by version 2, which names neither region nor service; the aws CLI still makes them.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html">Signature Version 2</a>
     */
    public static Signature version2(String accessKeyId, @Nullable String sessionToken) {
        return new Signature(accessKeyId, "us-east-1", "s3", Optional.ofNullable(sessionToken));
    }
}
