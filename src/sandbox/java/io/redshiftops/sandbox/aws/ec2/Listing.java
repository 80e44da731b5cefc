package io.redshiftops.sandbox.aws.ec2;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.Page;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** EC2's way of paging: {@code NextToken} and {@code MaxResults}. */
final class Listing {

    private static final int SMALLEST = 5;
    private static final int LARGEST = 1000;

    private Listing() {}

    static <T> Page<T> page(
            List<T> items, Function<T, String> key, @Nullable String token, @Nullable Integer maxResults) {
        int size = maxResults == null ? LARGEST : maxResults;
        if (size < SMALLEST || size > LARGEST) {
            throw Ec2Error.invalidParameter("Value ( " + size + " ) for parameter maxResults is invalid. Expecting a"
                    + " value between " + SMALLEST + " and " + LARGEST + ".");
        }
        List<T> sorted = items.stream().sorted(Comparator.comparing(key)).toList();
        return Page.of(
                sorted, key, token, size, () -> AwsError.badRequest("InvalidNextToken", "The token is not valid."));
    }
}
