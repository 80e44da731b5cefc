package io.redshiftops.story;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.redshift.model.Cluster;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The account administrator's hands in the emulated AWS. */
final class Account implements AutoCloseable {

    private final S3Client s3;
    private final IamClient iam;
    private final RedshiftClient redshift;
    private final Ec2Client ec2;
    private final SsmClient ssm;

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
        this.ec2 = Ec2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
        this.ssm = SsmClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .build();
    }

    /** A cluster. */
    Cluster cluster(String identifier) {
        return redshift.describeClusters(request -> request.clusterIdentifier(identifier))
                .clusters()
                .get(0);
    }

    /** The address ranges that a security group lets in. */
    List<String> ingress(String groupId) {
        return ec2.describeSecurityGroups(request -> request.groupIds(groupId)).securityGroups().stream()
                .flatMap(group -> group.ipPermissions().stream())
                .flatMap(permission -> permission.ipRanges().stream())
                .map(IpRange::cidrIp)
                .toList();
    }

    /** The text of a role's inline policies. */
    String rolePolicies(String role) {
        return iam.listRolePolicies(request -> request.roleName(role)).policyNames().stream()
                .map(policy -> iam.getRolePolicy(
                                request -> request.roleName(role).policyName(policy))
                        .policyDocument())
                .map(document -> URLDecoder.decode(document, StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    /** The value of a parameter. */
    String parameter(String name) {
        return ssm.getParameter(request -> request.name(name)).parameter().value();
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
        ec2.close();
        ssm.close();
    }
}
