package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.wire.WireInput;
import io.redshiftops.sandbox.redshift.wire.WireOutput;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client's connection: plain at first, encrypted once the client asked for it. */
final class ClientConnection implements AutoCloseable {

    private final Socket plain;
    private Socket socket;
    private WireInput input;
    private WireOutput output;

    ClientConnection(Socket socket) throws IOException {
        this.plain = socket;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.input = new WireInput(socket.getInputStream());
        this.output = new WireOutput(socket.getOutputStream());
    }

    /** Goes on encrypted. The client must not have sent anything more in plain text. */
    void encrypt(SSLContext context) throws IOException {
        if (input.hasBuffered()) {
            throw new IOException("the client sent unencrypted data after its request for encryption");
        }
        SSLSocket encrypted = (SSLSocket) context.getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        socket = encrypted;
        input = new WireInput(encrypted.getInputStream());
        output = new WireOutput(encrypted.getOutputStream());
    }

    boolean isEncrypted() {
        return socket != plain;
    }

    /** The client's address and port. */
    String remote() {
        return plain.getInetAddress().getHostAddress() + ":" + plain.getPort();
    }

    WireInput input() {
        return input;
    }

    WireOutput output() {
        return output;
    }

    @Override
    public void close() throws IOException {
        // Closing only the plain socket never blocks, even if the client does not take TLS's farewell.
        plain.close();
    }
}
