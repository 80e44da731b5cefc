package io.redshiftops.sandbox;

import io.redshiftops.sandbox.aws.AwsWorld;
import io.redshiftops.sandbox.aws.s3.LazyObject;
import io.redshiftops.sandbox.data.DataObject;
import io.redshiftops.sandbox.data.DataSet;
import io.redshiftops.sandbox.data.StarSchema;
import io.redshiftops.sandbox.data.Tickets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The bucket that the samples load from: made of what generators write, when it is first read. */
final class SampleBucket {

    private static final String NAME = "redshiftops-sample-data";
    private static final String REGION = "us-west-2";
    /** As the generated rows, this does not depend on when the sandbox started. */
    private static final Instant LAST_MODIFIED = Instant.parse("2026-01-01T00:00:00Z");

    private SampleBucket() {}

    /**
     * Adds the bucket to a world.
     *
     * @param directory where objects are made, and found again by the next sandbox
     */
    static void addTo(AwsWorld world, double scaleFactor, Path directory) {
        List<LazyObject> objects = Stream.of(
                        DataSet.starSchema(StarSchema.ofScale(scaleFactor), directory),
                        DataSet.tickets(Tickets.ofDefaultSize(), directory))
                .flatMap(set -> set.objects().stream())
                .map(SampleBucket::lazy)
                .toList();
        world.addBucket(NAME, REGION, objects);
    }

    private static LazyObject lazy(DataObject object) {
        return new LazyObject(object.key(), LAST_MODIFIED, object::file);
    }
}
