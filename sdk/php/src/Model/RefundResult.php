<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

/** The end of a refund. `status` is succeeded or failed. */
final readonly class RefundResult
{
    public function __construct(
        public string $refundId,
        public string $amount,
        public string $status,
        public string $origin,
        public ?string $failureCode = null,
    ) {
    }
}
