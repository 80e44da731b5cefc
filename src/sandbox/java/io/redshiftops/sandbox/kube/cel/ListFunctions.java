package io.redshiftops.sandbox.kube.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.runtime.CelEvaluationException;
import java.time.Duration;
import java.util.List;

/**
 * Functions on lists.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-list-library">List library</a>
 */
final class ListFunctions {

    private static final List<CelType> ORDERED = List.of(
            SimpleType.INT,
            SimpleType.UINT,
            SimpleType.DOUBLE,
            SimpleType.BOOL,
            SimpleType.STRING,
            SimpleType.BYTES,
            SimpleType.DURATION,
            SimpleType.TIMESTAMP);

    private ListFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary();
        for (CelType type : ORDERED) {
            List<CelType> list = List.of(ListType.create(type));
            library.member("isSorted", SimpleType.BOOL, list, arguments -> isSorted(list(arguments)));
            library.member("min", type, list, arguments -> extreme(list(arguments), -1));
            library.member("max", type, list, arguments -> extreme(list(arguments), 1));
        }
        library.member(
                "sum",
                SimpleType.INT,
                List.of(ListType.create(SimpleType.INT)),
                arguments ->
                        list(arguments).stream().mapToLong(item -> (Long) item).reduce(0, Math::addExact));
        library.member(
                "sum",
                SimpleType.DOUBLE,
                List.of(ListType.create(SimpleType.DOUBLE)),
                arguments -> list(arguments).stream()
                        .mapToDouble(item -> (Double) item)
                        .sum());
        library.member(
                "sum",
                SimpleType.DURATION,
                List.of(ListType.create(SimpleType.DURATION)),
                arguments ->
                        list(arguments).stream().map(item -> (Duration) item).reduce(Duration.ZERO, Duration::plus));
        CelType any = TypeParamType.create("T");
        List<CelType> listAndItem = List.of(ListType.create(any), any);
        library.member("indexOf", SimpleType.INT, listAndItem, arguments ->
                (long) list(arguments).indexOf(arguments[1]));
        library.member("lastIndexOf", SimpleType.INT, listAndItem, arguments ->
                (long) list(arguments).lastIndexOf(arguments[1]));
        return library;
    }

    private static boolean isSorted(List<Object> list) throws CelEvaluationException {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object extreme(List<Object> list, int sign) throws CelEvaluationException {
        if (list.isEmpty()) {
            throw FunctionLibrary.failure(sign < 0 ? "min called on empty list" : "max called on empty list");
        }
        Object best = list.get(0);
        for (Object item : list) {
            if (sign * compare(item, best) > 0) {
                best = item;
            }
        }
        return best;
    }

    @SuppressWarnings("unchecked") // the checker lets only lists of one ordered type through
    private static int compare(Object one, Object other) throws CelEvaluationException {
        if (one instanceof Comparable<?> comparable && one.getClass() == other.getClass()) {
            return ((Comparable<Object>) comparable).compareTo(other);
        }
        throw FunctionLibrary.failure("no such overload");
    }

    @SuppressWarnings("unchecked") // lists of the runtime hold objects
    private static List<Object> list(Object[] arguments) {
        return (List<Object>) arguments[0];
    }
}
