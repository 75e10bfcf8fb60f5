// Creates a payment and reads it back: java CreatePayment.java
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

static final String BASE_URL = System.getenv("SOPRANO_BASE_URL");
static final String API_KEY = System.getenv("SOPRANO_API_KEY");

void main() throws Exception {
    String body = String.format(Locale.ROOT, """
            {"merchant_id": %s, "amount": "1000.00", "currency": "RUB", "order_id": "12345"}
            """, System.getenv("SOPRANO_MERCHANT_ID"));
    try (HttpClient http = HttpClient.newHttpClient()) {
        String payment = call(http, request("/payment/create")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body)));
        IO.println("send the payer to " + field(payment, "payment_url"));

        String read = call(http, request("/payment/" + field(payment, "payment_id")));
        IO.println(field(read, "payment_id") + " is " + field(read, "status"));
    }
}

HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(BASE_URL + path))
            .timeout(Duration.ofSeconds(10))
            .header("X-API-Key", API_KEY)
            .header("Content-Type", "application/json");
}

String call(HttpClient http, HttpRequest.Builder request) throws Exception {
    var response = http.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
        throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
    return response.body();
}

/** Enough for an example; take a JSON library in earnest. */
String field(String json, String name) {
    var matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    if (!matcher.find()) {
        throw new IllegalStateException(name + " is missing in " + json);
    }
    return matcher.group(1);
}
