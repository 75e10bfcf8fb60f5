<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;
use SopranoExchange\Internal\ListOf;

/** The delivery of a webhook to an endpoint. */
final readonly class Delivery
{
    public function __construct(
        public string $id,
        public int $merchantId,
        public int $endpointId,
        public string $paymentId,
        public string $eventId,
        public string $webhookId,
        public int $paymentVersion,
        public string $type,
        public string $paymentStatus,
        public string $status,
        public int $attempts,
        public DateTimeImmutable $createdAt,
        public ?DateTimeImmutable $nextAttemptAt,
        public ?string $waitReason,
        public ?DateTimeImmutable $finishedAt,
        /** @var ?list<Attempt> newest first; only in the results of `webhookDeliveries->get` and `redeliver` */
        #[ListOf(Attempt::class)]
        public ?array $attemptLog = null,
    ) {
    }
}
