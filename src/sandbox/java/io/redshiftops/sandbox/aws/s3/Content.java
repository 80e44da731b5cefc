package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.s3.StoredObject.ObjectChecksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The content that came with a request, written to a file and checked against every checksum that came along.
 *
 * @param checksum the one that is kept with the object
 */
record Content(ObjectFiles.Written written, Optional<ObjectChecksum> checksum) {

    private static final String ALGORITHM = "x-amz-sdk-checksum-algorithm";

    static Content receive(S3Request request, ObjectFiles files) {
        Optional<ChecksumAlgorithm> algorithm = algorithm(request);
        try (InputStream body = decoded(request)) {
            ChunkedInputStream chunked = body instanceof ChunkedInputStream stream ? stream : null;
            ObjectFiles.Written written =
                    files.write(body, algorithm.map(List::of).orElse(List.of()));
            try {
                checkLength(request, written, chunked != null);
                checkMd5(request, written);
                Optional<ObjectChecksum> checksum = algorithm.map(each -> {
                    String found = String.valueOf(written.checksums().get(each));
                    Optional<String> sent = request.header(each.header())
                            .or(() -> Optional.ofNullable(chunked)
                                    .map(stream -> stream.trailers().get(each.header())));
                    if (sent.filter(value -> !value.equals(found)).isPresent()) {
                        throw S3Error.badDigest(each.name());
                    }
                    return new ObjectChecksum(each, found, false);
                });
                return new Content(written, checksum);
            } catch (AwsError refused) {
                files.remove(written.file());
                throw refused;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body without the transfer's encoding. */
    static InputStream decoded(S3Request request) {
        return isChunked(request) ? new ChunkedInputStream(request.body()) : request.body();
    }

    private static boolean isChunked(S3Request request) {
        return request.header("x-amz-content-sha256")
                        .filter(value -> value.startsWith("STREAMING-"))
                        .isPresent()
                || request.header("content-encoding")
                        .filter(value -> value.contains("aws-chunked"))
                        .isPresent();
    }

    /** The algorithm that the request names, or that the checksum which it carries tells. */
    private static Optional<ChecksumAlgorithm> algorithm(S3Request request) {
        Optional<ChecksumAlgorithm> carried = Arrays.stream(ChecksumAlgorithm.values())
                .filter(each -> request.header(each.header()).isPresent()
                        || request.header("x-amz-trailer")
                                .filter(each.header()::equals)
                                .isPresent())
                .findFirst();
        return carried.or(() -> request.header(ALGORITHM).flatMap(ChecksumAlgorithm::named));
    }

    private static void checkLength(S3Request request, ObjectFiles.Written written, boolean chunked) {
        Optional<String> length = request.header(chunked ? "x-amz-decoded-content-length" : "content-length");
        if (length.filter(value -> !value.equals(Long.toString(written.size()))).isPresent()) {
            throw S3Error.incompleteBody();
        }
    }

    private static void checkMd5(S3Request request, ObjectFiles.Written written) {
        request.header("content-md5").ifPresent(sent -> {
            String found = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(written.md5()));
            if (!found.equals(sent)) {
                throw S3Error.badDigest("Content-MD5");
            }
        });
    }
}
