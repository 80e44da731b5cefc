package io.redshiftops.sandbox.aws.core;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the parameters that an operation honours; a request that sets another one is refused by its name. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Emulates {

    /** Member names as in the service's model, such as {@code ClusterIdentifier}. */
    String[] value();

    /**
     * Those without which the operation is refused, beyond {@link AwsService#requiredParameters}; the SDK's classes do not
     * tell.
     */
    String[] requires() default {};
}
