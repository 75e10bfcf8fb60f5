<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;

/** Something that happened to a payment. */
final readonly class TimelineEntry
{
    public function __construct(
        public string $id,
        public DateTimeImmutable $occurredAt,
        public string $type,
        /** @var array<string, mixed> */
        public array $data,
    ) {
    }
}
