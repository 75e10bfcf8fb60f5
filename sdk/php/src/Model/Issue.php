<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

/** Why a payment is held for review, or why `paidAmount` differs from `amount`. */
final readonly class Issue
{
    public function __construct(
        public string $code,
        public string $message,
    ) {
    }
}
