<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;

/** An attempt to deliver a webhook. `error` is the reason if there was no response. */
final readonly class Attempt
{
    public function __construct(
        public int $attempt,
        public DateTimeImmutable $at,
        public string $outcome,
        public ?int $httpStatus,
        public ?string $error,
        public float $totalMs,
        public ?DateTimeImmutable $nextAttemptAt,
        public ?int $retryAfterSeconds,
        public ?string $responseExcerpt,
    ) {
    }
}
