package io.redshiftops.sandbox.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's HTTP server on 127.0.0.1, with one thread per open exchange, so that a watch may block.
 *
 * <p>Nagle's algorithm is off: with it each request on a kept-alive connection waits about 40 ms for the client's
 * delayed acknowledgement.
 */
public final class LoopbackServer implements AutoCloseable {

    static {
        // Read once by the JDK when its first server is made.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private LoopbackServer(HttpServer server, String name, HttpHandler handler) {
        this.server = server;
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    /**
     * Starts a server.
     *
     * @param name what its threads are called
     * @param port the port to listen on, 0 for a free one
     * @param tls the server's TLS context, null for plain HTTP
     * @throws UncheckedIOException if the port is taken
     */
    public static LoopbackServer start(String name, int port, @Nullable SSLContext tls, HttpHandler handler) {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        try {
            if (tls == null) {
                return new LoopbackServer(HttpServer.create(address, 0), name, handler);
            }
            HttpsServer server = HttpsServer.create(address, 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            return new LoopbackServer(server, name, handler);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Ends open exchanges and stops listening. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
