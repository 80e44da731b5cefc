package io.redshiftops.benchmark;

/** What to do next about a benchmark. */
enum Step {
    /** Let the job go on, and tell its progress. */
    WATCH,
    /** Stop the job. */
    STOP,
    /** Do nothing, since the user says so. */
    REST,
    /** Wait for something in Kubernetes. */
    WAIT,
    /** Measure. */
    RUN,
    /** Remove what a run left in the database. */
    CLEAN,
    /** See that the results are where they belong. */
    REPORT,
    /** Try again later. */
    RETRY_LATER;

    /** What a job under way is good for. */
    enum Work {
        /** There is none. */
        NONE,
        /** What it does is wanted. */
        WANTED,
        /** What it does is no longer wanted. */
        OBSOLETE
    }

    /** Whether the warehouse can be used. */
    enum Warehouse {
        /** It can. */
        READY,
        /** It cannot at the moment. */
        NOT_READY,
        /** It does not exist, or soon will not. */
        GONE
    }

    /**
     * Everything that the decision depends on.
     *
     * @param stopped whether the user asks for nothing to run
     * @param loadsReady whether the loads that fill the variants are done
     * @param measured whether a run of just this has finished
     * @param leftovers whether session or user of a run may be in the database
     * @param due whether no failure is younger than the time to wait after it
     */
    record Situation(
            Work work,
            boolean stopped,
            Warehouse warehouse,
            boolean loadsReady,
            boolean measured,
            boolean leftovers,
            boolean due) {}

    /** The next step. */
    static Step of(Situation now) {
        if (now.work() != Work.NONE) {
            boolean unwanted = now.work() == Work.OBSOLETE || now.stopped() || now.warehouse() == Warehouse.GONE;
            return unwanted ? STOP : WATCH;
        }
        boolean mayClean = now.leftovers() && now.warehouse() == Warehouse.READY && now.due();
        if (now.stopped()) {
            return mayClean ? CLEAN : REST;
        }
        if (now.warehouse() == Warehouse.GONE) {
            return WAIT;
        }
        if (now.measured()) {
            return mayClean ? CLEAN : REPORT;
        }
        if (now.warehouse() != Warehouse.READY || !now.loadsReady()) {
            return mayClean ? CLEAN : WAIT;
        }
        return now.due() ? RUN : RETRY_LATER;
    }
}
