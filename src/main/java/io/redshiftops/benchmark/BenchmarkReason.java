package io.redshiftops.benchmark;

import io.redshiftops.kube.Reason;

/** Why a benchmark's conditions are what they are, and what its events are about. */
public enum BenchmarkReason implements Reason {
    MEASURED("Measured", "The run finished and all variants returned the same."),
    RUNNING("Running", "A run is under way."),
    WANTED("RunWanted", "What is to be measured has not been measured yet."),
    RESULTS_DIFFER("ResultsDiffer", "The run finished; the variants did not return the same."),
    SAMPLES_MISSING("SamplesMissing", "The run finished; of a query and variant no sample counted."),
    SUSPENDED("Suspended", "spec.suspend stops the benchmark; the last result stays."),
    PAUSED("Paused", "The annotation redshiftops.io/paused stops reconciliation."),
    STOPPING("Stopping", "The run is being stopped; what it took is dropped."),
    CLEANING("Cleaning", "Session and user of a run that broke off are being removed."),
    LOAD_NOT_FOUND("LoadNotFound", "The S3Load that fills a variant does not exist (yet)."),
    LOAD_NOT_READY("LoadNotReady", "The S3Load that fills a variant is not Ready yet."),
    LOAD_ELSEWHERE("LoadElsewhere", "The S3Load that a variant names loads another warehouse, database or schema."),
    SCHEMA_NOT_FOUND("SchemaNotFound", "The schema of a variant does not exist."),
    USER_REFUSED("UserRefused", "The database refused to make the user that measures."),
    QUERY_REFUSED("QueryRefused", "A query is not one read-only statement."),
    QUERY_FAILED("QueryFailed", "The database refused a query."),
    QUERY_TIMED_OUT("QueryTimedOut", "A query took longer than its timeout."),
    QUERY_CANCELED("QueryCanceled", "Somebody or something in the database stopped a query."),
    PERMISSION_DENIED("PermissionDenied", "The database user lacks a right."),
    RUN_TIMED_OUT("RunTimedOut", "The run took longer than spec.run.timeout."),
    CACHE_NOT_OFF("CacheNotOff", "The result cache cannot be switched off."),
    ENGINE_CHANGED("EngineChanged", "Redshift was updated during the run, which starts again."),
    CONNECTION_LOST("ConnectionLost", "The session broke; the run starts again."),
    CONFLICT("Conflict", "Another transaction, or a lack of room, stopped a query; the run starts again."),
    OUTPUT_REFUSED("OutputRefused", "The ConfigMap for the results exists and belongs to somebody else."),
    OUTPUT_LOST("OutputLost", "The ConfigMap with the samples is gone, and nothing else has them."),
    RUN_STARTED("RunStarted", "A run began."),
    RUN_FINISHED("RunFinished", "A run finished."),
    RUN_FAILED("RunFailed", "A run broke off.");

    private final String word;
    private final String meaning;

    BenchmarkReason(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
