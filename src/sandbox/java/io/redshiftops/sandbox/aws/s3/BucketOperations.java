package io.redshiftops.sandbox.aws.s3;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.protocol.Xml;

/** S3's operations on buckets. */
final class BucketOperations {

    /** The region that has no location constraint, and that forgives a bucket made twice. */
    private static final String CLASSIC_REGION = "us-east-1";

    private final Buckets buckets;

    BucketOperations(Buckets buckets) {
        this.buckets = buckets;
    }

    Reply listBuckets(Call call, S3Request request) {
        S3Access.authorize(call, "s3:ListAllMyBuckets", S3Access.arn("*"));
        String prefix = request.parameter("prefix").orElse("");
        String region = request.parameter("bucket-region").orElse("");
        Xml xml = new Xml().open("ListAllMyBucketsResult", S3Replies.NAMESPACE);
        xml.open("Owner").element("ID", Owner.id(buckets.account())).close("Owner");
        xml.open("Buckets");
        buckets.all().stream()
                .filter(bucket -> bucket.name().startsWith(prefix))
                .filter(bucket -> region.isEmpty() || region.equals(bucket.region()))
                .forEach(bucket -> xml.open("Bucket")
                        .element("Name", bucket.name())
                        .element("CreationDate", S3Replies.isoTime(bucket.created()))
                        .element("BucketRegion", bucket.region())
                        .close("Bucket"));
        return S3Replies.xml(xml.close("Buckets").close("ListAllMyBucketsResult"));
    }

    Reply createBucket(Call call, S3Request request) {
        String name = request.bucketName();
        S3Access.authorize(call, "s3:CreateBucket", S3Access.arn(name));
        String region = location(call, request);
        if (buckets.create(name, region, call.createdBy()) == null
                && !(region.equals(CLASSIC_REGION) && region.equals(buckets.regionOf(name)))) {
            throw S3Error.alreadyYours();
        }
        return Reply.empty(200).with("Location", "/" + name);
    }

    private static String location(Call call, S3Request request) {
        boolean hasBody = request.header("content-length")
                .filter(length -> !length.equals("0"))
                .isPresent();
        String constraint = "";
        if (hasBody) {
            XmlBody body = XmlBody.read(request);
            if (!body.name().equals("CreateBucketConfiguration")) {
                throw S3Error.malformedXml();
            }
            constraint = body.text("LocationConstraint").orElse("");
        }
        boolean fits = constraint.isEmpty()
                ? call.region().equals(CLASSIC_REGION)
                : constraint.equals(call.region()) && !constraint.equals(CLASSIC_REGION);
        if (!fits) {
            String what = constraint.isEmpty() ? "unspecified" : constraint;
            throw AwsError.badRequest(
                    constraint.equals(CLASSIC_REGION)
                            ? "InvalidLocationConstraint"
                            : "IllegalLocationConstraintException",
                    "The " + what + " location constraint is incompatible for the region specific endpoint this request"
                            + " was sent to.");
        }
        return call.region();
    }

    Reply headBucket(Call call, S3Request request) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        S3Access.authorize(call, "s3:ListBucket", S3Access.arn(bucket.name()));
        return Reply.empty(200).with("x-amz-bucket-region", bucket.region());
    }

    Reply deleteBucket(Call call, S3Request request) {
        Bucket bucket = buckets.in(call.region(), request.bucketName());
        S3Access.authorize(call, "s3:DeleteBucket", S3Access.arn(bucket.name()));
        if (!bucket.isEmpty()) {
            throw S3Error.bucketNotEmpty();
        }
        buckets.remove(bucket);
        return Reply.empty(204);
    }

    /** Answered in any region: it is how clients find the right one. */
    Reply getBucketLocation(Call call, S3Request request) {
        Bucket bucket = buckets.inAnyRegion(request.bucketName());
        S3Access.authorize(call, "s3:GetBucketLocation", S3Access.arn(bucket.name()));
        String constraint = bucket.region().equals(CLASSIC_REGION) ? "" : bucket.region();
        Xml xml = new Xml().open("LocationConstraint", S3Replies.NAMESPACE);
        return S3Replies.xml(xml.text(constraint).close("LocationConstraint"));
    }
}
