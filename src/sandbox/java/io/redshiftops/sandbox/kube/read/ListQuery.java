package io.redshiftops.sandbox.kube.read;

/**
 * What a list asks for.
 *
 * @param limit at most so many objects, 0 for all
 * @param continueToken where to go on, empty for the beginning
 * @param resourceVersion the version that is asked for, empty for the newest
 * @param match {@code Exact}, {@code NotOlderThan} or empty
 */
public record ListQuery(Selection selection, long limit, String continueToken, String resourceVersion, String match) {

    /** Everything there is now. */
    public static final ListQuery EVERYTHING = new ListQuery(Selection.EVERYTHING, 0, "", "", "");
}
