package io.redshiftops.sandbox.aws;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Journal;
import io.redshiftops.sandbox.aws.ec2.Ec2Service;
import io.redshiftops.sandbox.aws.fault.Faults;
import io.redshiftops.sandbox.aws.iam.IamService;
import io.redshiftops.sandbox.aws.parameters.SsmService;
import io.redshiftops.sandbox.aws.redshift.ClusterDatabases;
import io.redshiftops.sandbox.aws.redshift.RedshiftService;
import io.redshiftops.sandbox.aws.redshift.RedshiftSettings;
import io.redshiftops.sandbox.aws.s3.LazyObject;
import io.redshiftops.sandbox.aws.s3.RoleReads;
import io.redshiftops.sandbox.aws.s3.S3Service;
import io.redshiftops.sandbox.aws.secrets.SecretsService;
import io.redshiftops.sandbox.aws.sts.StsService;
import io.redshiftops.sandbox.aws.time.SandboxClock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One AWS account with its services, regions, identities and time. {@link AwsEndpoint} makes it reachable.
 *
 * <p>Safe for use by several threads.
 */
public final class AwsWorld implements AutoCloseable {

    private final Account account;
    private final SandboxClock clock;
    private final Journal journal = new Journal();
    private final Faults faults = new Faults();
    private final IamService iam;
    private final StsService sts;
    private final Ec2Service ec2;
    private final SecretsService secrets;
    private final SsmService ssm;
    private final S3Service s3;
    private final RedshiftService redshift;

    private AwsWorld(Builder builder, Path storage, ClusterDatabases databases) {
        this.clock = builder.clock == null ? SandboxClock.running() : builder.clock;
        this.account = new Account(builder.accountId, clock);
        this.iam = new IamService(account, builder.credentialTime);
        this.sts = new StsService(account, iam, builder.publicKeys);
        this.ec2 = new Ec2Service(account);
        this.secrets = new SecretsService(account);
        this.ssm = new SsmService(account);
        this.s3 = new S3Service(account, storage);
        this.redshift = new RedshiftService(
                account, iam.directory(), ec2.networks(), secrets.store(), databases, builder.redshift);
    }

    /**
     * The settings of a world.
     *
     * @param storage a directory for the content of S3's objects, which is emptied
     * @param databases what is behind the clusters
     */
    public static Builder builder(Path storage, ClusterDatabases databases) {
        return new Builder(storage, databases);
    }

    /** The account's id, twelve digits. */
    public String accountId() {
        return account.id();
    }

    public SandboxClock clock() {
        return clock;
    }

    public Journal journal() {
        return journal;
    }

    public Faults faults() {
        return faults;
    }

    Account account() {
        return account;
    }

    IamService iam() {
        return iam;
    }

    List<AwsService> services() {
        return List.of(iam, sts, ec2, redshift, secrets, ssm, s3);
    }

    /** Adds a user who may do everything and signs with this key; a secret is never asked for. */
    public void addAdministrator(String userName, String accessKeyId) {
        iam.addAdministrator(userName, accessKeyId);
    }

    /**
     * Adds a role, as somebody would who prepares an account.
     *
     * @param trust the JSON of the policy that says who may assume it
     * @param policy the JSON of the policy that says what it may do
     * @return the role's ARN
     */
    public String addRole(String roleName, String trust, String policy) {
        return iam.addRole(roleName, trust, policy);
    }

    /**
     * Trusts an identity provider, such as a Kubernetes cluster.
     *
     * @param issuer the URL that its tokens name, with {@code https://}
     * @param audiences those whose tokens are taken, such as {@code sts.amazonaws.com}
     * @param publicKeys its JSON web key set; empty if the world's source of keys knows it
     * @return the provider's ARN, for trust policies
     */
    public String addOidcProvider(String issuer, List<String> audiences, Optional<String> publicKeys) {
        return iam.addOidcProvider(issuer, audiences, publicKeys);
    }

    /** Makes a bucket with objects whose content is made when it is first needed. */
    public void addBucket(String name, String region, Collection<LazyObject> objects) {
        s3.addBucket(name, region, objects);
    }

    /** How the engines behind clusters read S3. */
    public RoleReads roleReads() {
        return new RoleReads(account, s3, sts.assumption(), iam.authorizer(), journal);
    }

    /** Stops its time and removes what it stored; the databases are their owner's to close. */
    @Override
    public void close() {
        clock.close();
        s3.close();
    }

    /** The settings of a world. */
    public static final class Builder {

        private final Path storage;
        private final ClusterDatabases databases;
        private String accountId = "123456789012";
        private @Nullable SandboxClock clock;
        private InstantSource credentialTime = InstantSource.system();
        private RedshiftSettings redshift = RedshiftSettings.DEFAULT;
        private Function<String, Optional<String>> publicKeys = issuer -> Optional.empty();

        private Builder(Path storage, ClusterDatabases databases) {
            this.storage = storage;
            this.databases = databases;
        }

        /** Another account than 123456789012. */
        public Builder accountId(String id) {
            this.accountId = id;
            return this;
        }

        /** Another clock than one that shows the machine's time; closed with the world. */
        public Builder clock(SandboxClock source) {
            this.clock = source;
            return this;
        }

        /** What sessions and identity tokens expire by, if not the machine's time, which their users go by. */
        public Builder credentialTime(InstantSource source) {
            this.credentialTime = source;
            return this;
        }

        /** How long clusters take to change, and quotas. */
        public Builder redshift(RedshiftSettings settings) {
            this.redshift = settings;
            return this;
        }

        /** Where the JSON web key sets of issuers come from; empty for an issuer that cannot be reached. */
        public Builder publicKeys(Function<String, Optional<String>> source) {
            this.publicKeys = source;
            return this;
        }

        public AwsWorld build() {
            return new AwsWorld(this, storage, databases);
        }
    }
}
