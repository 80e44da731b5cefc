package io.redshiftops.aws;

import io.redshiftops.aws.AwsException.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes calls through the SDK and turns its exceptions into {@link AwsException}. */
final class AwsCalls {

    /** Error codes that mean waiting; the wire's, which differ from the SDK's class names. */
    private static final Set<String> BUSY = Set.of(
            "InvalidClusterState",
            "InvalidClusterSnapshotState",
            "DependencyViolation",
            "ConcurrentModification",
            "DeleteConflict",
            "DependentServiceRequestThrottlingFault",
            "DependentServiceUnavailableFault",
            "TooManyUpdates",
            "InsufficientClusterCapacity");

    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "AuthFailure",
            "UnauthorizedAccess",
            "AllAccessDisabled");

    /** The operator's own credentials are at fault; they are renewed, so the same call may succeed later. */
    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "InvalidIdentityToken",
            "IDPCommunicationError",
            "SignatureDoesNotMatch",
            "RequestExpired");

    private AwsCalls() {}

    /** Makes a call; {@code operation} is its name in policies, such as {@code iam:GetRole}. */
    static <T> T call(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw translate(operation, e);
        }
    }

    /** Makes a call whose answer does not matter. */
    static void run(String operation, Runnable call) {
        call(operation, () -> {
            call.run();
            return true;
        });
    }

    /** Makes a call for which "not found" is an answer. */
    static <T> Optional<T> find(String operation, Supplier<T> call) {
        try {
            return Optional.of(call(operation, call));
        } catch (AwsException e) {
            if (e.is(Kind.NOT_FOUND)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Deletes something; that it is gone already is no error. */
    static void delete(String operation, Runnable call) {
        try {
            run(operation, call);
        } catch (AwsException e) {
            if (!e.is(Kind.NOT_FOUND)) {
                throw e;
            }
        }
    }

    static AwsException translate(String operation, SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            // Anything from a refused connection to credentials that cannot be fetched: it never reached the service.
            return new AwsException(Kind.TRANSIENT, operation, "NoAnswer", clientMessage(e), e);
        }
        AwsErrorDetails details = service.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        String message = details == null ? null : details.errorMessage();
        String knownCode = code == null ? "HTTP " + service.statusCode() : code;
        String knownMessage = message == null ? String.valueOf(service.getMessage()) : message;
        return new AwsException(kind(service, knownCode), operation, knownCode, knownMessage, e);
    }

    private static String clientMessage(SdkException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getMessage() + " (" + cause.getMessage() + ")";
    }

    private static Kind kind(AwsServiceException e, String code) {
        if (DENIED.contains(code)) {
            return Kind.DENIED;
        }
        if (CREDENTIALS.contains(code)) {
            return Kind.TRANSIENT;
        }
        if (BUSY.contains(code)
                || e.isThrottlingException()
                || code.toLowerCase(Locale.ROOT).contains("throttl")) {
            return Kind.BUSY;
        }
        if (e.statusCode() >= 500) {
            return Kind.TRANSIENT;
        }
        if (code.contains("AlreadyExists")
                || code.endsWith(".Duplicate")
                || code.equals("ResourceExistsException")
                || code.equals("EntityAlreadyExists")) {
            return Kind.ALREADY_EXISTS;
        }
        if (e.statusCode() == 404 || code.contains("NotFound") || code.startsWith("NoSuch")) {
            return Kind.NOT_FOUND;
        }
        return e.statusCode() == 403 ? Kind.DENIED : Kind.INVALID;
    }
}
