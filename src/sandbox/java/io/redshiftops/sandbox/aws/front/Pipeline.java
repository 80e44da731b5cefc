package io.redshiftops.sandbox.aws.front;

import io.redshiftops.sandbox.aws.core.Account;
import io.redshiftops.sandbox.aws.core.Authenticator;
import io.redshiftops.sandbox.aws.core.Authorizer;
import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Caller;
import io.redshiftops.sandbox.aws.core.Journal;
import io.redshiftops.sandbox.aws.core.JournalEntry;
import io.redshiftops.sandbox.aws.core.Regions;
import io.redshiftops.sandbox.aws.core.Reply;
import io.redshiftops.sandbox.aws.core.Signature;
import io.redshiftops.sandbox.aws.fault.Fault;
import io.redshiftops.sandbox.aws.fault.Faults;
import io.redshiftops.sandbox.aws.policy.NotEmulatedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What every call goes through, whatever its protocol: identity, faults, the operation itself, the journal. */
public final class Pipeline {

    private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());

    private final Account account;
    private final Authenticator authenticator;
    private final Authorizer authorizer;
    private final Faults faults;
    private final Journal journal;

    public Pipeline(
            Account account, Authenticator authenticator, Authorizer authorizer, Faults faults, Journal journal) {
        this.account = account;
        this.authenticator = authenticator;
        this.authorizer = authorizer;
        this.faults = faults;
        this.journal = journal;
    }

    /** How a call ended. */
    sealed interface Outcome {

        /** What to send; empty if the reply is lost. */
        default Optional<Reply> reply(Function<AwsError, Reply> render) {
            if (this instanceof Done done) {
                return Optional.of(done.reply());
            }
            return this instanceof Failed failed ? Optional.of(render.apply(failed.error())) : Optional.empty();
        }
    }

    private record Done(Reply reply) implements Outcome {}

    private record Failed(AwsError error) implements Outcome {}

    private record Lost() implements Outcome {}

    /** Does something while nobody else reads or changes the control planes. */
    <T> T exclusively(Supplier<T> work) {
        return account.exclusively(work);
    }

    Outcome run(AwsService service, String operation, Optional<Signature> signature, Function<Call, Reply> work) {
        Instant start = account.now();
        String region = service.region(signature.map(Signature::region).orElse(Regions.GLOBAL_SERVICES));
        String caller = "unknown";
        Call call = null;
        Outcome outcome;
        try {
            Caller identity = identify(service, operation, signature);
            caller = identity.name();
            checkRegion(region);
            call = new Call(account, service, operation, region, identity, authorizer);
            outcome = perform(service, call, work);
        } catch (AwsError error) {
            outcome = new Failed(error);
        } catch (NotEmulatedException e) {
            outcome = new Failed(AwsError.badRequest("NotEmulated", String.valueOf(e.getMessage())));
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, service.name() + ":" + operation + " failed", bug);
            outcome = new Failed(service.protocol().internalError());
        }
        record(start, service, operation, region, caller, call, outcome);
        return outcome;
    }

    private Caller identify(AwsService service, String operation, Optional<Signature> signature) {
        if (signature.isPresent()) {
            return account.exclusively(() -> authenticator.authenticate(signature.get(), service.protocol()));
        }
        if (!service.allowsUnsigned(operation)) {
            throw service.protocol().missingAuthentication();
        }
        return new Caller.Anonymous();
    }

    private static void checkRegion(String region) {
        if (!Regions.isRegion(region)) {
            throw AwsError.notEmulated("The region " + region);
        }
    }

    private Outcome perform(AwsService service, Call call, Function<Call, Reply> work) {
        List<Fault> striking = faults.striking(service, call.operation());
        for (Fault fault : striking) {
            call.struckBy(fault.kind().name());
            strikeBefore(fault, service, call.operation());
        }
        Reply reply = work.apply(call);
        boolean lost = false;
        for (Fault fault : striking) {
            lost |= fault.kind() == Fault.Kind.LOST_REPLY;
            strikeAfter(fault, call);
        }
        return lost ? lose(reply) : new Done(reply);
    }

    private static Outcome lose(Reply reply) {
        try (Reply.Body body = reply.body()) {
            LOG.log(System.Logger.Level.DEBUG, "lost a reply of {0} bytes", body.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Lost();
    }

    private static void strikeBefore(Fault fault, AwsService service, String operation) {
        switch (fault.kind()) {
            case THROTTLE -> throw service.protocol().throttled();
            case SERVER_ERROR -> throw service.protocol().internalError();
            case EXPIRED_TOKEN -> throw service.protocol().expiredToken();
            case ERROR ->
                throw new AwsError(
                        fault.status() == null ? 400 : fault.status(),
                        String.valueOf(fault.code()),
                        fault.message() == null ? String.valueOf(fault.code()) : fault.message());
            case BUSY ->
                throw service.busy(operation)
                        .orElseThrow(() -> new IllegalStateException(service.name() + " has no answer for BUSY"));
            case LATENCY -> LockSupport.parkNanos(duration(fault).toNanos());
            case LOST_REPLY, HIDE, WITHHOLD -> {
                // Strike once the call is done.
            }
        }
    }

    private void strikeAfter(Fault fault, Call call) {
        if (fault.kind() == Fault.Kind.HIDE) {
            call.resource().ifPresent(arn -> account.consistency().hide(arn, duration(fault)));
        } else if (fault.kind() == Fault.Kind.WITHHOLD) {
            call.resource().ifPresent(arn -> account.consistency().withhold(arn, duration(fault)));
        }
    }

    private static Duration duration(Fault fault) {
        return fault.duration() == null ? Duration.ZERO : fault.duration();
    }

    private void record(
            Instant start,
            AwsService service,
            String operation,
            String region,
            String caller,
            @Nullable Call call,
            Outcome outcome) {
        int status = outcome instanceof Done done
                ? done.reply().status()
                : outcome instanceof Failed failed ? failed.error().status() : 0;
        String code = outcome instanceof Failed failed ? failed.error().code() : null;
        String resource = call == null ? null : call.resource().orElse(null);
        List<String> struckBy = call == null ? List.of() : call.faults();
        journal.add(
                new JournalEntry(start, service.name(), operation, region, caller, status, code, resource, struckBy));
    }
}
