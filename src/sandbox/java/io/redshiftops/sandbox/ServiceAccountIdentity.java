package io.redshiftops.sandbox;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/**
 * The files by which a process acts as a service account, as a kubelet projects them into a pod: a kubeconfig with a token
 * for the API server, and a token for AWS. Both run out and are to be renewed.
 */
final class ServiceAccountIdentity {

    /** How long tokens are valid: as long as those that AWS's pod identity webhook asks for. */
    static final Duration LIFETIME = Duration.ofHours(24);

    private final KubernetesClient kubernetes;
    private final String namespace;
    private final String name;
    private final Path directory;

    ServiceAccountIdentity(KubernetesClient kubernetes, String namespace, String name, Path directory) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.name = name;
        this.directory = directory;
    }

    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    Path awsToken() {
        return directory.resolve("aws-token");
    }

    /** Writes both files with new tokens; a reader sees the old content or the new. */
    void renew() {
        try {
            Files.createDirectories(directory);
            replace(kubeconfig(), Serialization.asYaml(config(token(List.of()))));
            replace(awsToken(), token(List.of("sts.amazonaws.com")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token(List<String> audiences) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withAudiences(audiences)
                .withExpirationSeconds(LIFETIME.toSeconds())
                .endSpec()
                .build();
        return kubernetes
                .serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private Config config(String token) {
        var connection = kubernetes.getConfiguration();
        return new ConfigBuilder()
                .withApiVersion("v1")
                .withKind("Config")
                .addNewCluster()
                .withName("cluster")
                .withNewCluster()
                .withServer(connection.getMasterUrl())
                .withCertificateAuthorityData(authority(connection))
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName(name)
                .withNewUser()
                .withToken(token)
                .endUser()
                .endUser()
                .addNewContext()
                .withName("context")
                .withNewContext()
                .withCluster("cluster")
                .withUser(name)
                .withNamespace(namespace)
                .endContext()
                .endContext()
                .withCurrentContext("context")
                .build();
    }

    private static String authority(io.fabric8.kubernetes.client.Config connection) {
        if (connection.getCaCertData() != null) {
            return connection.getCaCertData();
        }
        if (connection.getCaCertFile() == null) {
            return "";
        }
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(connection.getCaCertFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path file, String content) throws IOException {
        Path next = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".next",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, content);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
