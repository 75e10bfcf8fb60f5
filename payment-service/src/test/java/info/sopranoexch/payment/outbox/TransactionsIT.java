package info.sopranoexch.payment.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.starter.database.Transactions;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

/** Uses one connection, so that a transaction meets everything that the previous one left. */
@SteppedService
class TransactionsIT {
    @Autowired
    private HikariDataSource service;

    @Autowired
    private TransactionTemplate springs;

    private final String name = "t_" + UUID.randomUUID().toString().replace("-", "");
    private HikariDataSource pool;
    private Transactions transactions;
    private JdbcClient jdbc;

    @BeforeEach
    void open() {
        pool = new HikariDataSource();
        pool.setJdbcUrl(service.getJdbcUrl());
        pool.setUsername(service.getUsername());
        pool.setPassword(service.getPassword());
        pool.setMaximumPoolSize(1);
        transactions = new Transactions(pool);
        jdbc = JdbcClient.create(pool);
        jdbc.sql(String.format(Locale.ROOT, "CREATE TABLE %s (id int PRIMARY KEY)", name))
                .update();
    }

    @AfterEach
    void close() {
        jdbc.sql("DROP TABLE " + name).update();
        pool.close();
    }

    @Test
    void runsStatementsAndWorkInOneTransaction() {
        for (int number = 0; number < 10; number++) {
            int id = 10 * number;
            String inTrip = transactions.run(insert(id), () -> {
                insertByItself(id + 1);
                return transaction();
            });
            // All rows of a transaction carry its id.
            assertThat(jdbc.sql(String.format(Locale.ROOT, "SELECT DISTINCT xmin::text FROM %s WHERE id >= ?", name))
                            .param(id)
                            .query(String.class)
                            .list())
                    .containsExactly(inTrip);
            assertThat(transaction()).isNotEqualTo(inTrip);
        }
        assertThat(ids()).hasSize(20);
    }

    @Test
    void runsTwoTransactionsInARow() {
        for (int number = 0; number < 10; number++) {
            int id = 10 * number;
            List<String> both = transactions.runBoth(
                    insert(id),
                    _ -> {
                        insertByItself(id + 1);
                        return transaction();
                    },
                    insert(id + 2),
                    before -> {
                        insertByItself(id + 3);
                        return List.of(before, transaction());
                    });
            assertThat(jdbc.sql(String.format(Locale.ROOT, "SELECT xmin::text FROM %s WHERE id >= ? ORDER BY id", name))
                            .param(id)
                            .query(String.class)
                            .list())
                    .containsExactly(both.get(0), both.get(0), both.get(1), both.get(1));
            assertThat(both.get(0)).isNotEqualTo(both.get(1));
        }
    }

    @Test
    void runsLastStatementsInSameTransaction() {
        for (int number = 0; number < 10; number++) {
            int id = 10 * number;
            String one = transactions.run(insert(id), last -> {
                last.update(String.format(Locale.ROOT, "INSERT INTO %s VALUES (?)", name), id + 1);
                return transaction();
            });
            List<String> both = transactions.runBoth(
                    insert(id + 2),
                    last -> {
                        last.update(String.format(Locale.ROOT, "INSERT INTO %s VALUES (?)", name), id + 3);
                        return transaction();
                    },
                    insert(id + 4),
                    before -> List.of(before, transaction()));
            assertThat(jdbc.sql(String.format(Locale.ROOT, "SELECT xmin::text FROM %s WHERE id >= ? ORDER BY id", name))
                            .param(id)
                            .query(String.class)
                            .list())
                    .containsExactly(one, one, both.get(0), both.get(0), both.get(1));
        }
    }

    @Test
    void rollsBackIfLastStatementFails() {
        insertByItself(1);
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> transactions.run(insert(2), last -> {
                    last.update(String.format(Locale.ROOT, "INSERT INTO %s VALUES (?)", name), 1);
                    return "not committed";
                }));
        assertThat(ids()).containsExactly(1);
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> transactions.runBoth(
                        insert(3),
                        last -> {
                            last.update(String.format(Locale.ROOT, "INSERT INTO %s VALUES (?)", name), 1);
                            return "not committed";
                        },
                        insert(4),
                        _ -> "not reached"));
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void keepsFirstTransactionIfSecondFails() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> transactions.runBoth(insert(1), _ -> 1, insert(2), _ -> {
                    insertByItself(3);
                    throw new ArithmeticException();
                }));
        assertThat(ids()).containsExactly(1);
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> transactions.runBoth(insert(4), _ -> 1, insert(1), _ -> 1));
        assertThat(ids()).containsExactly(1, 4);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> transactions.runBoth(
                        insert(5),
                        _ -> {
                            throw new ArithmeticException();
                        },
                        insert(6),
                        _ -> 1));
        assertThat(ids()).containsExactly(1, 4);
    }

    @Test
    void rollsBackAndRethrowsException() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> transactions.run(insert(1), () -> {
                    insertByItself(2);
                    throw new ArithmeticException();
                }));
        assertThat(ids()).isEmpty();
        insertByItself(3);
        assertThat(ids()).containsExactly(3);
    }

    @Test
    void rollsBackIfFirstStatementFails() {
        insertByItself(1);
        StatementBatch statements = insert(2);
        statements.update(String.format(Locale.ROOT, "INSERT INTO %s VALUES (?)", name), 1);
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> transactions.run(statements, () -> "not reached"));
        assertThat(ids()).containsExactly(1);
        insertByItself(4);
        assertThat(ids()).containsExactly(1, 4);
    }

    @Test
    void rejectsCommitAfterCaughtFailure() {
        assertThatExceptionOfType(UnexpectedRollbackException.class)
                .isThrownBy(() -> transactions.run(insert(1), () -> {
                    try {
                        insertByItself(1);
                    } catch (DuplicateKeyException _) {
                        return "going on";
                    }
                    return "not reached";
                }));
        assertThat(ids()).isEmpty();
    }

    @Test
    void replacesBrokenConnection() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> transactions.run(
                        insert(1),
                        () -> jdbc.sql("SELECT pg_terminate_backend(pg_backend_pid())")
                                .query(Boolean.class)
                                .single()));
        assertThat(ids()).isEmpty();
        assertThat(transactions.run(insert(2), this::ids)).containsExactly(2);
    }

    @Test
    void rejectsNestedTransaction() {
        var here = new Transactions(service);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> springs.execute(_ -> here.run(new StatementBatch(), () -> 1)));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> here.run(new StatementBatch(), () -> here.run(new StatementBatch(), () -> 1)));
    }

    private StatementBatch insert(int id) {
        var statements = new StatementBatch();
        statements.update(String.format(Locale.ROOT, "INSERT INTO %s VALUES (?)", name), id);
        return statements;
    }

    private void insertByItself(int id) {
        jdbc.sql(String.format(Locale.ROOT, "INSERT INTO %s VALUES (?)", name))
                .param(id)
                .update();
    }

    private String transaction() {
        return jdbc.sql("SELECT pg_current_xact_id()::text").query(String.class).single();
    }

    private List<Integer> ids() {
        return jdbc.sql(String.format(Locale.ROOT, "SELECT id FROM %s ORDER BY id", name))
                .query(Integer.class)
                .list();
    }
}
