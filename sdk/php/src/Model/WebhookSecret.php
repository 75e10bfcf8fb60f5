<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;

/** A masked secret. `validUntil` is null for the current one. */
final readonly class WebhookSecret
{
    public function __construct(
        public string $secret,
        public DateTimeImmutable $createdAt,
        public ?DateTimeImmutable $validUntil,
    ) {
    }
}
