package info.sopranoexch.starter.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Replaces the pool's sessions as soon as one of them fails in a way that the others share: the database has become
 * read-only, or the server has ended the session. HikariCP by itself evicts single sessions, and none for a read-only
 * database: after a failover the pool would keep sessions that cannot write until they reach their maximum age.
 *
 * <p>From that failure on the database counts as not writable, until a new session can write.
 */
public final class DatabaseSessions implements BeanPostProcessor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DatabaseSessions.class);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

    /** SQLSTATE of a write to a read-only session: the database was demoted, or is under maintenance. */
    private static final String READ_ONLY = "25006";

    /** SQLSTATEs: ended by an administrator, ended by a crash of another session, not accepting sessions. */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03");

    private static final String CONNECTION_EXCEPTION = "08";

    /** The reason why the database is not writable; null while it is. */
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

    private volatile @Nullable HikariDataSource pool;
    private volatile boolean closed;

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HikariDataSource dataSource) {
            pool = dataSource;
            dataSource.setExceptionOverride(new SQLExceptionOverride() {
                @java.lang.Override
                public Override adjudicate(SQLException failure) {
                    return failed(failure) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
                }
            });
            SessionPoolerCheck.verify(dataSource);
        }
        return bean;
    }

    /** False from the first failure that all sessions share, until a new session can write. */
    public boolean isWritable() {
        return fault.get() == null;
    }

    /** Checks whether a session can write. @return the reason if it cannot, otherwise null */
    @Nullable
    String check() {
        String known = fault.get();
        if (known != null) {
            return known;
        }
        String found = probe();
        if (found != null) {
            begin(found);
        }
        return found;
    }

    private boolean failed(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null
                || !(state.equals(READ_ONLY) || ENDED.contains(state) || state.startsWith(CONNECTION_EXCEPTION))) {
            return false;
        }
        begin("SQLSTATE " + state + ": " + failure.getMessage());
        return true;
    }

    private void begin(String reason) {
        if (fault.compareAndSet(null, reason)) {
            log.warn("the database is not writable, its sessions are replaced: {}", reason);
            Thread.ofPlatform().daemon().name("database-probe").start(this::probeUntilWritable);
        }
    }

    private void probeUntilWritable() {
        try {
            evict();
            String reason = probe();
            while (reason != null && !closed) {
                fault.set(reason);
                Thread.sleep(PROBE_INTERVAL);
                evict();
                reason = probe();
            }
            // Those that were opened just before it became writable.
            evict();
            log.info("the database is writable again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            fault.set(null);
        }
    }

    private void evict() {
        HikariDataSource dataSource = pool;
        HikariPoolMXBean sessions = dataSource == null ? null : dataSource.getHikariPoolMXBean();
        if (sessions != null) {
            sessions.softEvictConnections();
        }
    }

    private @Nullable String probe() {
        HikariDataSource dataSource = pool;
        if (dataSource == null || dataSource.isClosed()) {
            return null;
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW transaction_read_only")) {
            return row.next() && row.getString(1).equals("on") ? "it is read-only" : null;
        } catch (SQLException e) {
            return e.getMessage();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
