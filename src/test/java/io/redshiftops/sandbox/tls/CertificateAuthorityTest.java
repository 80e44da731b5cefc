package io.redshiftops.sandbox.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {

    private final CertificateAuthority authority = CertificateAuthority.create();

    @Test
    void aClientThatTrustsTheAuthorityVerifiesTheServersAddress() throws Exception {
        assertThat(handshake(List.of("localhost", "127.0.0.1"), authority.pem()))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void aCertificateForAnotherAddressIsRefused() {
        assertThatThrownBy(() -> handshake(List.of("127.9.9.9"), authority.pem()))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void aClientOfAnotherAuthorityRefusesTheServer() {
        assertThatThrownBy(() -> handshake(
                        List.of("127.0.0.1"), CertificateAuthority.create().pem()))
                .isInstanceOf(SSLException.class);
    }

    private String handshake(List<String> names, String trusted) throws Exception {
        try (SSLServerSocket server = (SSLServerSocket) authority
                .serverContext(names)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Void> accepting = CompletableFuture.runAsync(() -> acceptOne(server));
            try (Socket plain = new Socket("127.0.0.1", server.getLocalPort());
                    SSLSocket client = (SSLSocket) trusting(trusted)
                            .getSocketFactory()
                            .createSocket(plain, "127.0.0.1", server.getLocalPort(), true)) {
                SSLParameters parameters = client.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                client.setSSLParameters(parameters);
                client.startHandshake();
                return client.getSession().getPeerHost();
            } finally {
                accepting.join();
            }
        }
    }

    private static void acceptOne(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
        } catch (IOException e) {
            // The client refused: what the test is about is the client's side.
            assertThat(e).isNotNull();
        }
    }

    private static SSLContext trusting(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
