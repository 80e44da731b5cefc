package io.redshiftops.sandbox.kube.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import java.util.List;

/**
 * Functions on amounts with units.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-quantity-library">Quantity library</a>
 */
final class QuantityFunctions {

    static final OpaqueType TYPE = OpaqueType.create("kubernetes.Quantity");

    private QuantityFunctions() {}

    static FunctionLibrary library() {
        return new FunctionLibrary()
                .global(
                        "isQuantity",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING),
                        arguments -> Quantity.parse((String) arguments[0]).isPresent())
                .global(
                        "quantity",
                        TYPE,
                        List.of(SimpleType.STRING),
                        arguments -> Quantity.parse((String) arguments[0])
                                .orElseThrow(
                                        () -> FunctionLibrary.failure("quantities must match the regular expression"
                                                + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")))
                .member("sign", SimpleType.INT, List.of(TYPE), arguments ->
                        (long) self(arguments).value().signum())
                .member(
                        "isInteger",
                        SimpleType.BOOL,
                        List.of(TYPE),
                        arguments -> self(arguments).isInteger())
                .member("asInteger", SimpleType.INT, List.of(TYPE), arguments -> {
                    if (!self(arguments).isInteger()) {
                        throw FunctionLibrary.failure("cannot convert value to integer");
                    }
                    return self(arguments).value().longValue();
                })
                .member(
                        "asApproximateFloat",
                        SimpleType.DOUBLE,
                        List.of(TYPE),
                        arguments -> self(arguments).value().doubleValue())
                .member(
                        "add",
                        TYPE,
                        List.of(TYPE, TYPE),
                        arguments -> self(arguments).plus((Quantity) arguments[1]))
                .member(
                        "add",
                        TYPE,
                        List.of(TYPE, SimpleType.INT),
                        arguments -> self(arguments).plus(whole(arguments)))
                .member(
                        "sub",
                        TYPE,
                        List.of(TYPE, TYPE),
                        arguments -> self(arguments).minus((Quantity) arguments[1]))
                .member(
                        "sub",
                        TYPE,
                        List.of(TYPE, SimpleType.INT),
                        arguments -> self(arguments).minus(whole(arguments)))
                .member(
                        "isLessThan",
                        SimpleType.BOOL,
                        List.of(TYPE, TYPE),
                        arguments -> self(arguments).compareTo((Quantity) arguments[1]) < 0)
                .member(
                        "isGreaterThan",
                        SimpleType.BOOL,
                        List.of(TYPE, TYPE),
                        arguments -> self(arguments).compareTo((Quantity) arguments[1]) > 0)
                .member("compareTo", SimpleType.INT, List.of(TYPE, TYPE), arguments ->
                        (long) Integer.signum(self(arguments).compareTo((Quantity) arguments[1])));
    }

    private static Quantity self(Object[] arguments) {
        return (Quantity) arguments[0];
    }

    private static Quantity whole(Object[] arguments) {
        return new Quantity(java.math.BigDecimal.valueOf((Long) arguments[1]));
    }
}
