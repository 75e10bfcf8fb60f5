package info.sopranoexch.provider.answer;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.answer.Origin.Kind;
import info.sopranoexch.provider.answer.ProviderAnswer.NotFound;
import info.sopranoexch.provider.answer.ProviderAnswer.Reported;
import info.sopranoexch.provider.answer.ProviderAnswer.Unknown;
import info.sopranoexch.provider.answer.ProviderAnswer.Untranslatable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private static final InvoiceReport PAID =
            new InvoiceReport("inv_1", null, InvoiceStatus.PAID, 2L, 100, 100L, "RUB");

    @Test
    void aCallbackHasOneIdWhateverIsReadInIt() {
        Origin callback = origin(Kind.CALLBACK, "evt_1");
        assertThat(EventIds.of(callback, new Reported(PAID, null)))
                .isEqualTo(EventIds.of(callback, new Untranslatable("", new byte[0])))
                .isNotEqualTo(EventIds.of(origin(Kind.CALLBACK, "evt_2"), new Reported(PAID, null)));
    }

    @Test
    void theSameOutcomeOfTheSameCommandHasTheSameId() {
        Origin query = origin(Kind.QUERY_INVOICE, "cmd_1");
        assertThat(EventIds.of(query, new Unknown("timeout"))).isEqualTo(EventIds.of(query, new Unknown("503")));
    }

    @Test
    void otherOutcomesAndCausesHaveOtherIds() {
        var refund = new RefundReport("rfd_1", null, 5, RefundStatus.PENDING);
        var succeeded = new RefundReport("rfd_1", null, 5, RefundStatus.SUCCEEDED);
        var named = new RefundReport("rfd_1", "rf_X", 5, RefundStatus.PENDING);
        Origin query = origin(Kind.QUERY_INVOICE, "cmd_1");
        List<String> ids = List.of(
                EventIds.of(query, new Unknown("")),
                EventIds.of(query, new NotFound("")),
                EventIds.of(query, new Reported(PAID, null)),
                EventIds.of(query, new Reported(PAID, refund)),
                EventIds.of(query, new Reported(PAID, named)),
                EventIds.of(query, new Reported(PAID, succeeded)),
                EventIds.of(
                        query,
                        new Reported(new InvoiceReport("inv_1", null, InvoiceStatus.PAID, 3L, 100, 100L, "RUB"), null)),
                EventIds.of(origin(Kind.QUERY_INVOICE, "cmd_2"), new Unknown("")),
                EventIds.of(origin(Kind.CANCEL_INVOICE, "cmd_1"), new Unknown("")));
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    private static Origin origin(Kind kind, String cause) {
        return new Origin(kind, "pay_1", cause, null, null, Instant.EPOCH, Instant.EPOCH, null, null);
    }
}
