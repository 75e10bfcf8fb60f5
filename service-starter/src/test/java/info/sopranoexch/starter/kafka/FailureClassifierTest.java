package info.sopranoexch.starter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.schemas.serde.RegistryException;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.transaction.CannotCreateTransactionException;

class FailureClassifierTest {
    /** Missing permission, read-only, disk full, out of memory, connections, shutdown, deadlock, timeout, missing table. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "42501", "25006", "53100", "53200", "53300", "57P01", "57P02", "57P03", "57014", "08006", "08001",
                "40001", "40P01", "55P03", "58030", "XX000", "28P01", "3D000", "42P01", "42703", "25P02", "26000"
            })
    void unavailableDatabaseIsOutage(String state) {
        var failure = new BadSqlGrammarException("apply", "INSERT", new SQLException("refused", state));

        assertThat(FailureClassifier.isOutage(failure)).isTrue();
        assertThat(FailureClassifier.dependencyOf(failure)).isEqualTo(Dependency.DATABASE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "22003", "22021", "22P05", "23502", "23503", "23505", "23514", "54000"})
    void rejectedDataIsNoOutage(String state) {
        var failure = new DataIntegrityViolationException("refused", new SQLException("refused", state));

        assertThat(FailureClassifier.isOutage(failure)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ExecFindPartition, true", "ExecConstraints, false"})
    void missingPartitionIsOutage(String routine, boolean outage) {
        var message =
                new ServerErrorMessage("SERROR\0C23514\0Mno partition of relation found for row\0R" + routine + "\0");

        assertThat(FailureClassifier.isOutage(
                        new DataIntegrityViolationException("refused", new PSQLException(message))))
                .isEqualTo(outage);
    }

    static Stream<KafkaException> kafkaFailures() {
        return Stream.of(
                new TopicAuthorizationException("t"),
                new GroupAuthorizationException("g"),
                new ClusterAuthorizationException("c"),
                new SaslAuthenticationException("s"),
                new SslAuthenticationException("s"),
                new ThrottlingQuotaExceededException("q"),
                new ProducerFencedException("f"),
                new InvalidProducerEpochException("e"),
                new OutOfOrderSequenceException("o"),
                new TimeoutException("t"));
    }

    @ParameterizedTest
    @MethodSource("kafkaFailures")
    void rejectingBrokerIsOutage(KafkaException failure) {
        var wrapped = new KafkaException("not acknowledged", failure);

        assertThat(FailureClassifier.isOutage(wrapped)).isTrue();
        assertThat(FailureClassifier.dependencyOf(wrapped)).isEqualTo(Dependency.KAFKA);
    }

    @Test
    void rejectingRegistryIsOutage() {
        var unavailable =
                new BatchListenerFailedException("not read", new RegistryUnavailableException("answered 401"), 0);
        var refused = new RegistryException("Subject not found", 40401);

        assertThat(FailureClassifier.isOutage(unavailable)).isTrue();
        assertThat(FailureClassifier.dependencyOf(unavailable)).isEqualTo(Dependency.REGISTRY);
        assertThat(FailureClassifier.isOutage(refused)).isTrue();
        assertThat(FailureClassifier.dependencyOf(refused)).isEqualTo(Dependency.REGISTRY);
    }

    @Test
    void wrongKeysetIsOutage() {
        var failure = new IllegalStateException("cannot decrypt", new GeneralSecurityException("decryption failed"));

        assertThat(FailureClassifier.isOutage(failure)).isTrue();
        assertThat(FailureClassifier.dependencyOf(failure)).isEqualTo(Dependency.KEYSET);
    }

    @Test
    void connectionWithoutDriverCauseIsOutage() {
        assertThat(FailureClassifier.isOutage(new DataAccessResourceFailureException("no connection")))
                .isTrue();
        assertThat(FailureClassifier.isOutage(new CannotCreateTransactionException("no transaction")))
                .isTrue();
        assertThat(FailureClassifier.isOutage(new IllegalStateException(new IOException("reset"))))
                .isTrue();
    }

    @Test
    void malformedRecordIsNoOutage() {
        assertThat(FailureClassifier.isOutage(new MalformedRecordException("cut off")))
                .isFalse();
        assertThat(FailureClassifier.isOutage(new IllegalArgumentException("-1")))
                .isFalse();
        assertThat(FailureClassifier.isOutage(new ArithmeticException("overflow")))
                .isFalse();
        assertThat(FailureClassifier.isOutage(new NullPointerException())).isFalse();
    }
}
