package io.redshiftops.sandbox.aws.s3;

import static io.redshiftops.sandbox.aws.Refusals.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/** Uploads in parts. */
class MultipartTest {

    private static final int SMALLEST = 5 << 20;

    @TempDir
    private Path storage;

    private EmulatedAccount account;
    private S3Client s3;

    @BeforeEach
    void givenABucket() {
        account = new EmulatedAccount(storage);
        s3 = account.client(S3Client.builder().forcePathStyle(true));
        s3.createBucket(request -> request.bucket("lake"));
    }

    @AfterEach
    void stop() {
        account.close();
    }

    private static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private String begin() {
        return s3.createMultipartUpload(request -> request.bucket("lake")
                        .key("big")
                        .contentType("text/csv")
                        .tagging("team=bi")
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32))
                .uploadId();
    }

    private CompletedPart upload(String upload, int number, byte[] content) {
        var part = s3.uploadPart(
                request -> request.bucket("lake").key("big").uploadId(upload).partNumber(number),
                RequestBody.fromBytes(content));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(part.eTag())
                .checksumCRC32(part.checksumCRC32())
                .build();
    }

    private CompleteMultipartUploadResponse complete(String upload, List<CompletedPart> parts) {
        return s3.completeMultipartUpload(
                request -> request.bucket("lake").key("big").uploadId(upload).multipartUpload(all -> all.parts(parts)));
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @Test
    void partsMakeOneObjectInTheOrderOfTheirNumbers() {
        byte[] first = bytes(SMALLEST, 1);
        byte[] second = bytes(SMALLEST + 1, 2);
        byte[] last = bytes(10, 3);
        String upload = begin();
        // Clients upload parts side by side, and number them with gaps if they like.
        CompletedPart third = upload(upload, 7, last);
        CompletedPart one = upload(upload, 1, first);
        CompletedPart two = upload(upload, 2, second);
        assertThatThrownBy(() -> s3.headObject(request -> request.bucket("lake").key("big")))
                .satisfies(thrown -> assertThat(thrown).hasMessageContaining("404"));

        complete(upload, List.of(one, two, third));

        var object =
                s3.getObjectAsBytes(request -> request.bucket("lake").key("big").checksumMode(ChecksumMode.ENABLED));
        assertThat(object.asByteArray()).isEqualTo(joined(first, second, last));
        assertThat(object.response().contentType()).isEqualTo("text/csv");
        assertThat(object.response().tagCount()).isOne();
        assertThat(storage.toFile().list()).hasSize(1);
    }

    @Test
    void theDigestsOfTheWholeAreThoseOfThePartsDigests() throws Exception {
        byte[] first = bytes(SMALLEST, 1);
        byte[] last = bytes(10, 3);
        String upload = begin();

        CompleteMultipartUploadResponse done =
                complete(upload, List.of(upload(upload, 1, first), upload(upload, 2, last)));

        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] digests = joined(md5.digest(first), md5.digest(last));
        assertThat(done.eTag()).isEqualTo("\"" + HexFormat.of().formatHex(md5.digest(digests)) + "-2\"");
        assertThat(done.checksumCRC32())
                .isEqualTo(Base64.getEncoder().encodeToString(crc(joined(crc(first), crc(last)))) + "-2");
    }

    private static byte[] crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        long value = crc.getValue();
        return new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value};
    }

    @Test
    void aPartCanBeReplacedAndLeftOut() {
        String upload = begin();
        upload(upload, 1, bytes(SMALLEST, 1));
        CompletedPart again = upload(upload, 1, "again".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        upload(upload, 2, bytes(3, 2));

        complete(upload, List.of(again));

        assertThat(s3.getObjectAsBytes(request -> request.bucket("lake").key("big"))
                        .asUtf8String())
                .isEqualTo("again");
        assertThat(storage.toFile().list()).hasSize(1);
    }

    @Test
    void whatDoesNotFitTogetherIsRefusedAndCanBeMended() {
        String upload = begin();
        CompletedPart one = upload(upload, 1, bytes(SMALLEST, 1));
        CompletedPart small = upload(upload, 2, bytes(10, 2));
        CompletedPart three = upload(upload, 3, bytes(10, 3));

        assertThatThrownBy(() -> complete(upload, List.of(three, one))).satisfies(code("InvalidPartOrder"));
        assertThatThrownBy(() -> complete(upload, List.of(one, small, three))).satisfies(code("EntityTooSmall"));
        assertThatThrownBy(() -> complete(
                        upload, List.of(one.toBuilder().eTag("\"other\"").build())))
                .satisfies(code("InvalidPart"));
        assertThatThrownBy(() ->
                        complete(upload, List.of(one.toBuilder().partNumber(9).build())))
                .satisfies(code("InvalidPart"));
        assertThatThrownBy(() -> complete("absent", List.of(one))).satisfies(code("NoSuchUpload"));
        complete(upload, List.of(one, small));

        assertThat(s3.headObject(request -> request.bucket("lake").key("big")).contentLength())
                .isEqualTo(SMALLEST + 10);
    }

    @Test
    void anAbortedUploadLeavesNothing() {
        String upload = begin();
        CompletedPart one = upload(upload, 1, bytes(SMALLEST, 1));

        s3.abortMultipartUpload(request -> request.bucket("lake").key("big").uploadId(upload));

        assertThat(storage).isEmptyDirectory();
        assertThatThrownBy(() -> complete(upload, List.of(one))).satisfies(code("NoSuchUpload"));
        assertThatThrownBy(() -> upload(upload, 2, bytes(1, 1))).satisfies(code("NoSuchUpload"));
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void uploadsAndPartsAreListed() {
        String upload = begin();
        for (int number : new int[] {3, 1, 2}) {
            upload(upload, number, bytes(number, number));
        }

        assertThat(s3.listMultipartUploads(request -> request.bucket("lake").prefix("b"))
                        .uploads())
                .extracting(MultipartUpload::key, MultipartUpload::uploadId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("big", upload));
        assertThat(s3.listMultipartUploads(request -> request.bucket("lake").prefix("c"))
                        .uploads())
                .isEmpty();
        List<String> parts = new ArrayList<>();
        s3.listPartsPaginator(request ->
                        request.bucket("lake").key("big").uploadId(upload).maxParts(2))
                .parts()
                .forEach((Part part) -> parts.add(part.partNumber() + ":" + part.size()));
        assertThat(parts).containsExactly("1:1", "2:2", "3:3");
    }

    @Test
    void aPartCanBeCopiedFromAnObject() {
        s3.putObject(request -> request.bucket("lake").key("source"), RequestBody.fromString("0123456789"));
        String upload = begin();

        var copied = s3.uploadPartCopy(request -> request.sourceBucket("lake")
                .sourceKey("source")
                .copySourceRange("bytes=2-4")
                .destinationBucket("lake")
                .destinationKey("big")
                .uploadId(upload)
                .partNumber(1));
        complete(
                upload,
                List.of(CompletedPart.builder()
                        .partNumber(1)
                        .eTag(copied.copyPartResult().eTag())
                        .build()));

        assertThat(s3.getObjectAsBytes(request -> request.bucket("lake").key("big"))
                        .asUtf8String())
                .isEqualTo("234");
    }

    @Test
    void partNumbersHaveBounds() {
        String upload = begin();

        upload(upload, 10_000, bytes(1, 1));
        assertThatThrownBy(() -> upload(upload, 0, bytes(1, 1))).satisfies(code("InvalidArgument"));
        assertThatThrownBy(() -> upload(upload, 10_001, bytes(1, 1))).satisfies(code("InvalidArgument"));
    }
}
