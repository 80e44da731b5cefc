package io.redshiftops.kube;

/**
 * Why a condition is what it is, or what an event is about: one word for machines, with a documented meaning.
 *
 * <p>Implemented by one enum per kind; {@code docs/conditions.md} lists them all.
 */
public interface Reason {

    /** The word, in CamelCase. */
    String word();

    /** One sentence that explains it. */
    String meaning();
}
