package io.redshiftops.sandbox.aws.sts;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.Regions;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import io.redshiftops.sandbox.aws.iam.IamService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The Security Token Service. */
public final class StsService implements AwsService {

    private final StsOperations operations;
    private final RoleAssumption assumption;

    /**
     * STS over a directory of roles.
     *
     * @param publicKeys the JSON web key set of an issuer, asked for when the provider was registered without keys; empty
     *     if the issuer cannot be reached
     */
    public StsService(Account account, IamService iam, Function<String, Optional<String>> publicKeys) {
        this.assumption = new RoleAssumption(account, iam);
        this.operations = new StsOperations(account, iam, assumption, publicKeys);
    }

    /** How services of AWS assume roles. */
    public RoleAssumption assumption() {
        return assumption;
    }

    @Override
    public String name() {
        return "sts";
    }

    @Override
    public Protocol protocol() {
        return Protocol.QUERY;
    }

    @Override
    public String xmlNamespace() {
        return "https://sts.amazonaws.com/doc/2011-06-15/";
    }

    @Override
    public List<Object> operations() {
        return List.of(operations);
    }

    /** STS has an endpoint in each region, and {@code sts.amazonaws.com} for all of them. */
    @Override
    public String region(String signed) {
        return signed.equals(Regions.GLOBAL) ? Regions.GLOBAL_SERVICES : signed;
    }

    @Override
    public Set<String> requiredParameters() {
        return Set.of("RoleArn", "RoleSessionName", "WebIdentityToken");
    }

    @Override
    public boolean allowsUnsigned(String operation) {
        return operation.equals("AssumeRoleWithWebIdentity");
    }

    /** Sessions are no resources. */
    @Override
    public Map<String, List<ResourceEntry>> resources() {
        return Map.of();
    }
}
