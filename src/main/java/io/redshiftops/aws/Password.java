package io.redshiftops.aws;

/** A password: it does not show in logs, messages or debuggers' strings. */
public record Password(String value) {
    @Override
    public String toString() {
        return "***";
    }
}
