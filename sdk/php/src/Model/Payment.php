<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;

/**
 * A payment. `status` is pending, processing, success, failed, expired, cancelled, partially_refunded or refunded. Amounts are
 * decimal strings.
 */
final readonly class Payment
{
    public function __construct(
        public int $id,
        public int $merchantId,
        public string $paymentId,
        public string $amount,
        public string $currency,
        public string $status,
        public string $paymentUrl,
        public ?string $description,
        public ?string $orderId,
        /** @var array<string, string> */
        public array $metadata,
        public DateTimeImmutable $createdAt,
        public DateTimeImmutable $expiresAt,
        public string $refundedAmount,
        public string $paidAmount,
        public string $refundableAmount,
        public bool $sandbox,
        public ?Issue $issue = null,
        /** The new refund, only in the result of `payments->refund`. */
        public ?Refund $refund = null,
    ) {
    }
}
