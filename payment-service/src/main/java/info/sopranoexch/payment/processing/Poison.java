package info.sopranoexch.payment.processing;

import java.sql.SQLException;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells a failure that the batch itself is to blame for from one that passes by itself. */
final class Poison {
    private static final Set<String> REFUSES_DATA = Set.of("22", "23", "54");

    private Poison() {}

    /**
     * True only for what will fail the same way each time: data that the database refuses (classes 22, 23 and 54 of
     * SQLSTATE), and faults of our own rules. All else, such as a database that is away or a registry that refuses, is worth waiting
     * for: setting records aside for it would set aside everything.
     */
    static boolean isIn(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state != null && REFUSES_DATA.contains(state.substring(0, 2));
            }
            if (cause instanceof KafkaException) {
                return false;
            }
        }
        return !(failure instanceof DataAccessException) && !(failure instanceof TransactionException);
    }
}
