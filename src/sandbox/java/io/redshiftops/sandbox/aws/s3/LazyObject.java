package io.redshiftops.sandbox.aws.s3;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * An object whose content is made when it is first needed.
 *
 * @param file makes the content and returns where it is; called once, and the file is never changed or removed
 */
public record LazyObject(String key, Instant lastModified, Supplier<Path> file) {}
