package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.protocol.Xml;
import java.util.List;
import java.util.function.Consumer;

/**
 * The settings of a bucket that can be read but not set here: what S3 answers for a fresh bucket. Clients that manage
 * buckets as a whole read all of them.
 */
final class BucketSettings {

    /** How a setting that was never made is told. */
    sealed interface Unset {}

    /** By an error. */
    record Missing(String code, String message) implements Unset {}

    /** By a document. */
    record Document(String root, Consumer<Xml> content) implements Unset {}

    /**
     * A setting.
     *
     * @param parameter the query parameter that asks for it
     */
    record Setting(String parameter, String operation, String action, Unset unset) {}

    static final List<Setting> ALL = List.of(
            missing(
                    "policy",
                    "GetBucketPolicy",
                    "s3:GetBucketPolicy",
                    "NoSuchBucketPolicy",
                    "The bucket policy does not exist"),
            missing(
                    "policyStatus",
                    "GetBucketPolicyStatus",
                    "s3:GetBucketPolicyStatus",
                    "NoSuchBucketPolicy",
                    "The bucket policy does not exist"),
            missing(
                    "cors",
                    "GetBucketCors",
                    "s3:GetBucketCORS",
                    "NoSuchCORSConfiguration",
                    "The CORS configuration does not exist"),
            missing(
                    "website",
                    "GetBucketWebsite",
                    "s3:GetBucketWebsite",
                    "NoSuchWebsiteConfiguration",
                    "The specified bucket does not have a website configuration"),
            missing(
                    "lifecycle",
                    "GetBucketLifecycleConfiguration",
                    "s3:GetLifecycleConfiguration",
                    "NoSuchLifecycleConfiguration",
                    "The lifecycle configuration does not exist"),
            missing(
                    "replication",
                    "GetBucketReplication",
                    "s3:GetReplicationConfiguration",
                    "ReplicationConfigurationNotFoundError",
                    "The replication configuration was not found"),
            missing(
                    "object-lock",
                    "GetObjectLockConfiguration",
                    "s3:GetBucketObjectLockConfiguration",
                    "ObjectLockConfigurationNotFoundError",
                    "Object Lock configuration does not exist for this bucket"),
            new Setting(
                    "encryption",
                    "GetBucketEncryption",
                    "s3:GetEncryptionConfiguration",
                    new Document(
                            "ServerSideEncryptionConfiguration",
                            xml -> xml.open("Rule")
                                    .open("ApplyServerSideEncryptionByDefault")
                                    .element("SSEAlgorithm", "AES256")
                                    .close("ApplyServerSideEncryptionByDefault")
                                    .element("BucketKeyEnabled", "false")
                                    .close("Rule"))),
            new Setting(
                    "ownershipControls",
                    "GetBucketOwnershipControls",
                    "s3:GetBucketOwnershipControls",
                    new Document(
                            "OwnershipControls",
                            xml -> xml.open("Rule")
                                    .element("ObjectOwnership", "BucketOwnerEnforced")
                                    .close("Rule"))),
            new Setting(
                    "publicAccessBlock",
                    "GetPublicAccessBlock",
                    "s3:GetBucketPublicAccessBlock",
                    new Document(
                            "PublicAccessBlockConfiguration",
                            xml -> xml.element("BlockPublicAcls", "true")
                                    .element("IgnorePublicAcls", "true")
                                    .element("BlockPublicPolicy", "true")
                                    .element("RestrictPublicBuckets", "true"))),
            empty("versioning", "GetBucketVersioning", "s3:GetBucketVersioning", "VersioningConfiguration"),
            empty(
                    "accelerate",
                    "GetBucketAccelerateConfiguration",
                    "s3:GetAccelerateConfiguration",
                    "AccelerateConfiguration"),
            empty("logging", "GetBucketLogging", "s3:GetBucketLogging", "BucketLoggingStatus"),
            empty(
                    "notification",
                    "GetBucketNotificationConfiguration",
                    "s3:GetBucketNotification",
                    "NotificationConfiguration"),
            new Setting(
                    "requestPayment",
                    "GetBucketRequestPayment",
                    "s3:GetBucketRequestPayment",
                    new Document("RequestPaymentConfiguration", xml -> xml.element("Payer", "BucketOwner"))));

    private final Buckets buckets;

    BucketSettings(Buckets buckets) {
        this.buckets = buckets;
    }

    private static Setting missing(String parameter, String operation, String action, String code, String message) {
        return new Setting(parameter, operation, action, new Missing(code, message));
    }

    private static Setting empty(String parameter, String operation, String action, String root) {
        return new Setting(parameter, operation, action, new Document(root, xml -> {}));
    }

    Reply read(Call call, S3Request request, Setting setting) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        S3Access.authorize(call, setting.action(), S3Access.arn(bucket.name()));
        if (setting.unset() instanceof Missing missing) {
            throw new AwsError(404, missing.code(), missing.message());
        }
        Document document = (Document) setting.unset();
        Xml xml = new Xml().open(document.root(), S3Replies.NAMESPACE);
        document.content().accept(xml);
        return S3Replies.xml(xml.close(document.root()));
    }

    /** Only the owner has rights, as with ownership enforced. */
    Reply getBucketAcl(Call call, S3Request request) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        S3Access.authorize(call, "s3:GetBucketAcl", S3Access.arn(bucket.name()));
        String owner = Owner.id(buckets.account());
        Xml xml = new Xml().open("AccessControlPolicy", S3Replies.NAMESPACE);
        xml.open("Owner").element("ID", owner).close("Owner");
        xml.open("AccessControlList").open("Grant");
        xml.openTyped("Grantee", "CanonicalUser").element("ID", owner).close("Grantee");
        xml.element("Permission", "FULL_CONTROL").close("Grant").close("AccessControlList");
        return S3Replies.xml(xml.close("AccessControlPolicy"));
    }
}
