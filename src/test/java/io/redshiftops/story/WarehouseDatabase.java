package io.redshiftops.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The database of a warehouse, as its administrator sees it with Redshift's own driver. */
final class WarehouseDatabase implements AutoCloseable {

    private final Connection connection;

    private WarehouseDatabase(Connection connection) {
        this.connection = connection;
    }

    /** Connects with the password that AWS keeps, verifying the server's certificate. */
    static WarehouseDatabase connect(SandboxProcess sandbox, JsonNode warehouse, String database) throws SQLException {
        JsonNode login = secret(sandbox, warehouse.path("secretArn").asText());
        return connect(
                sandbox,
                warehouse,
                database,
                login.path("username").asText(),
                login.path("password").asText());
    }

    /** Connects as a user, verifying the server's certificate. */
    static WarehouseDatabase connect(
            SandboxProcess sandbox, JsonNode warehouse, String database, String user, String password)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", sandbox.export("REDSHIFT_CA"));
        return new WarehouseDatabase(DriverManager.getConnection(
                "jdbc:redshift://%s:%d/%s"
                        .formatted(
                                warehouse.at("/endpoint/address").asText(),
                                warehouse.at("/endpoint/port").asInt(),
                                database),
                properties));
    }

    private static JsonNode secret(SandboxProcess sandbox, String arn) {
        try (SecretsManagerClient client = SecretsManagerClient.builder()
                .endpointOverride(URI.create(sandbox.export("AWS_ENDPOINT_URL")))
                .region(Region.of(sandbox.export("AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        sandbox.export("AWS_ACCESS_KEY_ID"), sandbox.export("AWS_SECRET_ACCESS_KEY"))))
                .build()) {
            return new ObjectMapper()
                    .readTree(client.getSecretValue(request -> request.secretId(arn))
                            .secretString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The only value that a query returns. */
    long number(String sql) throws SQLException {
        return Long.parseLong(column(sql).get(0));
    }

    /** The first column of what a query returns. */
    List<String> column(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getString(1));
            }
            return values;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
