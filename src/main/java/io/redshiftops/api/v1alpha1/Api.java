package io.redshiftops.api.v1alpha1;

/** Names that every resource of this API shares. */
public final class Api {

    /** The API group. */
    public static final String GROUP = "redshiftops.io";

    /** The API version. */
    public static final String VERSION = "v1alpha1";

    /** The category: {@code kubectl get redshift} lists every kind in it. */
    public static final String CATEGORY = "redshift";

    /** Annotation {@code redshiftops.io/paused: "true"}: the object is not reconciled until it is taken away. */
    public static final String PAUSED = GROUP + "/paused";

    /** Annotation whose change asks for a reconciliation now; the last value seen is echoed in status. */
    public static final String RECONCILE_REQUESTED_AT = GROUP + "/reconcile-requested-at";

    /** Annotation on a namespace: the deletion policy of its warehouses that name none. */
    public static final String DELETION_POLICY = GROUP + "/deletion-policy";

    /** Label on Secrets and ConfigMaps that the operator made; it overwrites no others. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** The value of {@link #MANAGED_BY}. */
    public static final String OPERATOR = "redshift-operator";

    /** Finalizer of warehouses. */
    public static final String WAREHOUSE_FINALIZER = GROUP + "/warehouse";

    /** Finalizer of loads, held only while a session is theirs. */
    public static final String LOAD_FINALIZER = GROUP + "/load";

    /** Finalizer of benchmarks, held only while a session is theirs. */
    public static final String BENCHMARK_FINALIZER = GROUP + "/benchmark";

    /** A Kubernetes object name. */
    static final String DNS_SUBDOMAIN = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** A key of a Secret or ConfigMap. */
    static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

    /** An AWS region, of any partition. */
    static final String REGION = "^[a-z]{2,4}(-[a-z]+)+-[0-9]+$";

    /** An IAM role's ARN. */
    static final String ROLE_ARN = "^arn:aws[a-z-]*:iam::[0-9]{12}:role/[!-~]{1,512}$";

    /** An IAM policy's ARN. */
    static final String POLICY_ARN = "^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/[!-~]{1,512}$";

    /** An S3 URI without what would need quoting in SQL. */
    static final String S3_URI = "^s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[^'\\\\\\x00-\\x1f]*$";

    /** A SQL identifier that needs no quotes. */
    static final String IDENTIFIER = "^[a-z_][a-z0-9_$]{0,126}$";

    /** One ASCII character that can stand between values: not a NUL, a line's end or DEL. */
    static final String DELIMITER = "^[\\x01-\\x09\\x0B\\x0C\\x0E-\\x7E]$";

    /** A text that means NULL: no quotation mark, and a backslash only before a letter or digit, as in {@code \N}. */
    static final String NULL_TEXT = "^([^'\\\\\\x00-\\x1f]|\\\\[A-Za-z0-9])*$";

    /** Hours, minutes and seconds: {@code 1h30m}, {@code 45s}. */
    static final String DURATION = "^([0-9]{1,4}h)?([0-9]{1,5}m)?([0-9]{1,6}s)?$";

    private Api() {}
}
