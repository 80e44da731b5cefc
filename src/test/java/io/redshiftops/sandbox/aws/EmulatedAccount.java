package io.redshiftops.sandbox.aws;

import io.redshiftops.sandbox.aws.redshift.MemoryDatabases;
import io.redshiftops.sandbox.aws.s3.RoleReads;
import io.redshiftops.sandbox.aws.time.SandboxClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * An account on a stopped clock, with databases in memory, and the SDK's clients for it.
 *
 * <p>Clients do not repeat calls, so that a test sees each answer.
 */
public final class EmulatedAccount implements AutoCloseable {

    /** Its id, as in the ARNs of what is in it. */
    public static final String ID = "123456789012";

    /** When its time begins. */
    public static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

    /** The access key of its administrator. */
    public static final String ADMINISTRATOR_KEY = "AKIAADMINISTRATOR000";

    private static final AwsCredentials ADMINISTRATOR = AwsBasicCredentials.create(ADMINISTRATOR_KEY, "secret");
    private static final String TRUST_IN_ACCOUNT = """
            {"Version": "2012-10-17",
             "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "%s"}}]}
            """.formatted(ID);

    private final MemoryDatabases databases = new MemoryDatabases();
    private final SandboxClock clock = SandboxClock.stoppedAt(START);
    private final List<SdkAutoCloseable> clients = Collections.synchronizedList(new ArrayList<>());
    private final AwsWorld world;
    private final AwsEndpoint endpoint;

    /** An account in which there is an administrator, and nothing else. */
    public EmulatedAccount(Path storage) {
        this.world = AwsWorld.builder(storage, databases).clock(clock).build();
        world.addAdministrator("admin", ADMINISTRATOR_KEY);
        this.endpoint = AwsEndpoint.start(world, 0);
    }

    public AwsWorld world() {
        return world;
    }

    public MemoryDatabases databases() {
        return databases;
    }

    public RoleReads roleReads() {
        return world.roleReads();
    }

    public URI uri() {
        return endpoint.uri();
    }

    /** Lets time pass, with everything that falls due meanwhile. */
    public void pass(Duration time) {
        clock.advance(time);
    }

    /** A client of the administrator in us-east-1. */
    public <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C client(B builder) {
        return client(builder, Region.US_EAST_1, ADMINISTRATOR);
    }

    /** A client of the administrator in a region. */
    public <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C client(B builder, Region region) {
        return client(builder, region, ADMINISTRATOR);
    }

    /** A client of somebody in a region; closed with the account. */
    public <B extends AwsClientBuilder<B, C>, C extends SdkAutoCloseable> C client(
            B builder, Region region, AwsCredentials credentials) {
        C client = builder.endpointOverride(endpoint.uri())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        clients.add(client);
        return client;
    }

    /**
     * Makes a role and assumes it.
     *
     * @param statements the statements of its policy, as JSON
     */
    public AwsCredentials roleThatMay(String roleName, String statements) {
        String arn = world.addRole(roleName, TRUST_IN_ACCOUNT, policy(statements));
        Credentials credentials = client(StsClient.builder())
                .assumeRole(request -> request.roleArn(arn).roleSessionName("test"))
                .credentials();
        return AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    /** A statement that allows an action on a resource. */
    public static String allow(String action, String resource) {
        return "{\"Effect\": \"Allow\", \"Action\": \"%s\", \"Resource\": \"%s\"}".formatted(action, resource);
    }

    /** A policy of statements. */
    public static String policy(String statements) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}".formatted(statements);
    }

    /** A trust policy for a service of AWS. */
    public static String trustIn(String service) {
        return policy("{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\": \"%s\"}}"
                .formatted(service));
    }

    @Override
    public void close() {
        clients.forEach(SdkAutoCloseable::close);
        endpoint.close();
        world.close();
    }
}
