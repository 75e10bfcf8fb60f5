<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;

/**
 * A verified webhook. Webhooks can arrive more than once: ignore a `version` that is not higher than the last one of the payment.
 * A webhook with a `type` (refund.succeeded or refund.failed) reports the end of a refund; an earlier one has reported its
 * `status`.
 */
final readonly class WebhookEvent
{
    public function __construct(
        public string $id,
        public int $version,
        public string $paymentId,
        public string $status,
        public string $amount,
        public string $currency,
        public DateTimeImmutable $timestamp,
        public ?string $refundedAmount = null,
        public ?string $paidAmount = null,
        public ?string $type = null,
        public ?RefundResult $refund = null,
    ) {
    }
}
