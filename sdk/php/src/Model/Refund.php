<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;

/** A refund. `status` is pending, succeeded or failed. */
final readonly class Refund
{
    public function __construct(
        public string $refundId,
        public string $paymentId,
        public int $merchantId,
        public string $amount,
        public string $currency,
        public string $status,
        public string $origin,
        public ?string $failureCode,
        public DateTimeImmutable $createdAt,
        public ?DateTimeImmutable $endedAt,
    ) {
    }
}
