package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.faults.history.DeliveryCounts;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.History.Merchant;
import info.sopranoexch.faults.history.ListedDelivery;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.ProviderInvoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks for all that is there: payments and deliveries of each account, and the provider's invoices. */
public final class FinalStateReader {
    private static final int OK = 200;

    private final MerchantApi merchants;
    private final PayerSimulator payers;
    private final TestMerchants market;

    public FinalStateReader(MerchantApi merchants, PayerSimulator payers, TestMerchants market) {
        this.merchants = merchants;
        this.payers = payers;
        this.market = market;
    }

    /** @throws IOException when anything does not answer */
    public FinalState read() throws IOException {
        List<ListedPayment> payments = new ArrayList<>();
        List<ListedDelivery> deliveries = new ArrayList<>();
        for (String account : merchants.accounts()) {
            pages(account, "/payments?limit=100", node -> payment(account, node, payments));
            pages(account, "/webhook-deliveries?limit=100", node -> deliveries.add(delivery(node)));
        }
        List<Optional<ProviderInvoice>> invoices = ParallelCalls.map(
                payments, listed -> payers.books(listed.payment().paymentId()));
        return new FinalState(
                payments, invoices.stream().flatMap(Optional::stream).toList(), deliveries, counts());
    }

    private List<DeliveryCounts> counts() throws IOException {
        List<DeliveryCounts> counts = new ArrayList<>();
        for (Merchant shop : market.all()) {
            page(shop.account(), "/merchant/" + shop.merchantId() + "/webhook/counts")
                    .path("data")
                    .forEach(node -> counts.add(counts(shop.merchantId(), node)));
        }
        return counts;
    }

    private static DeliveryCounts counts(long merchantId, JsonNode node) {
        return new DeliveryCounts(
                merchantId,
                node.path("accepted").asLong(),
                node.path("delivered").asLong(),
                node.path("pending").asLong(),
                node.path("exhausted").asLong(),
                node.path("parked").asLong());
    }

    /** Ids of deliveries that are not finished, the first hundred of each account. */
    public List<Waiting> waiting() throws IOException {
        List<Waiting> waiting = new ArrayList<>();
        for (String account : merchants.accounts()) {
            for (String status : List.of("pending", "parked")) {
                page(account, "/webhook-deliveries?limit=100&status=" + status)
                        .path("data")
                        .forEach(node ->
                                waiting.add(new Waiting(account, node.path("id").asText())));
            }
        }
        return waiting;
    }

    /** A delivery that is not finished. */
    public record Waiting(String account, String deliveryId) {}

    private static void payment(String account, JsonNode node, List<ListedPayment> payments) {
        PaymentSnapshot payment = MerchantApi.payment(node);
        if (payment == null) {
            throw new IllegalStateException("a payment in a list without its fields: " + node);
        }
        payments.add(new ListedPayment(account, payment));
    }

    private static ListedDelivery delivery(JsonNode node) {
        return new ListedDelivery(
                node.path("id").asText(),
                node.path("merchant_id").asLong(),
                node.path("payment_id").asText(),
                node.path("payment_version").asLong(),
                node.path("status").asText());
    }

    private void pages(String account, String path, Consumer<JsonNode> each) throws IOException {
        String cursor = "";
        do {
            JsonNode page = page(account, path + cursor);
            page.path("data").forEach(each);
            JsonNode next = page.path("next_cursor");
            cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
        } while (!cursor.isEmpty());
    }

    private JsonNode page(String account, String path) throws IOException {
        var response = merchants.ask(0, account, path);
        if (response.status() != OK) {
            throw new IOException(path + " is answered " + response.status());
        }
        return response.body();
    }
}
