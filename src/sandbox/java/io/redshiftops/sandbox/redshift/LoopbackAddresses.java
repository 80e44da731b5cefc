package io.redshiftops.sandbox.redshift;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/**
 * Gives each cluster an address of its own, so that all can listen on Redshift's port 5439: 127.5.0.1, 127.5.0.2 and so
 * on, where the operating system lets a program bind any loopback address (Linux, Windows), else a free port of
 * 127.0.0.1 (macOS). Safe for use by several threads; other processes may do the same.
 */
public final class LoopbackAddresses {

    private static final int NETWORK = 127 << 24 | 5 << 16;
    /** More than any sandbox has clusters; the last address but one of 127.5.0.0/16. */
    private static final int LAST_HOST = 0xfffe;

    private final Set<InetSocketAddress> taken = new HashSet<>();

    /**
     * Reserves an address that nobody listens on.
     *
     * @param port the port wanted, which is given if the address can be chosen freely
     */
    public synchronized InetSocketAddress reserve(int port) {
        try {
            for (int host = 1; host <= LAST_HOST; host++) {
                InetSocketAddress candidate = new InetSocketAddress(address(NETWORK | host), port);
                if (!taken.contains(candidate) && isFree(candidate)) {
                    taken.add(candidate);
                    return candidate;
                }
                if (host == 1 && !canBind(address(NETWORK | host))) {
                    break;
                }
            }
            return freePort();
        } catch (IOException e) {
            throw new IllegalStateException("no loopback address is free for port " + port, e);
        }
    }

    /** Gives an address back. */
    public synchronized void release(InetSocketAddress address) {
        taken.remove(address);
    }

    private InetSocketAddress freePort() throws IOException {
        InetAddress localhost = address(127 << 24 | 1);
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, localhost)) {
                InetSocketAddress candidate = new InetSocketAddress(localhost, socket.getLocalPort());
                if (taken.add(candidate)) {
                    return candidate;
                }
            }
        }
    }

    private static boolean canBind(InetAddress address) throws IOException {
        return isFree(new InetSocketAddress(address, 0));
    }

    private static boolean isFree(InetSocketAddress address) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address, 1);
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    private static InetAddress address(int bits) throws IOException {
        return InetAddress.getByAddress(
                new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits});
    }
}
