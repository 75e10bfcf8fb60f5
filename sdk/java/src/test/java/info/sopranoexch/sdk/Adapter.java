package info.sopranoexch.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes the calls of the conformance cases with this SDK. ../../conformance/conformance.py describes the protocol. */
final class Adapter {
    private static final Set<String> TIMES = Set.of("created_from", "created_to", "since", "until");

    private final Map<String, Object> request;
    private final Map<String, Object> args;

    private Adapter(Map<String, Object> request) {
        this.request = request;
        this.args = object(request.get("args"));
    }

    public static void main(String[] arguments) throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            Map<String, Object> response = new LinkedHashMap<>();
            try {
                response.put("result", plain(new Adapter(object(Json.parse(line))).call()));
            } catch (RuntimeException e) {
                response.put("error", toError(e));
            }
            output.println(Json.write(response));
        }
    }

    private Object call() {
        String call = (String) request.get("call");
        if (call.startsWith("webhook.")) {
            return verify(call);
        }
        Soprano client = client();
        return switch (call) {
            case "payments.create" -> client.payments().create(payment(), text("idempotency_key"));
            case "payments.get" -> client.payments().get(text("payment_id"));
            case "payments.list" -> client.payments().list(filters(new PaymentFilters()));
            case "payments.iterate" -> take(client.payments().iterate(filters(new PaymentFilters())));
            case "payments.cancel" -> client.payments().cancel(text("payment_id"));
            case "payments.refund" -> client.payments().refund(text("payment_id"), amount(text("amount")));
            case "payments.refunds" -> client.payments().refunds(text("payment_id"));
            case "payments.timeline" -> client.payments().timeline(text("payment_id"));
            case "refunds.iterate" -> take(client.refunds().iterate(filters(new RefundFilters())));
            case "merchants.create" -> client.merchants().create(filters(new CreateMerchant(text("name"))));
            case "merchants.get" -> client.merchants().get(number("merchant_id"));
            case "merchants.update" -> client.merchants().update(number("merchant_id"), changes());
            case "merchants.rotate_webhook_secret" ->
                client.merchants()
                        .rotateWebhookSecret(number("merchant_id"), Duration.ofSeconds(number("overlap_seconds")));
            case "webhook_deliveries.iterate" ->
                take(client.webhookDeliveries().iterate(filters(new DeliveryFilters())));
            case "webhook_deliveries.get" -> client.webhookDeliveries().get(text("delivery_id"));
            case "events.list" ->
                client.events()
                        .list(
                                filters(new EventFilters()),
                                Duration.ofSeconds(args.containsKey("wait") ? number("wait") : 0));
            case "events.iterate" -> take(client.events().iterate(filters(new EventFilters())));
            case "events.follow" -> take(client.events().follow(filters(new EventFilters())));
            case "events.get" -> client.events().get(text("event_id"));
            default -> throw new IllegalArgumentException("no call " + call);
        };
    }

    private Soprano client() {
        Map<String, Object> settings = object(request.get("client"));
        BigDecimal seconds = (BigDecimal) settings.get("timeout");
        return Soprano.builder((String) settings.get("api_key"))
                .baseUrl((String) settings.get("base_url"))
                .timeout(Duration.ofMillis(seconds.movePointRight(3).longValueExact()))
                .maxRetries(((BigDecimal) settings.get("max_retries")).intValueExact())
                .build();
    }

    private WebhookEvent verify(String call) {
        List<?> secrets = (List<?>) args.get("secrets");
        Webhook webhook = new Webhook(secrets.toArray(String[]::new));
        if (args.containsKey("now")) {
            webhook = webhook.withClock(() -> Instant.ofEpochSecond(number("now")));
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        object(args.get("headers")).forEach((name, value) -> headers.put(name, (String) value));
        byte[] body = text("body").getBytes(StandardCharsets.UTF_8);
        Function<String, String> header = headers::get;
        return call.endsWith("shared_secret") ? webhook.verifySharedSecret(body, header) : webhook.verify(body, header);
    }

    private CreatePayment payment() {
        CreatePayment payment = new CreatePayment(number("merchant_id"), amount(text("amount")))
                .currency(text("currency"))
                .description(text("description"))
                .orderId(text("order_id"))
                .returnUrl(text("return_url"));
        if (args.containsKey("expires_in")) {
            payment.expiresIn(Duration.ofSeconds(number("expires_in")));
        }
        if (args.containsKey("metadata")) {
            Map<String, String> metadata = new LinkedHashMap<>();
            object(args.get("metadata")).forEach((name, value) -> metadata.put(name, (String) value));
            payment.metadata(metadata);
        }
        return payment;
    }

    private MerchantChanges changes() {
        MerchantChanges changes = new MerchantChanges();
        args.forEach((name, value) -> {
            switch (name) {
                case "merchant_id" -> {}
                case "name" -> changes.name((String) value);
                case "webhook_url" -> changes.webhookUrl((String) value);
                case "max_amount" -> changes.maxAmount(amount((String) value));
                default -> throw new IllegalArgumentException("no change " + name);
            }
        });
        return changes;
    }

    /** Sets the fields of a request without its methods, which only put them. */
    private <T extends Fields> T filters(T filters) {
        args.forEach((name, value) ->
                filters.put(name, TIMES.contains(name) ? Instant.parse((String) value) : unquoted(value)));
        return filters;
    }

    private static Object unquoted(Object value) {
        return value instanceof BigDecimal number ? (Object) number.longValueExact() : value;
    }

    private <T> List<T> take(Iterable<T> items) {
        int count = ((BigDecimal) request.get("take")).intValueExact();
        List<T> taken = new ArrayList<>();
        for (T item : items) {
            taken.add(item);
            if (taken.size() == count) {
                break;
            }
        }
        return taken;
    }

    private String text(String name) {
        return (String) args.get(name);
    }

    private long number(String name) {
        return ((BigDecimal) args.get(name)).longValueExact();
    }

    private static BigDecimal amount(String text) {
        return text == null ? null : new BigDecimal(text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    private static Object plain(Object value) {
        if (value instanceof Record record) {
            Map<String, Object> fields = new LinkedHashMap<>();
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                try {
                    Object field = component.getAccessor().invoke(record);
                    fields.put(Mapper.snakeCase(component.getName()), plain(field));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
            return fields;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Adapter::plain).toList();
        }
        return value;
    }

    private static Map<String, Object> toError(RuntimeException e) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", e.getClass().getSimpleName().replaceAll("(Error|Exception)$", ""));
        error.put("message", String.valueOf(e));
        if (e instanceof ApiException api) {
            error.put("status", api.status());
            error.put("code", api.code());
            error.put("request_id", api.requestId());
            error.put("retry_after", api.retryAfter().map(Duration::toSeconds).orElse(null));
            error.put("errors", plain(api.errors()));
        }
        return error;
    }
}
