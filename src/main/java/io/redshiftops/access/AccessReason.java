package io.redshiftops.access;

import io.redshiftops.kube.Reason;

/** Why a job does not get at its warehouse. */
public enum AccessReason implements Reason {
    WAREHOUSE_NOT_FOUND("WarehouseNotFound", "The RedshiftWarehouse does not exist (yet)."),
    WAREHOUSE_NOT_READY("WarehouseNotReady", "The RedshiftWarehouse is not Ready yet."),
    WAREHOUSE_DELETED("WarehouseDeleted", "The RedshiftWarehouse is being deleted."),
    WAITING_FOR_WAREHOUSE("WaitingForWarehouse", "Other jobs hold the warehouse."),
    SECRET_NOT_FOUND("SecretNotFound", "The Secret with the login, or a key of it, does not exist."),
    LOGIN_FAILED("LoginFailed", "The database refused user or password."),
    CONNECTION_FAILED("ConnectionFailed", "The database cannot be reached."),
    ROLE_NOT_ASSUMABLE("RoleNotAssumable", "The operator cannot assume the role that S3 is read with."),
    STORAGE_REFUSED("StorageRefused", "S3 refused the role, or the bucket does not exist."),
    SESSION_LEFT("SessionLeft", "A session of an earlier attempt does not end."),
    AWS_ERROR("AwsError", "A call to AWS failed in a way that trying again may mend."),
    AWS_REFUSED("AwsRefused", "AWS refused a call of the operator.");

    private final String word;
    private final String meaning;

    AccessReason(String word, String meaning) {
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
