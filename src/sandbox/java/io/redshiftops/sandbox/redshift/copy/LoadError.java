package io.redshiftops.sandbox.redshift.copy;

/**
 * A row that was not loaded, as the load error tables show it.
 *
 * @param file the object's URI
 * @param line the line's number in its file, from 1
 * @param startOffset of the line in the unpacked file, in bytes
 * @param column empty if it concerns the whole row, as are type and length then
 * @param position of the field in the line, in bytes from 0
 * @param rawLine at most 1024 bytes of it, a dot for each byte that is not ASCII
 */
public record LoadError(
        String file,
        long line,
        long startOffset,
        String column,
        String type,
        String length,
        int position,
        String rawLine,
        String rawField,
        int code,
        String reason) {}
