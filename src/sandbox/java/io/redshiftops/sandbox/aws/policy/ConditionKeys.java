package io.redshiftops.sandbox.aws.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The condition keys that requests carry here, where they apply. A policy that asks for another one is refused by name,
 * since taking an unknown key for absent would make a condition true or false that is the opposite in AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global keys</a>
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html">Keys by service</a>
 */
public final class ConditionKeys {

    public static final String CURRENT_TIME = "aws:CurrentTime";
    public static final String EPOCH_TIME = "aws:EpochTime";
    public static final String PRINCIPAL_ACCOUNT = "aws:PrincipalAccount";
    public static final String PRINCIPAL_ARN = "aws:PrincipalArn";
    public static final String PRINCIPAL_TYPE = "aws:PrincipalType";
    public static final String PRINCIPAL_IS_SERVICE = "aws:PrincipalIsAWSService";
    public static final String PRINCIPAL_TAG = "aws:PrincipalTag/";
    public static final String USER_ID = "aws:userid";
    public static final String USER_NAME = "aws:username";
    public static final String REQUESTED_REGION = "aws:RequestedRegion";
    public static final String REQUEST_TAG = "aws:RequestTag/";
    public static final String RESOURCE_TAG = "aws:ResourceTag/";
    public static final String RESOURCE_ACCOUNT = "aws:ResourceAccount";
    public static final String TAG_KEYS = "aws:TagKeys";
    public static final String SOURCE_ACCOUNT = "aws:SourceAccount";
    public static final String SOURCE_ARN = "aws:SourceArn";
    public static final String SECURE_TRANSPORT = "aws:SecureTransport";
    public static final String FEDERATED_PROVIDER = "aws:FederatedProvider";

    /** Keys that hold a set, which only {@code ForAllValues} and {@code ForAnyValue} can compare. */
    private static final Set<String> MULTIVALUED = Set.of("aws:tagkeys");

    private static final Set<String> EMULATED = lowerCase(
            CURRENT_TIME,
            EPOCH_TIME,
            PRINCIPAL_ACCOUNT,
            PRINCIPAL_ARN,
            PRINCIPAL_TYPE,
            PRINCIPAL_IS_SERVICE,
            USER_ID,
            USER_NAME,
            REQUESTED_REGION,
            RESOURCE_ACCOUNT,
            TAG_KEYS,
            SOURCE_ACCOUNT,
            SOURCE_ARN,
            SECURE_TRANSPORT,
            FEDERATED_PROVIDER,
            "sts:ExternalId",
            "sts:RoleSessionName",
            "iam:PassedToService",
            "iam:AssociatedResourceArn",
            "iam:PolicyARN",
            "iam:PermissionsBoundary",
            "ec2:CreateAction",
            "ec2:Region",
            "ec2:SecurityGroupID",
            "ec2:Vpc",
            "redshift:DbName",
            "redshift:DbUser",
            "redshift:DurationSeconds",
            "s3:prefix",
            "s3:delimiter",
            "s3:max-keys",
            "secretsmanager:Name",
            "secretsmanager:SecretId",
            "ssm:Overwrite",
            "ssm:Recursive");

    private static final List<String> EMULATED_PREFIXES = List.copyOf(lowerCase(
            PRINCIPAL_TAG,
            REQUEST_TAG,
            RESOURCE_TAG,
            "ec2:ResourceTag/",
            "iam:ResourceTag/",
            "secretsmanager:ResourceTag/",
            "ssm:resourceTag/"));

    /** The claims of a web identity, under the provider's name: {@code oidc.example.com/id/1:sub}. */
    private static final Pattern WEB_IDENTITY_CLAIM = Pattern.compile(".*[./].*:(aud|sub)");

    private ConditionKeys() {}

    /**
     * Checks that requests carry this key where AWS would.
     *
     * @throws NotEmulatedException if they do not
     */
    static void mustBeEmulated(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        boolean emulated = EMULATED.contains(name)
                || EMULATED_PREFIXES.stream().anyMatch(name::startsWith)
                || WEB_IDENTITY_CLAIM.matcher(name).matches();
        if (!emulated) {
            throw new NotEmulatedException("The condition key " + key + " is not emulated by this sandbox.");
        }
    }

    static boolean isMultivalued(String key) {
        return MULTIVALUED.contains(key.toLowerCase(Locale.ROOT));
    }

    private static Set<String> lowerCase(String... keys) {
        return Set.copyOf(
                List.of(keys).stream().map(key -> key.toLowerCase(Locale.ROOT)).toList());
    }
}
