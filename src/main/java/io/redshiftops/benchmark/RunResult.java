package io.redshiftops.benchmark;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run measured, before anything is computed from it.
 *
 * @param run its id
 * @param engineVersion the version of Redshift that the database recorded; null where it recorded none
 * @param digests of the first result of each query and variant
 * @param unsteady what was odd about later results; empty for nothing
 */
record RunResult(
        String run,
        Instant startedAt,
        Instant finishedAt,
        @Nullable String engineVersion,
        Map<Cell, Digest> digests,
        Map<Cell, String> unsteady,
        List<Sample> samples) {

    /** One query on one variant, by index. */
    record Cell(int query, int variant) {}
}
