package io.redshiftops.sandbox.aws.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that was made.
 *
 * @param time when it came, by the sandbox's clock
 * @param service such as {@code redshift}
 * @param operation such as {@code CreateCluster}
 * @param region the region that it was signed for
 * @param caller the name of the user or the role; {@code unknown} if the credentials told nobody
 * @param status the HTTP status; 0 if the reply was lost
 * @param errorCode the code of the error that was answered; null if it went well
 * @param resource the ARN, id or name of what it concerned; null if it got not so far
 * @param faults the kinds of the faults on demand that struck it
 */
public record JournalEntry(
        Instant time,
        String service,
        String operation,
        String region,
        String caller,
        int status,
        @Nullable String errorCode,
        @Nullable String resource,
        List<String> faults) {}
