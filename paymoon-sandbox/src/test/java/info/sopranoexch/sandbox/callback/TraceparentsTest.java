package info.sopranoexch.sandbox.callback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceparentsTest {
    private final Traceparents traceparents = new Traceparents();

    @Test
    void remembersValidTraceparents() {
        String traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        traceparents.remember("pay_1", traceparent);
        traceparents.remember("pay_2", "00-\u0000");
        traceparents.remember("pay_3", null);
        assertThat(traceparents.of("pay_1")).isEqualTo(traceparent);
        assertThat(traceparents.of("pay_2")).isNull();
        assertThat(traceparents.of("pay_3")).isNull();
    }
}
