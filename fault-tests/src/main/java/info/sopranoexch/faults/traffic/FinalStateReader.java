package info.sopranoexch.faults.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.FinalState.Delivery;
import info.sopranoexch.faults.history.FinalState.DeliveryCounts;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.History.Merchant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Gatherers;

/** Reads payments and deliveries of each account, and the sandbox's invoices. */
public final class FinalStateReader {
    private static final int OK = 200;
    private static final int CONCURRENT_READS = 8;

    private final MerchantApi api;
    private final PayerSimulator payers;
    private final TestMerchants merchants;

    /** A delivery that is pending or suspended. */
    record OpenDelivery(String account, String id) {}

    public FinalStateReader(MerchantApi api, PayerSimulator payers, TestMerchants merchants) {
        this.api = api;
        this.payers = payers;
        this.merchants = merchants;
    }

    /** @throws UncheckedIOException if any read fails */
    public FinalState read() {
        List<ListedPayment> payments = new ArrayList<>();
        List<Delivery> deliveries = new ArrayList<>();
        for (String account : api.accounts()) {
            forEach(
                    account,
                    "/payments?limit=100",
                    node -> payments.add(new ListedPayment(
                            account, Objects.requireNonNull(MerchantApi.snapshot(node), node::toString))));
            forEach(account, "/webhook-deliveries?limit=100", node -> deliveries.add(delivery(node)));
        }
        List<FinalState.Invoice> invoices = payments.stream()
                .gather(Gatherers.mapConcurrent(CONCURRENT_READS, listed -> payers.invoice(listed.paymentId())))
                .flatMap(Optional::stream)
                .toList();
        return new FinalState(payments, invoices, deliveries, deliveryCounts());
    }

    /** The first 100 open deliveries of each account and status. */
    List<OpenDelivery> openDeliveries() {
        List<OpenDelivery> open = new ArrayList<>();
        for (String account : api.accounts()) {
            for (String status : List.of("pending", "parked")) {
                page(account, "/webhook-deliveries?limit=100&status=" + status)
                        .path("data")
                        .forEach(node -> open.add(
                                new OpenDelivery(account, node.path("id").asText())));
            }
        }
        return open;
    }

    private List<DeliveryCounts> deliveryCounts() {
        List<DeliveryCounts> counts = new ArrayList<>();
        for (Merchant merchant : merchants.all()) {
            page(merchant.account(), "/merchant/" + merchant.merchantId() + "/webhook/counts")
                    .path("data")
                    .forEach(node -> counts.add(new DeliveryCounts(
                            merchant.merchantId(),
                            node.path("accepted").asLong(),
                            node.path("delivered").asLong(),
                            node.path("pending").asLong(),
                            node.path("exhausted").asLong(),
                            node.path("parked").asLong())));
        }
        return counts;
    }

    private static Delivery delivery(JsonNode node) {
        return new Delivery(
                node.path("id").asText(),
                node.path("merchant_id").asLong(),
                node.path("payment_id").asText(),
                node.path("payment_version").asLong(),
                node.path("status").asText());
    }

    private void forEach(String account, String path, Consumer<JsonNode> consumer) {
        String cursor = "";
        do {
            JsonNode page = page(account, path + cursor);
            page.path("data").forEach(consumer);
            JsonNode next = page.path("next_cursor");
            cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
        } while (!cursor.isEmpty());
    }

    private JsonNode page(String account, String path) {
        var response = api.read(account, path);
        if (response.status() != OK) {
            throw new UncheckedIOException(new IOException(path + " responds " + response.status()));
        }
        return response.body();
    }
}
