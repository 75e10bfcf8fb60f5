package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.schemas.serde.RegistryException;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Decides whether a record is the cause of a failure. A record is the cause only if its bytes do not decode, the
 * database rejects its data, or our own rules fail on it. Every other failure is an outage of a dependency.
 * Dead-lettering during an outage would dead-letter every record.
 */
public final class FailureClassifier {
    /** SQLSTATE classes: data exception, integrity constraint violation, program limit exceeded. */
    private static final Set<String> REFUSES_DATA = Set.of("22", "23", "54");

    /** The routine of PostgreSQL that reports, as a check violation, that a row's partition does not exist. */
    private static final String FINDS_PARTITION = "ExecFindPartition";

    private FailureClassifier() {}

    /** True if the same record can succeed once a dependency works again. */
    public static boolean isOutage(Throwable failure) {
        boolean ofDataAccess = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MalformedRecordException || cause instanceof UnrecognizedValueException) {
                return false;
            }
            if (cause instanceof SQLException sql) {
                return !refusesData(sql);
            }
            if (dependency(cause) != null) {
                return true;
            }
            ofDataAccess |= isDataAccess(cause);
        }
        return ofDataAccess;
    }

    /** The dependency that is out of service, by the first known cause. */
    public static Dependency dependencyOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Dependency found = dependency(cause);
            if (found != null) {
                return found;
            }
        }
        return Dependency.OTHER;
    }

    private static @Nullable Dependency dependency(Throwable cause) {
        return switch (cause) {
            case MalformedRecordException _ -> null;
            case RegistryUnavailableException _, RegistryException _ -> Dependency.REGISTRY;
            case SQLException _ -> Dependency.DATABASE;
            case KafkaException _ -> Dependency.KAFKA;
            case GeneralSecurityException _ -> Dependency.KEYSET;
            case IOException _, TimeoutException _, InterruptedException _ -> Dependency.OTHER;
            default -> null;
        };
    }

    /** Spring's exceptions for connections and transactions that have no cause of the driver's. */
    private static boolean isDataAccess(Throwable cause) {
        return cause instanceof DataAccessException || cause instanceof TransactionException;
    }

    private static boolean refusesData(SQLException failure) {
        String state = failure.getSQLState();
        return state != null
                && state.length() == 5
                && REFUSES_DATA.contains(state.substring(0, 2))
                && !isMissingPartition(failure);
    }

    private static boolean isMissingPartition(SQLException failure) {
        ServerErrorMessage message =
                failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        return message != null && FINDS_PARTITION.equals(message.getRoutine());
    }
}
