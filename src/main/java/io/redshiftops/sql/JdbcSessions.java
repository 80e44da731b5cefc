package io.redshiftops.sql;

import com.amazon.redshift.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** {@link SqlSessions} by the Redshift JDBC driver, always with TLS and a verified server. */
public final class JdbcSessions implements SqlSessions {

    private static final int CONNECT_SECONDS = 10;
    private static final int LOGIN_SECONDS = 30;

    private final @Nullable String certificateAuthority;

    /**
     * Sessions by JDBC.
     *
     * @param certificateAuthority path of a PEM file with the authority to trust; null for Amazon's, which the driver has
     */
    public JdbcSessions(@Nullable String certificateAuthority) {
        this.certificateAuthority = certificateAuthority;
    }

    @Override
    public SqlSession open(SqlServer server, SqlLogin login, String label) {
        String url = "jdbc:redshift://%s:%d/%s".formatted(server.host(), server.port(), server.database());
        try {
            Connection connection = new Driver().connect(url, properties(login, label));
            if (connection == null) {
                throw new IllegalStateException("the Redshift driver does not know " + url);
            }
            return JdbcSession.start(connection, label);
        } catch (SQLException e) {
            throw JdbcFailures.translate(e);
        }
    }

    private Properties properties(SqlLogin login, String label) {
        Properties properties = new Properties();
        properties.setProperty("user", login.username());
        properties.setProperty("password", login.password());
        properties.setProperty("ssl", "true");
        properties.setProperty("sslmode", "verify-full");
        if (certificateAuthority != null) {
            properties.setProperty("sslrootcert", certificateAuthority);
        }
        properties.setProperty("ApplicationName", label);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("loginTimeout", Integer.toString(LOGIN_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        // The driver reads ahead, by default up to a gigabyte.
        properties.setProperty("fetchRingBufferSize", "32M");
        return properties;
    }
}
