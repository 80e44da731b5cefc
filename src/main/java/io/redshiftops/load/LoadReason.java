package io.redshiftops.load;

import io.redshiftops.kube.Reason;

/** Why a load's conditions are what they are, and what its events are about. */
public enum LoadReason implements Reason {
    LOADED("Loaded", "Every table holds every object."),
    LOADING("Loading", "Tables are being loaded."),
    SUSPENDED("Suspended", "spec.suspend stops the load; what is loaded stays."),
    PAUSED("Paused", "The annotation redshiftops.io/paused stops reconciliation."),
    STOPPING("Stopping", "What runs is being rolled back."),
    SETUP_FAILED("SetupFailed", "A setup statement failed."),
    SETUP_REFUSED("SetupRefused", "A setup statement cannot run in a transaction or would destroy loaded rows."),
    TABLE_NOT_FOUND("TableNotFound", "The table does not exist."),
    NO_OBJECTS("NoObjects", "The source names no object."),
    COPY_FAILED("CopyFailed", "The database refused or stopped COPY."),
    ROWS_REJECTED("RowsRejected", "More rows could not be read than the format's maxErrors allows."),
    STORAGE_REFUSED("StorageRefused", "S3 refused the role that COPY reads with."),
    ROLE_NOT_ASSUMABLE("RoleNotAssumable", "Redshift or the operator cannot assume the role that S3 is read with."),
    STAGING_REQUIRED(
            "StagingRequired",
            "Only a part of the source is to be loaded, for which a manifest must be put somewhere."),
    LEDGER_MISMATCH("LedgerMismatch", "The table holds rows and is not the one that the ledger knows by that name."),
    LEDGER_LOCKED("LedgerLocked", "Another session holds the table's ledger."),
    TABLE_EMPTIED("TableEmptied", "The table is empty though the ledger says that rows were loaded into it."),
    OBJECT_CHANGED("ObjectChanged", "An object changed after it was loaded."),
    REPLACE_REFUSED("ReplaceRefused", "The table holds rows that another load or entry put there."),
    EXPECTATION_FAILED("ExpectationFailed", "The attempt did not bring what spec.tables[].expect says."),
    SOURCE_CHANGED("SourceChanged", "Objects changed while they were being loaded; the attempt was rolled back."),
    CONFLICT("Conflict", "Another transaction was in the way; the attempt was rolled back and starts again."),
    CONNECTION_LOST("ConnectionLost", "The session broke; the ledger tells whether the attempt was committed."),
    PERMISSION_DENIED("PermissionDenied", "The database user lacks a right."),
    TIMED_OUT("TimedOut", "An attempt took longer than spec.timeout."),
    TABLE_LOADED("TableLoaded", "A table was loaded."),
    LOAD_FAILED("LoadFailed", "An attempt failed.");

    private final String word;
    private final String meaning;

    LoadReason(String word, String meaning) {
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
