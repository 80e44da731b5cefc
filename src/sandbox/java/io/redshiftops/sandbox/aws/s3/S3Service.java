package io.redshiftops.sandbox.aws.s3;

import com.sun.net.httpserver.HttpExchange;
import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Protocol;
import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.core.ResourceEntry;
import io.redshiftops.sandbox.aws.core.RestService;
import io.redshiftops.sandbox.aws.protocol.Xml;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Simple Storage Service. */
public final class S3Service implements RestService, AutoCloseable {

    private final Buckets buckets;
    private final ObjectFiles files;
    private final S3Routes routes;

    /**
     * S3 without a bucket.
     *
     * @param directory where objects are kept; it is this service's alone, emptied at the start and removed at the end
     */
    public S3Service(Account account, Path directory) {
        this.buckets = new Buckets(account);
        this.files = new ObjectFiles(directory);
        this.routes = new S3Routes(buckets, files);
    }

    Buckets buckets() {
        return buckets;
    }

    /** Makes a bucket as an administrator would have before anything else, with objects that are made when needed. */
    public void addBucket(String name, String region, Collection<LazyObject> objects) {
        Bucket bucket = buckets.create(name, region, ResourceEntry.AWS);
        if (bucket == null) {
            throw new IllegalArgumentException("there is a bucket " + name + " already");
        }
        objects.forEach(bucket::put);
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Protocol protocol() {
        return Protocol.S3;
    }

    @Override
    public List<Object> operations() {
        return List.of();
    }

    @Override
    public boolean allowsUnsigned(String operation) {
        return true;
    }

    @Override
    public Set<String> operationNames() {
        return routes.operationNames();
    }

    @Override
    public Request read(HttpExchange exchange) {
        S3Request request = S3Request.of(exchange);
        S3Routes.Route route = routes.route(request);
        return new Request() {
            @Override
            public String operation() {
                return route.operation();
            }

            @Override
            public Reply perform(Call call) {
                routes.refuseWhatIsNotEmulated(route, request);
                return route.handler().perform(call, request);
            }
        };
    }

    /** A HEAD has no body, so its error has no code but the status. */
    @Override
    public Reply render(AwsError error, HttpExchange exchange, String requestId) {
        S3Request request = S3Request.of(exchange);
        String region = request.bucket().map(buckets::regionOf).orElse(null);
        Reply reply = Reply.empty(error.status());
        if (!exchange.getRequestMethod().equals("HEAD") && error.status() != 304) {
            Xml xml = new Xml().open("Error");
            xml.element("Code", error.code()).element("Message", error.text());
            request.bucket().ifPresent(bucket -> xml.element("BucketName", bucket));
            request.key().ifPresent(key -> xml.element("Key", key));
            if (error.code().equals(S3Error.PERMANENT_REDIRECT)) {
                xml.element("Endpoint", request.bucketName() + ".s3." + region + ".amazonaws.com");
            }
            xml.element("RequestId", requestId).element("HostId", "sandbox").close("Error");
            reply = Reply.of(error.status(), "application/xml", xml.bytes());
        }
        reply = reply.with("x-amz-request-id", requestId);
        return region == null ? reply : reply.with("x-amz-bucket-region", region);
    }

    @Override
    public Map<String, List<ResourceEntry>> resources() {
        return Map.of(
                "buckets",
                buckets.all().stream()
                        .map(bucket -> new ResourceEntry(
                                S3Access.arn(bucket.name()), bucket.name(), bucket.tags(), bucket.createdBy()))
                        .toList());
    }

    @Override
    public void close() {
        files.close();
    }
}
