package io.redshiftops.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redshiftops.aws.Cluster;
import io.redshiftops.aws.Password;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to connect to a warehouse, in the keys of the <a href="https://servicebinding.io/spec/core/1.1.0/">Service Binding
 * specification</a>.
 */
record ConnectionSettings(
        String host,
        int port,
        String database,
        String username,
        @Nullable String secretArn,
        @Nullable Password password) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The settings of a cluster that has an endpoint.
     *
     * @param password the admin password to include; null for none
     */
    static ConnectionSettings of(Cluster cluster, Cluster.Endpoint endpoint, @Nullable Password password) {
        return new ConnectionSettings(
                endpoint.address(),
                endpoint.port(),
                cluster.database(),
                cluster.adminUsername(),
                cluster.managedPasswordArn(),
                password);
    }

    /** Everything, for a Secret. */
    Map<String, String> secretData() {
        Map<String, String> data = withoutPassword();
        if (password != null) {
            data.put("password", password.value());
        }
        return data;
    }

    /** Everything but the password, as JSON, for an SSM parameter. */
    String parameterValue() {
        try {
            return JSON.writeValueAsString(withoutPassword());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }

    private Map<String, String> withoutPassword() {
        Map<String, String> data = new TreeMap<>(Map.of(
                "type",
                "redshift",
                "provider",
                "aws",
                "host",
                host,
                "port",
                Integer.toString(port),
                "database",
                database,
                "username",
                username,
                "uri",
                "redshift://" + username + "@" + host + ":" + port + "/" + database,
                "jdbc-url",
                "jdbc:redshift://" + host + ":" + port + "/" + database));
        if (secretArn != null) {
            data.put("secretArn", secretArn);
        }
        return data;
    }

    @Override
    public String toString() {
        return "ConnectionSettings[" + username + "@" + host + ":" + port + "/" + database + "]";
    }
}
