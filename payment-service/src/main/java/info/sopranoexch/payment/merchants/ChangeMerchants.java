package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.merchants.MerchantSettings.EndpointSettings;
import info.sopranoexch.payment.merchants.MerchantSettings.LogoChange;
import info.sopranoexch.payment.outbox.PublishDirectory;
import info.sopranoexch.payment.secrets.RandomSecrets;
import info.sopranoexch.starter.problem.ProblemException;
import info.sopranoexch.starter.secrets.SecretCipher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes and changes merchants; each change and its directory record are committed together. */
@Component
class ChangeMerchants {
    /** A merchant with the secret that has just been made: the only time that it is seen. */
    record Made(Merchant merchant, String webhookSecret) {}

    /** Each live secret is a signature in the headers of each webhook. */
    private static final int MAX_SECRETS = 3;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PublishDirectory directory;
    private final MerchantStore store;
    private final LogoStore logos;
    private final ReadMerchantSettings settings;
    private final SecretCipher cipher;
    private final RandomSecrets random;
    private final AnnounceMerchant announce;
    private final InstantSource clock;

    ChangeMerchants(
            PublishDirectory directory,
            MerchantStore store,
            LogoStore logos,
            ReadMerchantSettings settings,
            SecretCipher cipher,
            RandomSecrets random,
            AnnounceMerchant announce,
            InstantSource clock) {
        this.directory = directory;
        this.store = store;
        this.logos = logos;
        this.settings = settings;
        this.cipher = cipher;
        this.random = random;
        this.announce = announce;
        this.clock = clock;
    }

    Made create(long accountId, ObjectNode body) {
        MerchantSettings wanted = settings.read(body, null);
        return directory.change(() -> {
            Instant now = clock.instant();
            long id = store.insert(accountId, wanted, now);
            putLogo(id, wanted.logo());
            putEndpoints(id, wanted, Map.of());
            String secret = random.webhookSecret();
            store.addSecret(id, cipher.encrypt(id, secret), now);
            return new Made(announced(id, accountId), secret);
        });
    }

    Merchant patch(long accountId, long merchantId, ObjectNode body) {
        return directory.change(() -> {
            Merchant current = find(merchantId, accountId);
            MerchantSettings wanted = settings.read(body, current);
            store.update(merchantId, wanted, clock.instant());
            putLogo(merchantId, wanted.logo());
            putEndpoints(
                    merchantId,
                    wanted,
                    current.endpoints().stream().collect(Collectors.toMap(Merchant.Endpoint::endpointId, e -> e)));
            return announced(merchantId, accountId);
        });
    }

    /** A new secret; the ones before it live on for the overlap. */
    Made rotate(long accountId, long merchantId, Duration overlap) {
        return directory.change(() -> {
            find(merchantId, accountId);
            Instant now = clock.instant();
            String secret = random.webhookSecret();
            store.endSecrets(merchantId, now.plus(overlap), now, MAX_SECRETS - 1);
            store.addSecret(merchantId, cipher.encrypt(merchantId, secret), now);
            store.touch(merchantId, now);
            return new Made(announced(merchantId, accountId), secret);
        });
    }

    private void putLogo(long merchantId, @Nullable LogoChange change) {
        if (change == null) {
            return;
        }
        Logo logo = change.logo();
        if (logo == null) {
            logos.remove(merchantId);
        } else {
            logos.put(merchantId, logo);
        }
    }

    private void putEndpoints(long merchantId, MerchantSettings wanted, Map<Long, Merchant.Endpoint> current) {
        Set<Long> kept = new HashSet<>();
        wanted.endpoints().forEach(endpoint -> {
            if (endpoint.endpointId() != null) {
                kept.add(endpoint.endpointId());
            }
        });
        if (!current.isEmpty()) {
            store.removeEndpointsBut(merchantId, kept);
        }
        for (EndpointSettings endpoint : wanted.endpoints()) {
            long id = endpoint.endpointId() == null ? 0 : endpoint.endpointId();
            Merchant.Endpoint before = current.get(id);
            byte[] headers = headers(merchantId, endpoint.headers(), before);
            store.putEndpoint(
                    merchantId,
                    new Merchant.Endpoint(id, endpoint.url(), endpoint.statuses(), headers, endpoint.enabled()));
        }
    }

    private byte @Nullable [] headers(
            long merchantId, @Nullable Map<String, String> wanted, Merchant.@Nullable Endpoint before) {
        if (wanted == null) {
            return before == null ? null : before.headersCiphertext();
        }
        return wanted.isEmpty() ? null : cipher.encrypt(merchantId, JSON.writeValueAsString(wanted));
    }

    private Merchant announced(long merchantId, long accountId) {
        Merchant merchant = find(merchantId, accountId);
        announce.announce(merchant, clock.instant());
        return merchant;
    }

    private Merchant find(long merchantId, long accountId) {
        return store.find(merchantId, accountId).orElseThrow(() -> ProblemException.notFound("merchant"));
    }
}
