package io.redshiftops.sandbox.redshift.session;

import io.redshiftops.sandbox.redshift.postgres.ProblemException;
import io.redshiftops.sandbox.redshift.wire.BodyReader;
import io.redshiftops.sandbox.redshift.wire.BodyWriter;
import io.redshiftops.sandbox.redshift.wire.Message;
import io.redshiftops.sandbox.redshift.wire.Problem;
import io.redshiftops.sandbox.redshift.wire.Types;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** What a client says before its session begins. */
sealed interface Handshake {

    /** A client wants a session with these start-up parameters. */
    record Start(Map<String, String> parameters) implements Handshake {}

    /** A client, on a connection of its own, wants another session's statement cancelled. */
    record Cancel(int processId, int key) implements Handshake {}

    /**
     * Reads start-up packets, encrypting the connection when asked to.
     *
     * @throws ProblemException with what to answer if the client is not understood
     */
    static Handshake read(ClientConnection client, Supplier<SSLContext> tls) throws IOException {
        while (true) {
            int length = client.input().readLength();
            if (length < Integer.BYTES || length > Codes.LARGEST_PACKET) {
                throw new ProblemException(Problem.fatal("08P01", "invalid length of startup packet"));
            }
            BodyReader packet = new Message(0, client.input().readBody(length)).reader();
            int code = packet.readInt();
            switch (code) {
                case Codes.SSL_REQUEST -> answerEncryption(client, tls);
                case Codes.GSS_REQUEST -> answer(client, 'N');
                case Codes.CANCEL_REQUEST -> {
                    return new Cancel(packet.readInt(), packet.readInt());
                }
                default -> {
                    return start(client, code, packet);
                }
            }
        }
    }

    private static void answerEncryption(ClientConnection client, Supplier<SSLContext> tls) throws IOException {
        if (client.isEncrypted()) {
            throw new ProblemException(Problem.fatal("08P01", "the connection is encrypted already"));
        }
        answer(client, 'S');
        client.encrypt(tls.get());
    }

    private static void answer(ClientConnection client, char letter) throws IOException {
        client.output().writeByte(letter);
        client.output().flush();
    }

    private static Start start(ClientConnection client, int version, BodyReader packet) throws IOException {
        if (version >>> 16 != Codes.MAJOR_VERSION) {
            throw new ProblemException(Problem.fatal(
                    "0A000", "unsupported frontend protocol " + (version >>> 16) + "." + (version & 0xffff)));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> unknownOptions = new ArrayList<>();
        for (String name = packet.readString(); !name.isEmpty(); name = packet.readString()) {
            parameters.put(name, packet.readString());
            if (name.startsWith("_pq_.")) {
                unknownOptions.add(name);
            }
        }
        int minor = version & 0xffff;
        if (minor > 0 || !unknownOptions.isEmpty()) {
            negotiate(client, unknownOptions);
        }
        return new Start(parameters);
    }

    /** Tells a newer client that this server speaks protocol 3.0 without options. */
    private static void negotiate(ClientConnection client, List<String> unknownOptions) throws IOException {
        BodyWriter body = new BodyWriter().addInt(Codes.MAJOR_VERSION << 16).addInt(unknownOptions.size());
        unknownOptions.forEach(body::addString);
        client.output().writeMessage(body.message(Types.NEGOTIATE_PROTOCOL_VERSION));
    }

    /** Numbers of the protocol. */
    final class Codes {
        private static final int MAJOR_VERSION = 3;
        private static final int CANCEL_REQUEST = 80877102;
        private static final int SSL_REQUEST = 80877103;
        private static final int GSS_REQUEST = 80877104;
        private static final int LARGEST_PACKET = 10_000;

        private Codes() {}
    }
}
