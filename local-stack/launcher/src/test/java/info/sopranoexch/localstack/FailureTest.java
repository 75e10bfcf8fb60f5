package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void describesARefusedConnection() {
        var failure = new UncheckedIOException(new IOException("java.net.ConnectException", new ConnectException()));

        assertThat(Failure.describe(failure))
                .isEqualTo("the connection was refused; ./soprano status shows what is up");
    }

    @Test
    void describesAKafkaThatDoesNotRespond() {
        var failure = new ExecutionException(new TimeoutException("Call(callName=listTopics) timed out"));

        assertThat(Failure.describe(failure)).startsWith("Kafka does not respond in time");
    }

    @Test
    void keepsMessagesAndDropsClassNames() {
        assertThat(Failure.describe(new IllegalArgumentException("no topic payments")))
                .isEqualTo("no topic payments");
        assertThat(Failure.describe(new IllegalStateException("java.io.IOException: Broken pipe")))
                .isEqualTo("Broken pipe");
        assertThat(Failure.describe(new IllegalStateException(new NullPointerException())))
                .startsWith("an unexpected fault");
    }
}
