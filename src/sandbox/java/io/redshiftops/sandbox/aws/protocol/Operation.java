package io.redshiftops.sandbox.aws.protocol;

import io.redshiftops.sandbox.aws.core.AwsError;
import io.redshiftops.sandbox.aws.core.AwsService;
import io.redshiftops.sandbox.aws.core.Call;
import io.redshiftops.sandbox.aws.core.Emulates;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** An operation of a service: a method that takes a {@link Call} and the SDK's request, and returns the SDK's response. */
public final class Operation {

    /** What every request of EC2 has, and some clients send as false. */
    private static final String DRY_RUN = "DryRun";

    private final AwsService service;
    private final String name;
    private final Object owner;
    private final Method method;
    private final Method builder;
    private final Set<String> emulated;
    private final Set<String> required;

    private Operation(AwsService service, Object owner, Method method) {
        this.service = service;
        this.owner = owner;
        this.method = method;
        Class<?> request = method.getParameterTypes()[1];
        // Not the request's name: the SDK writes some otherwise than the wire, such as OpenIDConnect.
        this.name = Character.toUpperCase(method.getName().charAt(0))
                + method.getName().substring(1);
        Emulates emulates = method.getAnnotation(Emulates.class);
        if (emulates == null) {
            throw new IllegalStateException(method + " does not say which parameters it emulates");
        }
        this.emulated = Set.of(emulates.value());
        this.required = new HashSet<>(service.requiredParameters());
        required.retainAll(emulated);
        required.addAll(Set.of(emulates.requires()));
        try {
            this.builder = request.getMethod("builder");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(request + " is no request of the SDK", e);
        }
    }

    /** A service's operations by their names in lower case. */
    public static Map<String, Operation> of(AwsService service) {
        Map<String, Operation> operations = new HashMap<>();
        for (Object owner : service.operations()) {
            for (Method method : owner.getClass().getDeclaredMethods()) {
                Class<?>[] parameters = method.getParameterTypes();
                boolean operation = Modifier.isPublic(method.getModifiers())
                        && parameters.length == 2
                        && parameters[0] == Call.class
                        && parameters[1].getSimpleName().endsWith("Request");
                if (operation) {
                    method.setAccessible(true);
                    Operation found = new Operation(service, owner, method);
                    Operation clash = operations.put(found.name.toLowerCase(Locale.ROOT), found);
                    if (clash != null) {
                        throw new IllegalStateException(service.name() + ":" + found.name + " is there twice");
                    }
                }
            }
        }
        return Map.copyOf(operations);
    }

    public String name() {
        return name;
    }

    /** An empty builder of its request. */
    SdkPojo newRequest() {
        try {
            return (SdkPojo) builder.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The members that a request may set. */
    public Set<String> emulated() {
        return emulated;
    }

    /** Does it. */
    SdkPojo invoke(Call call, SdkPojo request) {
        refuseWithoutWhatIsRequired(request);
        refuseWhatIsNotEmulated(request);
        try {
            SdkPojo response = (SdkPojo) method.invoke(owner, call, request);
            if (!call.isAuthorized()) {
                throw new IllegalStateException(service.name() + ":" + name + " asked no policy");
            }
            return response;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refuseWithoutWhatIsRequired(SdkPojo request) {
        for (SdkField<?> field : request.sdkFields()) {
            if (required.contains(field.memberName()) && Members.value(field, request) == null) {
                throw service.protocol().missingParameter(field.memberName());
            }
        }
    }

    private void refuseWhatIsNotEmulated(SdkPojo request) {
        for (SdkField<?> field : request.sdkFields()) {
            boolean asksNothing =
                    field.memberName().equals(DRY_RUN) && Boolean.FALSE.equals(Members.value(field, request));
            if (!emulated.contains(field.memberName()) && Members.isSet(field, request) && !asksNothing) {
                throw notEmulated(field.memberName());
            }
        }
    }

    AwsError notEmulated(String parameter) {
        return AwsError.notEmulated("The parameter " + parameter + " of " + service.name() + ":" + name);
    }
}
