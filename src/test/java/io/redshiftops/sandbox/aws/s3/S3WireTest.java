package io.redshiftops.sandbox.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.redshiftops.sandbox.aws.EmulatedAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** What other clients than the SDK for Java put on the wire. */
class S3WireTest {

    @TempDir
    private Path storage;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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

    private HttpRequest.Builder request(String path, String region) {
        return HttpRequest.newBuilder(account.uri().resolve(path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + EmulatedAccount.ADMINISTRATOR_KEY + "/20260304/" + region
                                + "/s3/aws4_request, SignedHeaders=host, Signature=0");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private String get(String key) {
        return s3.getObjectAsBytes(request -> request.bucket("lake").key(key)).asUtf8String();
    }

    private HttpRequest.Builder chunked(String decodedLength, String body) {
        return request("/lake/a", "us-east-1")
                .header("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
                .header("x-amz-decoded-content-length", decodedLength)
                .header("x-amz-trailer", "x-amz-checksum-crc32")
                .header("content-encoding", "aws-chunked")
                .PUT(BodyPublishers.ofString(body));
    }

    private static String crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        long value = crc.getValue();
        return Base64.getEncoder()
                .encodeToString(
                        new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }

    @Test
    void chunksAreTakenApartAndTheTrailerIsChecked() throws Exception {
        HttpResponse<String> reply = send(chunked(
                "11", "6\r\nhello \r\n5\r\nworld\r\n0\r\nx-amz-checksum-crc32:" + crc32("hello world") + "\r\n\r\n"));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.headers().firstValue("x-amz-checksum-crc32")).contains(crc32("hello world"));
        assertThat(get("a")).isEqualTo("hello world");
        assertThat(s3.headObject(head -> head.bucket("lake").key("a")).contentEncoding())
                .isNull();
    }

    @Test
    void signaturesOfChunksArePassedOver() throws Exception {
        String signature = ";chunk-signature=" + "0".repeat(64);
        HttpResponse<String> reply = send(request("/lake/a", "us-east-1")
                .header("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
                .header("x-amz-decoded-content-length", "5")
                .header("content-encoding", "aws-chunked,gzip")
                .PUT(BodyPublishers.ofString("5" + signature + "\r\nhello\r\n0" + signature + "\r\n\r\n")));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(get("a")).isEqualTo("hello");
        assertThat(s3.headObject(head -> head.bucket("lake").key("a")).contentEncoding())
                .isEqualTo("gzip");
    }

    @Test
    void aTrailerThatDoesNotFitIsRefused() throws Exception {
        HttpResponse<String> reply =
                send(chunked("5", "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:" + crc32("other") + "\r\n\r\n"));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("<Code>BadDigest</Code>");
        assertThat(storage).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nhello\r\n0\r\n\r\n", "zz\r\nhello\r\n0\r\n\r\n", "4\r\nhell\r\n0\r\n\r\n", "5\r\nhel"})
    void aBodyThatIsCutShortIsRefusedAndLeavesNothing(String body) throws Exception {
        HttpResponse<String> reply = send(chunked("5", body));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("<Code>IncompleteBody</Code>");
        assertThat(storage).isEmptyDirectory();
    }

    @Test
    void aClientThatWaitsForTheWordGetsIt() throws Exception {
        HttpResponse<String> reply =
                send(request("/lake/a", "us-east-1").expectContinue(true).PUT(BodyPublishers.ofString("hello")));

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(get("a")).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Lake", "la_ke", "-lake", "lake-", "la..ke", "192.168.0.1", "xn--lake"})
    void aBucketsNameAgainstTheRulesIsRefused(String name) throws Exception {
        HttpResponse<String> reply = send(request("/" + name, "us-east-1").PUT(BodyPublishers.noBody()));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("<Code>InvalidBucketName</Code>");
    }

    @Test
    void aBucketElsewhereThanInTheOldestRegionNeedsItsRegionNamed() throws Exception {
        HttpResponse<String> reply = send(request("/western", "us-west-2").PUT(BodyPublishers.noBody()));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("<Code>IllegalLocationConstraintException</Code>");
    }

    @Test
    void whatIsNoXmlIsMalformed() throws Exception {
        for (String body : new String[] {"", "nonsense", "<Delete/>", "<Other><Object><Key>a</Key></Object></Other>"}) {
            HttpResponse<String> reply =
                    send(request("/lake?delete", "us-east-1").POST(BodyPublishers.ofString(body)));

            assertThat(reply.statusCode()).as(body).isEqualTo(400);
            assertThat(reply.body()).contains("<Code>MalformedXML</Code>");
        }
    }

    @Test
    void aDocumentCannotReachForFiles() throws Exception {
        String body = "<!DOCTYPE Delete [<!ENTITY file SYSTEM \"file:///etc/hostname\">]>"
                + "<Delete><Object><Key>&file;</Key></Object></Delete>";

        HttpResponse<String> reply = send(request("/lake?delete", "us-east-1").POST(BodyPublishers.ofString(body)));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("<Code>MalformedXML</Code>");
    }

    @Test
    void aRequestThatNobodySignedIsDenied() throws Exception {
        HttpResponse<String> reply = send(HttpRequest.newBuilder(account.uri().resolve("/lake/a")));

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.body()).contains("<Code>AccessDenied</Code>");
    }

    @Test
    void anUnknownKeyIsRefused() throws Exception {
        HttpResponse<String> reply = send(HttpRequest.newBuilder(account.uri().resolve("/lake/a"))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIANOBODY0000000000/20260304/us-east-1/s3/aws4_request,"
                                + " SignedHeaders=host, Signature=0"));

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(reply.body()).contains("<Code>InvalidAccessKeyId</Code>");
    }

    @Test
    void aPresignedUrlIsItsOwnSignature() throws Exception {
        s3.putObject(request -> request.bucket("lake").key("a b"), RequestBody.fromString("hello"));
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(account.uri())
                .region(Region.US_EAST_1)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(EmulatedAccount.ADMINISTRATOR_KEY, "secret")))
                .build()) {
            URI url = presigner
                    .presignGetObject(request -> request.signatureDuration(java.time.Duration.ofMinutes(5))
                            .getObjectRequest(get -> get.bucket("lake").key("a b")))
                    .httpRequest()
                    .getUri();

            assertThat(send(HttpRequest.newBuilder(url)).body()).isEqualTo("hello");
        }
    }

    @Test
    void aPresignedUrlOfVersionTwoNamesItsKeyAlone() throws Exception {
        s3.putObject(request -> request.bucket("lake").key("a"), RequestBody.fromString("hello"));
        String url = "/lake/a?AWSAccessKeyId=%s&Signature=%%2BHXz%%3D&Expires=1795263316";

        assertThat(send(HttpRequest.newBuilder(account.uri().resolve(url.formatted(EmulatedAccount.ADMINISTRATOR_KEY))))
                        .body())
                .isEqualTo("hello");
        assertThat(send(HttpRequest.newBuilder(account.uri().resolve(url.formatted("AKIANOBODY0000000000"))))
                        .body())
                .contains("<Code>InvalidAccessKeyId</Code>");
    }

    @Test
    void anUnknownOperationIsRefusedByItsParameters() throws Exception {
        HttpResponse<String> reply = send(request("/lake?inventory&id=x", "us-east-1"));

        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("<Code>NotEmulated</Code>").contains("inventory");
    }
}
