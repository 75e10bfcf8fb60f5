package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.directory.DirectoryPublisher;
import info.sopranoexch.payment.merchants.MerchantRequest.EndpointRequest;
import info.sopranoexch.payment.merchants.MerchantRequest.LogoChange;
import info.sopranoexch.payment.secrets.RandomSecrets;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.secrets.SecretCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Creates and changes merchants. Each change is committed together with its directory record. */
@Component
class MerchantService {
    /** A merchant with its new webhook secret, which is shown only once. */
    record CreatedSecret(Merchant merchant, String webhookSecret) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private final DirectoryPublisher publisher;
    private final MerchantDirectoryPublisher directory;
    private final MerchantStore store;
    private final MerchantRequestReader reader;
    private final SecretCipher cipher;
    private final MerchantProperties properties;

    MerchantService(
            DirectoryPublisher publisher,
            MerchantDirectoryPublisher directory,
            MerchantStore store,
            MerchantRequestReader reader,
            SecretCipher cipher,
            MerchantProperties properties) {
        this.publisher = publisher;
        this.directory = directory;
        this.store = store;
        this.reader = reader;
        this.cipher = cipher;
        this.properties = properties;
    }

    CreatedSecret create(long accountId, ObjectNode body) {
        MerchantRequest request = reader.read(body, null);
        return publisher.change(now -> {
            long id = store.insert(accountId, request, now);
            putLogo(id, request.logo());
            putEndpoints(id, request, Map.of());
            String secret = createSecret(id, now);
            return new CreatedSecret(publish(id, accountId), secret);
        });
    }

    Merchant patch(long accountId, long merchantId, ObjectNode body) {
        return publisher.change(now -> {
            Merchant current = find(merchantId, accountId);
            MerchantRequest request = reader.read(body, current);
            store.update(merchantId, request, now);
            putLogo(merchantId, request.logo());
            putEndpoints(
                    merchantId,
                    request,
                    current.endpoints().stream().collect(Collectors.toMap(Merchant.Endpoint::endpointId, e -> e)));
            return publish(merchantId, accountId);
        });
    }

    /** Creates a secret. The earlier secrets stay valid for the overlap. */
    CreatedSecret rotateSecret(long accountId, long merchantId, Duration overlap) {
        return publisher.change(now -> {
            find(merchantId, accountId);
            store.endSecrets(merchantId, now.plus(overlap), now, properties.maxSecrets() - 1);
            String secret = createSecret(merchantId, now);
            store.incrementVersion(merchantId, now);
            return new CreatedSecret(publish(merchantId, accountId), secret);
        });
    }

    /** @return the new secret in clear text */
    private String createSecret(long merchantId, Instant now) {
        String secret = RandomSecrets.webhookSecret();
        store.addSecret(merchantId, cipher.encrypt(merchantId, secret), now);
        return secret;
    }

    private void putLogo(long merchantId, @Nullable LogoChange change) {
        if (change == null) {
            return;
        }
        Logo logo = change.logo();
        if (logo == null) {
            store.removeLogo(merchantId);
        } else {
            store.putLogo(merchantId, logo);
        }
    }

    private void putEndpoints(long merchantId, MerchantRequest request, Map<Long, Merchant.Endpoint> current) {
        if (!current.isEmpty()) {
            Set<Long> kept = request.endpoints().stream()
                    .map(EndpointRequest::endpointId)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            store.removeEndpointsExcept(merchantId, kept);
        }
        for (EndpointRequest endpoint : request.endpoints()) {
            long id = endpoint.endpointId() == null ? 0 : endpoint.endpointId();
            byte[] headers = headers(merchantId, endpoint.headers(), current.get(id));
            store.putEndpoint(
                    merchantId,
                    new Merchant.Endpoint(id, endpoint.url(), endpoint.statuses(), headers, endpoint.enabled()));
        }
    }

    private byte @Nullable [] headers(
            long merchantId, @Nullable Map<String, String> requested, Merchant.@Nullable Endpoint current) {
        if (requested == null) {
            return current == null ? null : current.headersCiphertext();
        }
        return requested.isEmpty() ? null : cipher.encrypt(merchantId, JSON.writeValueAsString(requested));
    }

    private Merchant publish(long merchantId, long accountId) {
        Merchant merchant = find(merchantId, accountId);
        directory.publish(merchant);
        return merchant;
    }

    private Merchant find(long merchantId, long accountId) {
        return store.find(merchantId, accountId).orElseThrow(() -> ProblemException.notFound("merchant"));
    }
}
