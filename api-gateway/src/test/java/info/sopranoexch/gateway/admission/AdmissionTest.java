package info.sopranoexch.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

class AdmissionTest {
    private static final int KB = 1024;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Admission admission = new Admission(settings(Duration.ofSeconds(10)), new AdmissionMetrics(meters));

    /** Two requests of each class, 64 KB of bodies, 4 MB of responses. */
    private static AdmissionProperties settings(Duration deadline) {
        DataSize bodies = DataSize.ofKilobytes(64);
        return new AdmissionProperties(
                2,
                bodies,
                2,
                bodies,
                2,
                bodies,
                2,
                2,
                2,
                2,
                0.5,
                DataSize.ofMegabytes(4),
                deadline,
                Duration.ofSeconds(1));
    }

    private @Nullable AdmittedRequest admit(RequestClass requestClass, int bytes) {
        return admission.admit(requestClass, bytes, () -> false);
    }

    private double counted(RequestClass requestClass, String decision) {
        return meters.get("soprano.gateway.admission.requests")
                .tags("class", requestClass.label(), "decision", decision)
                .counter()
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void refusesRequestsOfFullClassUntilOneEnds(RequestClass requestClass) {
        AdmittedRequest first = admit(requestClass, 100);
        assertThat(first).isNotNull();
        assertThat(admit(requestClass, 100)).isNotNull();
        assertThat(admit(requestClass, 100)).isNull();

        first.close();
        first.close();

        assertThat(admit(requestClass, 100)).isNotNull();
        assertThat(admit(requestClass, 100)).as("closing twice gives back once").isNull();
        assertThat(counted(requestClass, "admitted")).isEqualTo(3);
        assertThat(counted(requestClass, "refused")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void keepsCapacityForOtherClasses(RequestClass full) {
        while (admit(full, 0) != null) {}

        for (RequestClass other : RequestClass.values()) {
            if (other != full) {
                assertThat(admit(other, 100)).as("%s", other).isNotNull();
            }
        }
    }

    @Test
    void limitsTotalSizeOfBodiesForAnyNumberOfRequests() {
        AdmittedRequest large = admit(RequestClass.COMMANDS, 60 * KB);
        assertThat(large).isNotNull();
        assertThat(admit(RequestClass.COMMANDS, 5 * KB)).isNull();
        assertThat(admit(RequestClass.COMMANDS, 4 * KB)).isNotNull();

        large.close();

        assertThat(admit(RequestClass.COMMANDS, 60 * KB)).isNotNull();
    }

    @Test
    void limitsTotalSizeOfResponsesUntilTheirRequestsEnd() {
        AdmittedRequest first = admit(RequestClass.API, 0);
        AdmittedRequest second = admit(RequestClass.API, 0);
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        ScopedValue.where(AdmittedRequest.CURRENT, first).run(() -> {
            assertThat(AdmittedRequest.reserveResponseBytes(3 * KB * KB)).isTrue();
            assertThat(AdmittedRequest.reserveResponseBytes(2 * KB * KB)).isFalse();
        });
        ScopedValue.where(AdmittedRequest.CURRENT, second).run(() -> {
            assertThat(AdmittedRequest.reserveResponseBytes(2 * KB * KB)).isFalse();
            first.close();
            assertThat(AdmittedRequest.reserveResponseBytes(4 * KB * KB)).isTrue();
        });
    }

    @Test
    void limitsTheRequestsOfOneKeyToItsShare() {
        AdmittedRequest first = admit(RequestClass.COMMANDS, 0);
        AdmittedRequest second = admit(RequestClass.COMMANDS, 0);
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        ScopedValue.where(AdmittedRequest.CURRENT, first).run(() -> AdmittedRequest.limitKey("key_1"));

        ScopedValue.where(AdmittedRequest.CURRENT, second)
                .run(() -> assertThatThrownBy(() -> AdmittedRequest.limitKey("key_1"))
                        .hasMessageContaining("rate_limited"));
        ScopedValue.where(AdmittedRequest.CURRENT, second).run(() -> AdmittedRequest.limitKey("key_2"));

        first.close();
        second.close();
        AdmittedRequest third = admit(RequestClass.COMMANDS, 0);
        ScopedValue.where(AdmittedRequest.CURRENT, third).run(() -> AdmittedRequest.limitKey("key_1"));
    }

    @Test
    void waitingClientLeavesItsClassAndTakesAPlaceOfItsOwn() {
        AdmittedRequest first = admit(RequestClass.API, KB);
        AdmittedRequest second = admit(RequestClass.API, KB);
        AdmittedRequest waiting = startWaiting(first);
        startWaiting(second);
        AdmittedRequest third = admit(RequestClass.API, KB);
        assertThat(third).as("the class has room again").isNotNull();

        ScopedValue.where(AdmittedRequest.CURRENT, third)
                .run(() -> assertThatThrownBy(AdmittedRequest::startWaiting).hasMessageContaining("overloaded"));
        waiting.close();
        startWaiting(third);
        assertThat(counted(RequestClass.WAITING, "refused")).isEqualTo(1);
        assertThat(counted(RequestClass.WAITING, "admitted")).isEqualTo(3);
    }

    private static AdmittedRequest startWaiting(@Nullable AdmittedRequest request) {
        assertThat(request).isNotNull();
        ScopedValue.where(AdmittedRequest.CURRENT, request).run(AdmittedRequest::startWaiting);
        return request;
    }

    @Test
    void doesNotLimitThreadsWithoutRequest() {
        assertThat(AdmittedRequest.reserveResponseBytes(Integer.MAX_VALUE)).isTrue();
        AdmittedRequest.requireClientWaits();
    }

    @Test
    void dropsRequestOfDisconnectedClient() {
        AdmittedRequest gone = admission.admit(RequestClass.COMMANDS, 0, () -> true);
        assertThat(gone).isNotNull();

        ScopedValue.where(AdmittedRequest.CURRENT, gone)
                .run(() -> assertThatThrownBy(AdmittedRequest::requireClientWaits)
                        .hasMessageContaining("client_disconnected"));
        assertThat(dropped("client_gone")).isEqualTo(1);
    }

    @Test
    void dropsRequestAfterItsDeadline() {
        var hasty = new Admission(settings(Duration.ofNanos(1)), new AdmissionMetrics(meters));
        AdmittedRequest late = hasty.admit(RequestClass.COMMANDS, 0, () -> false);
        assertThat(late).isNotNull();

        ScopedValue.where(AdmittedRequest.CURRENT, late)
                .run(() -> assertThatThrownBy(AdmittedRequest::requireClientWaits)
                        .hasMessageContaining("request_expired"));
        assertThat(dropped("too_late")).isEqualTo(1);
    }

    private double dropped(String reason) {
        return meters.get("soprano.gateway.admission.dropped")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void rejectsLimitsBelowTheLargestBody() {
        DataSize enough = DataSize.ofKilobytes(64);
        assertThatThrownBy(() -> new AdmissionProperties(
                        2,
                        DataSize.ofKilobytes(63),
                        2,
                        enough,
                        2,
                        enough,
                        2,
                        2,
                        2,
                        2,
                        1,
                        DataSize.ofMegabytes(4),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)))
                .hasMessageContaining("soprano.admission: command-bytes");
    }
}
