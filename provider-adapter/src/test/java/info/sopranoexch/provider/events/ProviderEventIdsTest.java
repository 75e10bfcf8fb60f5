package info.sopranoexch.provider.events;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.events.ProviderResult.NotFound;
import info.sopranoexch.provider.events.ProviderResult.Reported;
import info.sopranoexch.provider.events.ProviderResult.Unknown;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderRefundResult;
import info.sopranoexch.schemas.avro.ProviderRefundStatus;
import info.sopranoexch.schemas.avro.ProviderStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderEventIdsTest {
    private static final InvoiceReport PAID = paid(2L);

    @Test
    void idOfCallbackDependsOnProviderEventIdOnly() {
        assertThat(ProviderEventIds.ofCallback("evt_1"))
                .isEqualTo(ProviderEventIds.ofCallback("evt_1"))
                .isNotEqualTo(ProviderEventIds.ofCallback("evt_2"));
    }

    @Test
    void equalResultsOfOneCommandHaveOneId() {
        assertThat(query("cmd_1", new Unknown("timeout"))).isEqualTo(query("cmd_1", new Unknown("503")));
    }

    @Test
    void differentResultsAndCausesHaveDifferentIds() {
        var refund = new ProviderRefundResult("rfd_1", null, 5L, ProviderRefundStatus.pending);
        var succeeded = new ProviderRefundResult("rfd_1", null, 5L, ProviderRefundStatus.succeeded);
        var named = new ProviderRefundResult("rfd_1", "rf_X", 5L, ProviderRefundStatus.pending);

        assertThat(List.of(
                        query("cmd_1", new Unknown("")),
                        query("cmd_1", new NotFound("")),
                        query("cmd_1", new Reported(PAID, null)),
                        query("cmd_1", new Reported(PAID, refund)),
                        query("cmd_1", new Reported(PAID, named)),
                        query("cmd_1", new Reported(PAID, succeeded)),
                        query("cmd_1", new Reported(paid(3L), null)),
                        query("cmd_2", new Unknown("")),
                        ProviderEventIds.of("cmd_1", ProviderEventSource.cancel_invoice, new Unknown(""))))
                .doesNotHaveDuplicates();
    }

    private static String query(String causeId, ProviderResult result) {
        return ProviderEventIds.of(causeId, ProviderEventSource.query_invoice, result);
    }

    private static InvoiceReport paid(long version) {
        return new InvoiceReport(
                "inv_1", null, ProviderStatus.paid, version, new InvoiceReport.Amounts(100, 100L, "RUB"));
    }
}
