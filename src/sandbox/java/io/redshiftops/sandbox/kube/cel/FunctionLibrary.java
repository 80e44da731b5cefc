package io.redshiftops.sandbox.kube.cel;

import com.google.errorprone.annotations.Immutable;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions that Kubernetes adds to the language. */
final class FunctionLibrary implements CelCompilerLibrary, CelRuntimeLibrary {

    private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    /** What a function does. */
    @Immutable
    @FunctionalInterface
    interface Body {
        Object apply(Object[] arguments) throws CelEvaluationException;
    }

    /** Adds a function that is called like {@code name(a, b)}. */
    FunctionLibrary global(String name, CelType result, List<CelType> parameters, Body body) {
        String id = id(name, parameters);
        overload(name, CelOverloadDecl.newGlobalOverload(id, result, parameters));
        bind(id, parameters.size(), body);
        return this;
    }

    /** Adds a function that is called like {@code a.name(b)}; the first parameter is what stands before the dot. */
    FunctionLibrary member(String name, CelType result, List<CelType> parameters, Body body) {
        String id = "member_" + id(name, parameters);
        overload(name, CelOverloadDecl.newMemberOverload(id, result, parameters));
        bind(id, parameters.size(), body);
        return this;
    }

    private static String id(String name, List<CelType> parameters) {
        StringBuilder id = new StringBuilder("kubernetes_").append(name.replace('.', '_'));
        parameters.forEach(type -> id.append('_').append(type.name().replace('.', '_')));
        parameters.forEach(type -> type.parameters()
                .forEach(of -> id.append("_of_").append(of.name().replace('.', '_'))));
        return id.toString();
    }

    private void overload(String name, CelOverloadDecl overload) {
        overloads.computeIfAbsent(name, any -> new ArrayList<>()).add(overload);
    }

    private void bind(String id, int count, Body body) {
        List<Class<?>> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(Object.class);
        }
        bindings.add(CelFunctionBinding.from(id, types, body::apply));
    }

    @Override
    public void setCheckerOptions(CelCheckerBuilder builder) {
        overloads.forEach(
                (name, all) -> builder.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, all)));
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder builder) {
        builder.addFunctionBindings(bindings);
    }

    /** A function that cannot make sense of what it was given. */
    static CelEvaluationException failure(String message) {
        return new CelEvaluationException(message);
    }
}
