package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.sending.SendResult;
import info.sopranoexch.webhook.sending.Timings;
import java.time.Duration;

final class SendResultFixture {
    private static final Timings TIMINGS = new Timings(null, null, null, null, 1_000, null);

    private SendResultFixture() {}

    static SendResult status(int status) {
        return new SendResult(status, null, null, null, TIMINGS);
    }

    static SendResult error(String error) {
        return new SendResult(null, error, null, null, TIMINGS);
    }

    static SendResult retryAfter(Duration delay) {
        return new SendResult(503, null, delay, null, TIMINGS);
    }
}
