package io.redshiftops.sql;

/** A database user with a password, which does not show in logs or messages. */
public record SqlLogin(String username, String password) {
    @Override
    public String toString() {
        return username;
    }
}
