<?php

declare(strict_types=1);

namespace SopranoExchange\Resource;

use Generator;
use SopranoExchange\Internal\HttpClient;
use SopranoExchange\Internal\Json;
use SopranoExchange\Model\Delivery;
use SopranoExchange\Model\Page;

final class WebhookDeliveries
{
    public function __construct(private readonly HttpClient $http)
    {
    }

    /**
     * One page, newest first.
     *
     * @param ?int $limit 1 to 100
     * @return Page<Delivery>
     */
    public function list(
        ?int $merchantId = null,
        ?string $paymentId = null,
        ?string $status = null,
        ?int $limit = null,
        ?string $cursor = null,
    ): Page {
        return $this->http->page('/webhook-deliveries', get_defined_vars(), Delivery::class);
    }

    /**
     * All deliveries, newest first. Pages are read as they are needed; `limit` is their size.
     *
     * @return Generator<int, Delivery>
     */
    public function iterate(
        ?int $merchantId = null,
        ?string $paymentId = null,
        ?string $status = null,
        int $limit = 100,
        ?string $cursor = null,
    ): Generator {
        return $this->http->iterate('/webhook-deliveries', get_defined_vars(), Delivery::class);
    }

    public function get(string $deliveryId): Delivery
    {
        return Json::toModel(Delivery::class, $this->http->get('/webhook-deliveries/' . rawurlencode($deliveryId)));
    }

    /** Sends a webhook again, at once. */
    public function redeliver(string $deliveryId): Delivery
    {
        $path = '/webhook-deliveries/' . rawurlencode($deliveryId) . '/redeliver';
        return Json::toModel(Delivery::class, $this->http->post($path));
    }
}
