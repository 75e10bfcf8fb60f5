<?php

declare(strict_types=1);

namespace SopranoExchange;

use SensitiveParameter;
use SopranoExchange\Internal\HttpClient;
use SopranoExchange\Resource\Events;
use SopranoExchange\Resource\Merchants;
use SopranoExchange\Resource\Payments;
use SopranoExchange\Resource\Refunds;
use SopranoExchange\Resource\WebhookDeliveries;

/**
 * Client of the payment API. A request is repeated at most `maxRetries` times, with the same idempotency key, after a timeout, a
 * broken connection, 408, 429, 500, 502, 503 or 504.
 */
final class Soprano
{
    public readonly Payments $payments;
    public readonly Refunds $refunds;
    public readonly Merchants $merchants;
    public readonly WebhookDeliveries $webhookDeliveries;
    public readonly Events $events;

    /** @param float $timeout limit of one attempt, in seconds */
    public function __construct(
        #[SensitiveParameter] string $apiKey,
        string $baseUrl = 'https://soprano-exch.info/api/v1',
        float $timeout = 20,
        int $maxRetries = 3,
    ) {
        $http = new HttpClient($apiKey, $baseUrl, $timeout, $maxRetries);
        $this->payments = new Payments($http);
        $this->refunds = new Refunds($http);
        $this->merchants = new Merchants($http);
        $this->webhookDeliveries = new WebhookDeliveries($http);
        $this->events = new Events($http);
    }
}
