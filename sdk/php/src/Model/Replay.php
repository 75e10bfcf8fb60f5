<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;

/** A repetition of all webhooks of a time range. `state` is running or done. */
final readonly class Replay
{
    public function __construct(
        public string $id,
        public int $merchantId,
        public DateTimeImmutable $since,
        public DateTimeImmutable $until,
        public ?string $status,
        public string $state,
        public int $total,
        public int $replayed,
        public DateTimeImmutable $createdAt,
        public ?DateTimeImmutable $finishedAt,
    ) {
    }
}
