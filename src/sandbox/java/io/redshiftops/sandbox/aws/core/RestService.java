package io.redshiftops.sandbox.aws.core;

import com.sun.net.httpserver.HttpExchange;
import java.util.Set;

/** A service that reads and writes HTTP itself: S3. */
public interface RestService extends AwsService {

    /** One request, understood but not carried out. */
    interface Request {

        /** Such as {@code GetObject}. */
        String operation();

        /** Carries it out. */
        Reply perform(Call call);
    }

    /** The names of all operations that are emulated. */
    Set<String> operationNames();

    /**
     * Understands a request.
     *
     * @throws AwsError if it is none that is emulated
     */
    Request read(HttpExchange exchange);

    /** The reply that tells an error. */
    Reply render(AwsError error, HttpExchange exchange, String requestId);
}
