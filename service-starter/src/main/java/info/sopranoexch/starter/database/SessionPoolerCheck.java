package info.sopranoexch.starter.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects a connection pooler in transaction mode between service and database, which gives each transaction of a connection
 * another session of the server: prepared statements, {@code SET}, {@code LISTEN} and session locks then fail at random.
 *
 * <p>The proof is that two open connections share a session, or that one connection changes its session. Neither happens on a
 * direct connection or in session mode, so there is no false alarm.
 */
final class SessionPoolerCheck {
    private static final Logger log = LoggerFactory.getLogger(SessionPoolerCheck.class);
    private static final int ROUNDS = 3;

    /** The start time tells apart sessions of different servers that happen to have the same process id. */
    private static final String SESSION =
            "SELECT pid || ' ' || backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()";

    private SessionPoolerCheck() {}

    /** @throws TransactionPoolingException if there is such a pooler; the pool is closed then */
    static void verify(HikariDataSource pool) {
        if (pool.getMaximumPoolSize() < 2) {
            return;
        }
        boolean shared;
        try (Connection one = pool.getConnection();
                Connection other = pool.getConnection()) {
            shared = sharesSessions(one, other);
        } catch (SQLException | PoolInitializationException e) {
            // Without a database the start fails later, with the reason.
            log.debug("not checked for a pooler: {}", e.toString());
            return;
        }
        if (shared) {
            pool.close();
            throw new TransactionPoolingException();
        }
    }

    private static boolean sharesSessions(Connection one, Connection other) throws SQLException {
        String first = session(one);
        String second = session(other);
        for (int round = 0; round < ROUNDS; round++) {
            if (first.equals(second) || changes(one, first, other) || changes(other, second, one)) {
                return true;
            }
        }
        return false;
    }

    /** A pooler gives the session that was used last to the next transaction: here, to the other connection. */
    private static boolean changes(Connection connection, String before, Connection other) throws SQLException {
        other.setAutoCommit(false);
        try {
            var _ = session(other);
            return !session(connection).equals(before);
        } finally {
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    private static String session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SESSION)) {
            if (!row.next()) {
                throw new SQLException("the session is not listed in pg_stat_activity");
            }
            return row.getString(1);
        }
    }
}
