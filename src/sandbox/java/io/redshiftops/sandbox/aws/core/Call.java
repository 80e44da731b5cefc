package io.redshiftops.sandbox.aws.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call under way: who makes it, where, and what it turned out to concern.
 *
 * <p>Each operation authorises itself here before it does anything. One that forgot to is refused when it ends, see
 * {@link #isAuthorized}.
 */
public final class Call {

    private final Account account;
    private final AwsService service;
    private final String operation;
    private final String region;
    private final Caller caller;
    private final Authorizer authorizer;
    private final List<String> faults = new ArrayList<>();
    private boolean authorized;
    private @Nullable String resource;

    public Call(
            Account account,
            AwsService service,
            String operation,
            String region,
            Caller caller,
            Authorizer authorizer) {
        this.account = account;
        this.service = service;
        this.operation = operation;
        this.region = region;
        this.caller = caller;
        this.authorizer = authorizer;
    }

    public Caller caller() {
        return caller;
    }

    public String region() {
        return region;
    }

    public String operation() {
        return operation;
    }

    /** An ARN of the called service in the called region. */
    public String arn(String resourcePart) {
        return account.arn(service.arnName(), region, resourcePart);
    }

    /**
     * Goes on only if the caller's policies allow it.
     *
     * @throws AwsError if they do not, as the service says it
     */
    public void authorize(Access access) {
        authorizer.denial(caller, region, access).ifPresent(denial -> {
            throw service.protocol().accessDenied(denial.text());
        });
        authorized = true;
    }

    /** As {@link #authorize}, with an error that the service words in its own way. */
    public void authorize(Access access, Function<String, AwsError> error) {
        authorizer.denial(caller, region, access).ifPresent(denial -> {
            throw error.apply(denial.text());
        });
        authorized = true;
    }

    /** Whether policies allow it, for operations that answer less instead of refusing. */
    public boolean isAllowed(Access access) {
        authorized = true;
        return authorizer.denial(caller, region, access).isEmpty();
    }

    /** Says that AWS asks no policy for this operation. */
    public void needsNoPermission() {
        authorized = true;
    }

    /** Whether the operation has asked the policies. */
    public boolean isAuthorized() {
        return authorized;
    }

    /** Names the main resource of the call, for the journal: an ARN where there is one, else an id or a name. */
    public void concerns(@Nullable String arnOrName) {
        this.resource = arnOrName;
    }

    /** The main resource of the call, if it got as far as naming it. */
    public Optional<String> resource() {
        return Optional.ofNullable(resource);
    }

    /** Remembers a fault that struck this call, for the journal. */
    public void struckBy(String fault) {
        faults.add(fault);
    }

    /** The faults that struck this call, in their order. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** A new resource's record of its maker. */
    public String createdBy() {
        return caller.name();
    }
}
