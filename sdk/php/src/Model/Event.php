<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;

/**
 * An event of a payment. `id` is the `webhook-id` of its webhook, and `cursor` the position after it. `type` is `payment.` and a status,
 * refund.succeeded or refund.failed.
 */
final readonly class Event
{
    public function __construct(
        public string $id,
        public string $type,
        public DateTimeImmutable $createdAt,
        public int $paymentVersion,
        public string $cursor,
        public EventData $data,
    ) {
    }
}
