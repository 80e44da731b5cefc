package io.redshiftops.benchmark;

import io.redshiftops.api.v1alpha1.QueryBenchmarkStatus.RunStatus;
import io.redshiftops.kube.Problem;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a running benchmark tells the reconciler, which alone writes status. Thread-safe. */
final class BenchmarkProgress {

    private @Nullable RunStatus run;
    private @Nullable CompletableFuture<Void> acknowledgement;
    private @Nullable Problem waitingFor;
    private int taken;

    /**
     * The progress of a run that has not begun.
     *
     * @param earlier the run before it, if its session or user may still be there
     */
    BenchmarkProgress(@Nullable RunStatus earlier) {
        this.run = earlier;
    }

    /** The run whose session or user may be there; empty when nothing is left to remove. */
    synchronized Optional<RunStatus> run() {
        return Optional.ofNullable(run);
    }

    /** Announces what a run is about to have in the database; the answer completes when the status says so. */
    synchronized CompletableFuture<Void> announce(RunStatus announced) {
        run = announced;
        acknowledgement = new CompletableFuture<>();
        return acknowledgement;
    }

    /** Nothing is left in the database. */
    synchronized void over() {
        run = null;
    }

    /** Says that a status with this run was written. */
    synchronized void acknowledge(@Nullable RunStatus written) {
        if (acknowledgement != null && written != null && written.equals(run)) {
            acknowledgement.complete(null);
            acknowledgement = null;
        }
    }

    /** Says that the status could not be written, since somebody else changed the object. */
    synchronized void refuse() {
        if (acknowledgement != null) {
            acknowledgement.cancel(false);
            acknowledgement = null;
        }
    }

    /** Tells what the run waits for; null for nothing. */
    synchronized void waitingFor(@Nullable Problem problem) {
        waitingFor = problem;
    }

    synchronized Optional<Problem> waitingFor() {
        return Optional.ofNullable(waitingFor);
    }

    /** So many samples count by now. */
    synchronized void taken(int samples) {
        taken = samples;
    }

    synchronized int taken() {
        return taken;
    }
}
