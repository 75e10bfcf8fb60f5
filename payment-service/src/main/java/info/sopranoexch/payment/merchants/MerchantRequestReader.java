package info.sopranoexch.payment.merchants;

import info.sopranoexch.payment.domain.HasCode;
import info.sopranoexch.payment.domain.LateSuccessPolicy;
import info.sopranoexch.payment.domain.PaymentStatus;
import info.sopranoexch.payment.merchants.MerchantRequest.EndpointRequest;
import info.sopranoexch.payment.merchants.MerchantRequest.LogoChange;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.Fields;
import info.sopranoexch.starter.webhook.CustomHeaders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and checks the body of a request to create or change a merchant. An absent field keeps its value. A null field counts
 * as absent, except for {@code max_amount} and the profile, which null clears.
 */
@Component
class MerchantRequestReader {
    private static final int MAX_NAME = 200;
    /** Base64 takes four characters for three bytes. */
    private static final int MAX_LOGO = 100 + Logo.MAX_BYTES * 4 / 3;

    private static final String DEFAULT_CURRENCY = "RUB";
    private static final Set<String> LATE_SUCCESS = Set.of("accept", "refund");
    /** Values of the filter of an endpoint: statuses that have webhooks, and the ends of refunds. */
    private static final Set<String> WEBHOOK_STATUSES = Stream.concat(
                    Stream.of(PaymentStatus.values())
                            .filter(status -> status != PaymentStatus.PENDING)
                            .map(PaymentStatus::code),
                    Stream.of("refund.succeeded", "refund.failed"))
            .collect(Collectors.toUnmodifiableSet());

    private final UrlValidator urls;
    private final MerchantProperties properties;

    MerchantRequestReader(UrlValidator urls, MerchantProperties properties) {
        this.urls = urls;
        this.properties = properties;
    }

    /**
     * @param current null for a new merchant
     * @throws info.sopranoexch.starter.validation.InvalidFieldsException with every error
     */
    MerchantRequest read(ObjectNode body, @Nullable Merchant current) {
        var fields = new Fields(body);
        String name = name(fields, current);
        String currency = currency(fields, current);
        Long max = maxAmount(fields, current, currency);
        Map<String, Long> maximums = maxAmounts(fields, current, currency);
        LateSuccessPolicy policy = policy(fields, current);
        List<String> returnUrls = returnUrls(fields, current);
        MerchantProfile profile = profile(fields, current);
        LogoChange logo = fields.has("logo") ? logo(fields) : null;
        List<EndpointRequest> endpoints = endpoints(fields, current);
        fields.check();
        return new MerchantRequest(name, currency, max, maximums, policy, returnUrls, profile, logo, endpoints);
    }

    private static String name(Fields fields, @Nullable Merchant current) {
        if (current != null && fields.isNull("name")) {
            return current.name();
        }
        String name = fields.requiredText("name", MAX_NAME);
        return name == null ? "" : name;
    }

    private static String currency(Fields fields, @Nullable Merchant current) {
        String before = current == null ? DEFAULT_CURRENCY : current.defaultCurrency();
        String requested = fields.text("default_currency", 3);
        if (requested == null) {
            return before;
        }
        if (Currencies.decimals(requested).isEmpty()) {
            fields.error(FieldErrors.unsupportedCurrency("default_currency"));
            return before;
        }
        return requested;
    }

    private static @Nullable Long maxAmount(Fields fields, @Nullable Merchant current, String currency) {
        if (fields.has("max_amount")) {
            return fields.amountMinor("max_amount", currency);
        }
        if (current != null && current.maxAmountMinor() != null && !currency.equals(current.defaultCurrency())) {
            fields.error("max_amount", "required", "max_amount is required when default_currency changes.");
        }
        return current == null ? null : current.maxAmountMinor();
    }

    /** Maximums in other currencies. A request replaces all of them. */
    private static Map<String, Long> maxAmounts(Fields fields, @Nullable Merchant current, String defaultCurrency) {
        Fields given = fields.nested("max_amounts");
        if (given == null) {
            return current == null ? Map.of() : current.maxAmountsMinor();
        }
        var maximums = new TreeMap<String, Long>();
        for (String currency : given.names()) {
            if (Currencies.decimals(currency).isEmpty()) {
                fields.error(new FieldError(
                        "max_amounts", "invalid_key", "max_amounts must have supported ISO 4217 codes as its names."));
                return Map.of();
            }
            Long max = given.amountMinor(currency, currency);
            if (currency.equals(defaultCurrency)) {
                given.error(currency, "ambiguous", currency + " is the default currency; its cap is max_amount.");
            }
            if (max != null) {
                maximums.put(currency, max);
            }
        }
        return maximums;
    }

    private static LateSuccessPolicy policy(Fields fields, @Nullable Merchant current) {
        String requested = fields.option("late_success", LATE_SUCCESS);
        if (requested != null) {
            return HasCode.of(LateSuccessPolicy.class, requested);
        }
        return current == null ? LateSuccessPolicy.ACCEPT : current.lateSuccess();
    }

    private List<String> returnUrls(Fields fields, @Nullable Merchant current) {
        if (fields.isNull("return_urls")) {
            return current == null ? List.of() : current.returnUrls();
        }
        List<String> requested = fields.texts("return_urls", properties.maxReturnUrls(), UrlValidator.MAX_LENGTH);
        if (requested == null) {
            return List.of();
        }
        return requested.stream()
                .map(url -> urls.page(fields, "return_urls", url))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** A null field clears its value. */
    private MerchantProfile profile(Fields fields, @Nullable Merchant current) {
        MerchantProfile before = current == null ? new MerchantProfile(null, null, null) : current.profile();
        return new MerchantProfile(
                fields.has("legal_name") ? fields.text("legal_name", MAX_NAME) : before.legalName(),
                fields.has("support_contact") ? supportContact(fields) : before.supportContact(),
                before.logo());
    }

    private @Nullable String supportContact(Fields fields) {
        String contact = fields.text("support_contact", SupportContact.MAX_LENGTH);
        if (contact == null || SupportContact.isAddressOrNumber(contact)) {
            return contact;
        }
        if (contact.startsWith("https://")) {
            return urls.page(fields, "support_contact", contact);
        }
        fields.error(
                "support_contact",
                "invalid",
                "support_contact must be an e-mail address, an https URL or a telephone number.");
        return null;
    }

    private static LogoChange logo(Fields fields) {
        String dataUrl = fields.text("logo", MAX_LOGO);
        Logo logo = dataUrl == null ? null : Logo.parse(dataUrl);
        if (dataUrl != null && logo == null) {
            fields.error(
                    "logo", "invalid", "logo must be a data URL of a PNG of at most 32 KiB and 1024 x 1024 pixels.");
        }
        return new LogoChange(logo);
    }

    private List<EndpointRequest> endpoints(Fields fields, @Nullable Merchant current) {
        boolean givesUrl = !fields.isNull("webhook_url");
        if (!fields.isNull("endpoints")) {
            if (givesUrl) {
                fields.error("webhook_url", "ambiguous", "webhook_url must not be given together with endpoints.");
            }
            var ids = new HashSet<Long>();
            List<EndpointRequest> requested = fields.objects(
                    "endpoints", properties.maxEndpoints(), (endpoint, _) -> endpoint(endpoint, current, ids));
            return requested == null ? List.of() : requested;
        }
        List<EndpointRequest> kept = current == null
                ? new ArrayList<>()
                : current.endpoints().stream()
                        .map(EndpointRequest::keeping)
                        .collect(Collectors.toCollection(ArrayList::new));
        String text = givesUrl ? fields.text("webhook_url", UrlValidator.MAX_LENGTH) : null;
        String url = text == null ? null : urls.webhook(fields, "webhook_url", text);
        if (url != null) {
            EndpointRequest first = kept.isEmpty() ? EndpointRequest.added(url) : kept.removeFirst();
            kept.addFirst(first.withUrl(url));
        }
        return kept;
    }

    /** Only the URL is required. An absent field of an existing endpoint keeps its value. */
    private EndpointRequest endpoint(Fields fields, @Nullable Merchant current, Set<Long> ids) {
        Long id = fields.number("id", 1, Long.MAX_VALUE);
        Merchant.Endpoint existing = id == null || current == null ? null : current.endpoint(id);
        if (id != null && existing == null) {
            fields.error("id", "unknown", "id must be the id of an endpoint of this merchant.");
        }
        if (id != null && !ids.add(id)) {
            fields.error("id", "duplicate", "id must not be that of another endpoint in the list.");
        }
        String text = fields.requiredText("url", UrlValidator.MAX_LENGTH);
        String url = text == null ? null : urls.webhook(fields, "url", text);
        EndpointRequest before = existing == null ? EndpointRequest.added("") : EndpointRequest.keeping(existing);
        List<String> statuses = statuses(fields);
        Boolean enabled = fields.flag("enabled");
        return new EndpointRequest(
                id,
                url == null ? "" : url,
                statuses == null ? before.statuses() : statuses,
                headers(fields),
                enabled == null ? before.enabled() : enabled);
    }

    private static @Nullable List<String> statuses(Fields fields) {
        List<String> statuses = fields.texts("statuses", WEBHOOK_STATUSES.size(), 50);
        if (statuses == null) {
            return null;
        }
        if (!WEBHOOK_STATUSES.containsAll(statuses)) {
            fields.error(FieldErrors.someOf("statuses", WEBHOOK_STATUSES));
        }
        return statuses.stream().distinct().toList();
    }

    private static @Nullable Map<String, String> headers(Fields fields) {
        ObjectNode given = fields.object("headers");
        if (given == null) {
            return null;
        }
        if (given.size() > CustomHeaders.MAX_COUNT) {
            fields.error(FieldErrors.tooMany("headers", CustomHeaders.MAX_COUNT, "entries"));
            return null;
        }
        var headers = new LinkedHashMap<String, String>();
        for (Map.Entry<String, JsonNode> header : given.properties()) {
            String name = header.getKey();
            JsonNode value = header.getValue();
            if (!CustomHeaders.isAllowedName(name)) {
                fields.error(
                        "headers",
                        "invalid_key",
                        "headers must not set the header " + FieldErrors.printable(name) + ".");
                return null;
            }
            if (!value.isString() || !CustomHeaders.isAllowedValue(value.stringValue())) {
                fields.error(FieldErrors.invalid(
                        "headers." + name,
                        "a string of at most " + CustomHeaders.MAX_VALUE + " printable ASCII characters"));
                return null;
            }
            headers.put(name, value.stringValue());
        }
        return headers;
    }
}
