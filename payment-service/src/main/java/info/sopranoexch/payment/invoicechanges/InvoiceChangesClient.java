package info.sopranoexch.payment.invoicechanges;

import info.sopranoexch.starter.internalapi.InternalApiProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Lists changed invoices through the provider-adapter. */
@Component
class InvoiceChangesClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int NOT_OFFERED = 501;

    /** A version of a payment's invoice. */
    record Change(String paymentId, long version) {}

    /** @param nextCursor position after the last change */
    record Page(List<Change> changes, String nextCursor) {}

    private final List<URI> adapters;
    private final JsonMapper json;
    private final RestClient http;

    InvoiceChangesClient(ProviderAdapterProperties services, InternalApiProperties internal, JsonMapper json) {
        this.adapters = services.provider();
        var requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
        requests.setReadTimeout(TIMEOUT);
        this.json = json;
        this.http = RestClient.builder()
                .requestFactory(requests)
                .defaultHeader("Authorization", internal.authorization())
                .build();
    }

    /**
     * @param after empty for the start of the list
     * @return empty if the provider offers no such list
     * @throws RuntimeException without a response of the provider
     */
    Optional<Page> list(String after, int limit) {
        RuntimeException failure = new IllegalStateException("no provider-adapter is configured");
        for (URI adapter : adapters) {
            try {
                return list(adapter, after, limit);
            } catch (ResourceAccessException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private Optional<Page> list(URI adapter, String after, int limit) {
        URI uri = UriComponentsBuilder.fromUri(adapter)
                .path("/internal/invoice-changes")
                .queryParam("after", "{after}")
                .queryParam("limit", limit)
                .encode()
                .buildAndExpand(after)
                .toUri();
        return http.get().uri(uri).exchangeForRequiredValue((_, response) -> {
            HttpStatusCode status = response.getStatusCode();
            if (status.value() == NOT_OFFERED) {
                return Optional.empty();
            }
            if (!status.is2xxSuccessful()) {
                throw new IllegalStateException("provider-adapter responded " + status.value());
            }
            return Optional.of(json.readValue(response.getBody(), Page.class));
        });
    }
}
