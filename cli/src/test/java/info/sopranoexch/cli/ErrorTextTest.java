package info.sopranoexch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    @Test
    void describesARefusedConnection() {
        var failure = new UncheckedIOException(new IOException("java.net.ConnectException", new ConnectException()));

        assertThat(ErrorText.of(failure)).isEqualTo("the connection was refused");
    }

    @Test
    void describesAKafkaThatDoesNotRespond() {
        var failure = new ExecutionException(new TimeoutException("Call(callName=listTopics) timed out"));

        assertThat(ErrorText.of(failure)).startsWith("Kafka does not respond in time");
    }

    @Test
    void keepsMessagesAndDropsClassNames() {
        assertThat(ErrorText.of(new IllegalArgumentException("no topic payments")))
                .isEqualTo("no topic payments");
        assertThat(ErrorText.of(new IllegalStateException("java.io.IOException: Broken pipe")))
                .isEqualTo("Broken pipe");
        assertThat(ErrorText.of(new IllegalStateException(new NullPointerException())))
                .startsWith("an unexpected fault");
    }
}
