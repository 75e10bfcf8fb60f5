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
 * Transactions that begin together with their first statements. The driver sends a {@code BEGIN} of its own as a message by
 * itself, which wakes the server, and with its answer us, once more for each transaction. What Spring's
 * {@code JdbcTemplate} does meanwhile, on the same thread and data source, is within the transaction. Not for use within
 * one of Spring's, nor the other way round.
 */
public final class Transactions {
    private static final Logger log = LoggerFactory.getLogger(Transactions.class);
    private static final String BEGIN = "BEGIN";
    private static final String COMMIT = "COMMIT";
    private static final Executor AT_ONCE = Runnable::run;

    private final DataSource dataSource;
    private final JdbcTemplate jdbc;

    /** @param dataSource whose connections commit by themselves, as is usual */
    public Transactions(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * Makes the batch, does the work, commits. Whatever is thrown rolls back, and is passed on.
     *
     * @throws DataAccessException what a statement or the commit fails with; after a commit that failed for want of an
     *     answer nobody knows whether it went through
     * @throws UnexpectedRollbackException when a statement failed and the work went on all the same
     */
    public <T> T run(StatementBatch first, Supplier<T> work) {
        return run(first, _ -> work.get());
    }

    /**
     * As above, with the last statements in the message that commits.
     *
     * @param work is given the batch to put them on. If one of them fails in the server, all is rolled back; what is known of
     *     them here is known after the commit
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
     * Two transactions, one after the other, as by {@link #run} each: the message that commits the first begins the second.
     * Whatever is thrown by the second leaves the first committed.
     *
     * @param work is given a batch for the last statements of the first, as by {@link #run}
     * @param second is given what the first comes to
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
            throw new IllegalStateException("within another transaction");
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

    /** Nothing that is still open gets back to the pool. */
    private void leave(Connection connection) {
        try {
            if (!connection.isClosed() && state(connection) != TransactionState.IDLE) {
                try (var statement = connection.createStatement()) {
                    statement.execute("ROLLBACK");
                }
            }
        } catch (SQLException | DataAccessException e) {
            log.warn("a transaction could not be rolled back, its connection is given up: {}", e.toString());
            abort(connection);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(AT_ONCE);
        } catch (SQLException e) {
            log.debug("nor aborted: {}", e.toString());
        }
    }

    private static TransactionState state(Connection connection) {
        try {
            return connection.unwrap(BaseConnection.class).getTransactionState();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("no connection of PostgreSQL's", e);
        }
    }
}
