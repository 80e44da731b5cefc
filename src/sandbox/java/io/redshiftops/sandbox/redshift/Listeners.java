package io.redshiftops.sandbox.redshift;

import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections on many addresses with one thread, and gives each connection a thread of its own. */
final class Listeners implements AutoCloseable {

    /** Makes the work that serves a connection. */
    interface Acceptor {
        Runnable accept(Socket socket) throws IOException;
    }

    private static final System.Logger LOG = System.getLogger(Listeners.class.getName());

    private final Selector selector;
    private final ExecutorService threads;

    Listeners() {
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "redshift-session-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::run, "redshift-listeners");
        thread.setDaemon(true);
        thread.start();
    }

    /** Listens on an address until the returned channel is closed. */
    ServerSocketChannel listen(InetSocketAddress address, Acceptor acceptor) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT, acceptor);
            selector.wakeup();
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::accept);
            }
        } catch (ClosedSelectorException e) {
            // That is how close() ends this thread.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot accept connections any more", e);
        }
    }

    private void accept(SelectionKey key) {
        try {
            SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
            if (channel != null) {
                threads.execute(((Acceptor) key.attachment()).accept(channel.socket()));
            }
        } catch (ClosedChannelException e) {
            // The cluster was paused or deleted meanwhile.
            key.cancel();
        } catch (IOException e) {
            LOG.log(WARNING, "cannot accept a connection: {0}", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdown();
    }
}
