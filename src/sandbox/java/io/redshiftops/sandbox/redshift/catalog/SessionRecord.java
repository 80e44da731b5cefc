package io.redshiftops.sandbox.redshift.catalog;

import java.time.Instant;

/**
 * A session as the system views show it.
 *
 * @param process the backend's process number
 * @param userId the user's number in pg_user
 */
public record SessionRecord(int process, int userId, String user, String database, Instant start) {}
