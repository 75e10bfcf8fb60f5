package info.sopranoexch.starter.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs transactions whose {@code BEGIN} and {@code COMMIT} are sent together with the first and last statements. The
 * driver would send them in separate round trips. Statements of a {@code JdbcTemplate} with the same data source take
 * part if they run in the same thread. Cannot be combined with Spring's transactions.
 */
public final class Transactions {
    private static final Logger log = LoggerFactory.getLogger(Transactions.class);
    private static final String BEGIN = "BEGIN";
    private static final String COMMIT = "COMMIT";
    private static final Executor SAME_THREAD = Runnable::run;

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;

    /** @param dataSource its connections are in auto-commit mode */
    public Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Executes the batch, runs the work, and commits. An exception rolls the transaction back.
     *
     * @throws DataAccessException if a statement or the commit fails; the result of a commit without a response is unknown
     * @throws UnexpectedRollbackException if a statement failed and the work ignored the exception
     */
    public <T> T run(StatementBatch first, Supplier<T> work) {
        return run(first, _ -> work.get());
    }

    /**
     * As {@link #run(StatementBatch, Supplier)}, with the last statements in the round trip of the commit.
     *
     * @param work gets the batch for the last statements. If one of them fails, the transaction is rolled back
     */
    public <T> T run(StatementBatch first, Function<StatementBatch, T> work) {
        return within(connection -> {
            begin(first);
            var last = new StatementBatch();
            T result = work.apply(last);
            commit(connection, last.update(COMMIT));
            return result;
        });
    }

    /**
     * Runs two transactions one after the other. One round trip commits the first and begins the second. If the
     * second fails, the first stays committed.
     *
     * @param work gets the batch for the last statements of the first transaction
     * @param second gets the result of {@code work}
     */
    public <A, B> B runBoth(
            StatementBatch first, Function<StatementBatch, A> work, StatementBatch next, Function<A, B> second) {
        return within(connection -> {
            begin(first);
            var last = new StatementBatch();
            A between = work.apply(last);
            commit(connection, last.update(COMMIT).update(BEGIN).append(next));
            B result = second.apply(between);
            commit(connection, new StatementBatch().update(COMMIT));
            return result;
        });
    }

    private void begin(StatementBatch first) {
        new StatementBatch().update(BEGIN).append(first).execute(jdbc);
    }

    private <T> T within(Function<Connection, T> work) {
        if (TransactionSynchronizationManager.hasResource(dataSource)) {
            throw new IllegalStateException("transactions cannot be nested");
        }
        Connection connection = DataSourceUtils.getConnection(dataSource);
        TransactionSynchronizationManager.bindResource(dataSource, new ConnectionHolder(connection));
        try {
            return work.apply(connection);
        } finally {
            TransactionSynchronizationManager.unbindResource(dataSource);
            leave(connection);
        }
    }

    private void commit(Connection connection, StatementBatch batch) {
        if (state(connection) != TransactionState.OPEN) {
            throw new UnexpectedRollbackException("a statement of the transaction has failed");
        }
        batch.execute(jdbc);
    }

    /** No connection with an open transaction returns to the pool. */
    private void leave(Connection connection) {
        try {
            if (!connection.isClosed() && state(connection) != TransactionState.IDLE) {
                try (var statement = connection.createStatement()) {
                    statement.execute("ROLLBACK");
                }
            }
        } catch (SQLException | DataAccessException e) {
            log.warn("a transaction could not be rolled back, its connection is aborted: {}", e.toString());
            abort(connection);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(SAME_THREAD);
        } catch (SQLException e) {
            log.debug("the connection could not be aborted: {}", e.toString());
        }
    }

    private static TransactionState state(Connection connection) {
        try {
            return connection.unwrap(BaseConnection.class).getTransactionState();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("not a connection of PostgreSQL", e);
        }
    }
}
