package io.redshiftops.sandbox.kube.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import java.util.List;

/**
 * Functions on IP addresses and networks.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library">IP address library</a>
 */
final class NetworkFunctions {

    static final OpaqueType IP = OpaqueType.create("net.IP");
    static final OpaqueType CIDR = OpaqueType.create("net.CIDR");

    private NetworkFunctions() {}

    static FunctionLibrary library() {
        FunctionLibrary library = new FunctionLibrary();
        addresses(library);
        networks(library);
        return library;
    }

    private static void addresses(FunctionLibrary library) {
        library.global(
                        "isIP",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING),
                        arguments -> IpAddress.parse((String) arguments[0]).isPresent())
                .global("ip", IP, List.of(SimpleType.STRING), arguments -> ip((String) arguments[0]))
                .global("string", SimpleType.STRING, List.of(IP), arguments -> arguments[0].toString())
                .global(
                        "ip.isCanonical",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING),
                        arguments -> ip((String) arguments[0]).toString().equals(arguments[0]))
                .member(
                        "family",
                        SimpleType.INT,
                        List.of(IP),
                        arguments -> self(arguments).family())
                .member(
                        "isUnspecified",
                        SimpleType.BOOL,
                        List.of(IP),
                        arguments -> self(arguments).isUnspecified())
                .member(
                        "isLoopback",
                        SimpleType.BOOL,
                        List.of(IP),
                        arguments -> self(arguments).isLoopback())
                .member(
                        "isLinkLocalMulticast",
                        SimpleType.BOOL,
                        List.of(IP),
                        arguments -> self(arguments).isLinkLocalMulticast())
                .member(
                        "isLinkLocalUnicast",
                        SimpleType.BOOL,
                        List.of(IP),
                        arguments -> self(arguments).isLinkLocalUnicast())
                .member(
                        "isGlobalUnicast",
                        SimpleType.BOOL,
                        List.of(IP),
                        arguments -> self(arguments).isGlobalUnicast());
    }

    private static void networks(FunctionLibrary library) {
        library.global(
                        "isCIDR",
                        SimpleType.BOOL,
                        List.of(SimpleType.STRING),
                        arguments -> Network.parse((String) arguments[0]).isPresent())
                .global("cidr", CIDR, List.of(SimpleType.STRING), arguments -> network((String) arguments[0]))
                .global("string", SimpleType.STRING, List.of(CIDR), arguments -> arguments[0].toString())
                .member(
                        "containsIP",
                        SimpleType.BOOL,
                        List.of(CIDR, SimpleType.STRING),
                        arguments -> net(arguments).contains(ip((String) arguments[1])))
                .member(
                        "containsIP",
                        SimpleType.BOOL,
                        List.of(CIDR, IP),
                        arguments -> net(arguments).contains((IpAddress) arguments[1]))
                .member(
                        "containsCIDR",
                        SimpleType.BOOL,
                        List.of(CIDR, SimpleType.STRING),
                        arguments -> net(arguments).contains(network((String) arguments[1])))
                .member(
                        "containsCIDR",
                        SimpleType.BOOL,
                        List.of(CIDR, CIDR),
                        arguments -> net(arguments).contains((Network) arguments[1]))
                .member("ip", IP, List.of(CIDR), arguments -> net(arguments).address())
                .member(
                        "masked",
                        CIDR,
                        List.of(CIDR),
                        arguments -> net(arguments).masked())
                .member("prefixLength", SimpleType.INT, List.of(CIDR), arguments ->
                        (long) net(arguments).prefixLength());
    }

    private static IpAddress self(Object[] arguments) {
        return (IpAddress) arguments[0];
    }

    private static Network net(Object[] arguments) {
        return (Network) arguments[0];
    }

    private static IpAddress ip(String text) throws CelEvaluationException {
        return IpAddress.parse(text)
                .orElseThrow(
                        () -> FunctionLibrary.failure("IP Address \"" + text + "\" parse error during conversion from"
                                + " string: ParseAddr(\"" + text + "\"): unable to parse IP"));
    }

    private static Network network(String text) throws CelEvaluationException {
        return Network.parse(text)
                .orElseThrow(() -> FunctionLibrary.failure("network address parse error during conversion from string:"
                        + " netip.ParsePrefix(\"" + text + "\"): no '/'"));
    }
}
