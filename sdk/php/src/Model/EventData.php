<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;

/** The content of a webhook, and the payment as it was then. */
final readonly class EventData
{
    public function __construct(
        public string $paymentId,
        public string $status,
        public string $amount,
        public string $currency,
        public DateTimeImmutable $timestamp,
        public Payment $payment,
        public ?string $refundedAmount = null,
        public ?string $paidAmount = null,
        public ?string $type = null,
        public ?RefundResult $refund = null,
    ) {
    }
}
