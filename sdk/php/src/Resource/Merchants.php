<?php

declare(strict_types=1);

namespace SopranoExchange\Resource;

use DateTimeInterface;
use SopranoExchange\Internal\HttpClient;
use SopranoExchange\Internal\Json;
use SopranoExchange\Model\Merchant;
use SopranoExchange\Model\Replay;

final class Merchants
{
    public function __construct(private readonly HttpClient $http)
    {
    }

    /**
     * Creates a merchant. Store its `webhookSecret`: it is shown only here and at rotation.
     *
     * @param ?string $maxAmount a decimal string, in the default currency
     * @param ?array<string, string> $maxAmounts decimal strings by currency
     * @param ?string $lateSuccess accept or refund
     * @param ?list<string> $returnUrls
     * @param ?list<array{url: string, statuses?: list<string>, headers?: array<string, string>, enabled?: bool}> $endpoints
     */
    public function create(
        string $name,
        ?string $webhookUrl = null,
        ?string $defaultCurrency = null,
        ?string $maxAmount = null,
        ?array $maxAmounts = null,
        ?string $lateSuccess = null,
        ?array $returnUrls = null,
        ?string $legalName = null,
        ?string $supportContact = null,
        ?string $logo = null,
        ?array $endpoints = null,
    ): Merchant {
        return Json::toModel(Merchant::class, $this->http->post('/merchant/create', get_defined_vars()));
    }

    public function get(int $merchantId): Merchant
    {
        return Json::toModel(Merchant::class, $this->http->get("/merchant/$merchantId"));
    }

    /**
     * Changes the given fields only. Null clears `max_amount`, `legal_name`, `support_contact` and `logo`.
     *
     * @param array<string, mixed> $changes with the names of the API, such as `webhook_url`; amounts are decimal strings
     */
    public function update(int $merchantId, array $changes): Merchant
    {
        return Json::toModel(Merchant::class, $this->http->patch("/merchant/$merchantId", $changes));
    }

    /** Creates a new `webhookSecret`. Webhooks carry both signatures for the overlap, 24 hours by default. */
    public function rotateWebhookSecret(int $merchantId, ?int $overlapSeconds = null): Merchant
    {
        $body = ['overlapSeconds' => $overlapSeconds];
        return Json::toModel(Merchant::class, $this->http->post("/merchant/$merchantId/webhook-secret/rotate", $body));
    }

    /**
     * Sends a test event to each endpoint.
     *
     * @return list<string> the ids of the deliveries
     */
    public function sendTestWebhook(int $merchantId): array
    {
        return $this->http->post("/merchant/$merchantId/webhook/test")['delivery_ids'];
    }

    /**
     * Sends all webhooks of a time range again, in the background.
     *
     * @param DateTimeInterface $since inclusive
     * @param ?DateTimeInterface $until exclusive; now if absent
     */
    public function replayWebhooks(
        int $merchantId,
        DateTimeInterface $since,
        ?DateTimeInterface $until = null,
        ?string $status = null,
    ): Replay {
        $body = ['since' => $since, 'until' => $until, 'status' => $status];
        return Json::toModel(Replay::class, $this->http->post("/merchant/$merchantId/webhook/replay", $body));
    }
}
