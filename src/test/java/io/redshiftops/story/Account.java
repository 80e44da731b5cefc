package io.redshiftops.story;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The account administrator's hands in the emulated AWS. */
final class Account implements AutoCloseable {

    private final S3Client s3;
    private final IamClient iam;
    private final RedshiftClient redshift;

    Account(SandboxProcess sandbox) {
        URI endpoint = URI.create(sandbox.export("AWS_ENDPOINT_URL"));
        StaticCredentialsProvider credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(
                sandbox.export("AWS_ACCESS_KEY_ID"), sandbox.export("AWS_SECRET_ACCESS_KEY")));
        this.s3 = S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
        this.iam = IamClient.builder()
                .endpointOverride(endpoint)
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(credentials)
                .build();
        this.redshift = RedshiftClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
    }

    RedshiftClient redshift() {
        return redshift;
    }

    void createBucket(String name) {
        s3.createBucket(request -> request.bucket(name));
    }

    void put(String bucket, String key, String content) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    /** Denies an action to a role until {@link #allowAgain}. */
    void deny(String role, String action) {
        iam.putRolePolicy(request -> request.roleName(role).policyName("deny").policyDocument("""
                        {"Version": "2012-10-17",
                         "Statement": [{"Effect": "Deny", "Action": "%s", "Resource": "*"}]}
                        """.formatted(action)));
    }

    void allowAgain(String role) {
        iam.deleteRolePolicy(request -> request.roleName(role).policyName("deny"));
    }

    @Override
    public void close() {
        s3.close();
        iam.close();
        redshift.close();
    }
}
