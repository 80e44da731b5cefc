package io.redshiftops.aws;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.redshift.RedshiftClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * AWS through the SDK, with the credentials and endpoints that the SDK's default chains find: a web-identity token or pod
 * identity in a cluster, {@code AWS_ENDPOINT_URL} for an emulator.
 */
public final class SdkAws implements Aws, AutoCloseable {

    /** No call of the operator takes long; what hangs is tried again. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(15);
    private static final String SESSION = "redshift-operator";

    private final String homeRegion;
    private final @Nullable String roleArn;
    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final StsClient sts;
    private final Map<String, Object> ports = new ConcurrentHashMap<>();
    private @Nullable Account account;

    /**
     * AWS as the SDK's default chains find it.
     *
     * @param homeRegion the region in which global services are asked
     * @param roleArn the ARN of the operator's role, if it is known: a session's ARN does not tell the role's path
     */
    public SdkAws(String homeRegion, @Nullable String roleArn) {
        this.homeRegion = homeRegion;
        this.roleArn = roleArn;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(5))
                .socketTimeout(ATTEMPT_TIMEOUT)
                .build();
        this.credentials = DefaultCredentialsProvider.builder().build();
        this.sts = client(StsClient.builder(), homeRegion);
    }

    @Override
    public synchronized Account account() {
        if (account == null) {
            GetCallerIdentityResponse caller = AwsCalls.call("sts:GetCallerIdentity", sts::getCallerIdentity);
            Arn arn = Arn.fromString(caller.arn());
            account = new Account(caller.account(), arn.partition(), roleArn == null ? principal(arn) : roleArn);
        }
        return account;
    }

    /** {@code arn:aws:sts::A:assumed-role/NAME/SESSION} is a session of the role {@code arn:aws:iam::A:role/NAME}. */
    private static String principal(Arn caller) {
        String[] parts = caller.resourceAsString().split("/", -1);
        if (!parts[0].equals("assumed-role")) {
            return caller.toString();
        }
        return "arn:" + caller.partition() + ":iam::" + caller.accountId().orElseThrow() + ":role/" + parts[1];
    }

    @Override
    public Clusters clusters(String region) {
        return port(
                "redshift " + region,
                Clusters.class,
                () -> new SdkClusters(client(RedshiftClient.builder(), region), account(), region));
    }

    @Override
    public Roles roles() {
        return port("iam", Roles.class, () -> new SdkRoles(client(IamClient.builder(), homeRegion)));
    }

    @Override
    public SecurityGroups securityGroups(String region) {
        return port(
                "ec2 " + region,
                SecurityGroups.class,
                () -> new SdkSecurityGroups(client(Ec2Client.builder(), region)));
    }

    @Override
    public Secrets secrets(String region) {
        return port(
                "secrets " + region,
                Secrets.class,
                () -> new SdkSecrets(client(SecretsManagerClient.builder(), region)));
    }

    @Override
    public Parameters parameters(String region) {
        return port("ssm " + region, Parameters.class, () -> new SdkParameters(client(SsmClient.builder(), region)));
    }

    @Override
    public ObjectStorage objects(String roleArn, String externalId, String region) {
        StsAssumeRoleCredentialsProvider assumed = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(roleArn)
                        .roleSessionName(SESSION)
                        .externalId(externalId)
                        .durationSeconds(900))
                .build();
        AwsCalls.call("sts:AssumeRole", assumed::resolveCredentials);
        return new SdkObjectStorage(client(S3Client.builder(), region, assumed), assumed);
    }

    private <T> T port(String key, Class<T> type, Supplier<T> create) {
        return type.cast(ports.computeIfAbsent(key, absent -> create.get()));
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder, String region) {
        return client(builder, region, credentials);
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
            B builder, String region, AwsCredentialsProvider identity) {
        return builder.httpClient(http)
                .region(Region.of(region))
                .credentialsProvider(identity)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(CALL_TIMEOUT)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .retryStrategy(RetryMode.STANDARD)
                        .build())
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
