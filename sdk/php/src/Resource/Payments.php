<?php

declare(strict_types=1);

namespace SopranoExchange\Resource;

use DateTimeInterface;
use Generator;
use SopranoExchange\Internal\HttpClient;
use SopranoExchange\Internal\Json;
use SopranoExchange\Model\Accepted;
use SopranoExchange\Model\Page;
use SopranoExchange\Model\Payment;
use SopranoExchange\Model\Refund;
use SopranoExchange\Model\TimelineEntry;

final class Payments
{
    public function __construct(private readonly HttpClient $http)
    {
    }

    /**
     * Creates a payment. Send the payer to `paymentUrl`; it works at once, also if the result is `Accepted`.
     *
     * @param string|int $amount a decimal string such as "1000.00", or whole units
     * @param ?string $currency the merchant's default currency if absent
     * @param ?array<string, string> $metadata
     * @param ?int $expiresIn seconds
     * @param ?string $idempotencyKey replaces the automatic key; give one if you repeat the call yourself
     */
    public function create(
        int $merchantId,
        string|int $amount,
        ?string $currency = null,
        ?string $description = null,
        ?string $orderId = null,
        ?string $returnUrl = null,
        ?array $metadata = null,
        ?int $expiresIn = null,
        ?string $idempotencyKey = null,
    ): Payment|Accepted {
        $body = get_defined_vars();
        unset($body['idempotencyKey']);
        return $this->change('/payment/create', ['amount' => (string) $amount] + $body, $idempotencyKey);
    }

    public function get(string $paymentId): Payment
    {
        return Json::toModel(Payment::class, $this->http->get('/payment/' . rawurlencode($paymentId)));
    }

    /**
     * One page, newest first.
     *
     * @param ?DateTimeInterface $createdFrom inclusive
     * @param ?DateTimeInterface $createdTo exclusive
     * @param ?int $limit 1 to 100
     * @return Page<Payment>
     */
    public function list(
        ?int $merchantId = null,
        ?string $status = null,
        ?string $orderId = null,
        ?DateTimeInterface $createdFrom = null,
        ?DateTimeInterface $createdTo = null,
        ?int $limit = null,
        ?string $cursor = null,
    ): Page {
        return $this->http->page('/payments', get_defined_vars(), Payment::class);
    }

    /**
     * All payments, newest first. Pages are read as they are needed; `limit` is their size.
     *
     * @return Generator<int, Payment>
     */
    public function iterate(
        ?int $merchantId = null,
        ?string $status = null,
        ?string $orderId = null,
        ?DateTimeInterface $createdFrom = null,
        ?DateTimeInterface $createdTo = null,
        int $limit = 100,
        ?string $cursor = null,
    ): Generator {
        return $this->http->iterate('/payments', get_defined_vars(), Payment::class);
    }

    /** Cancels a payment while nothing is paid; otherwise a `ConflictException` (payment_not_cancellable). */
    public function cancel(string $paymentId, ?string $idempotencyKey = null): Payment|Accepted
    {
        return $this->change('/payment/' . rawurlencode($paymentId) . '/cancel', [], $idempotencyKey);
    }

    /**
     * Refunds a part, or the whole `refundableAmount`. The result has the `refund`, which is pending at first.
     *
     * @param string|int|null $amount a decimal string such as "1000.00", or whole units
     */
    public function refund(
        string $paymentId,
        string|int|null $amount = null,
        ?string $idempotencyKey = null,
    ): Payment|Accepted {
        $body = $amount === null ? [] : ['amount' => (string) $amount];
        return $this->change('/payment/' . rawurlencode($paymentId) . '/refund', $body, $idempotencyKey);
    }

    /** @return list<Refund> all refunds of the payment, newest first */
    public function refunds(string $paymentId): array
    {
        return $this->http->page('/payment/' . rawurlencode($paymentId) . '/refunds', [], Refund::class)->data;
    }

    /** @return list<TimelineEntry> everything that happened to the payment, oldest first */
    public function timeline(string $paymentId): array
    {
        return $this->http->page('/payment/' . rawurlencode($paymentId) . '/timeline', [], TimelineEntry::class)->data;
    }

    /** @param array<string, mixed> $body */
    private function change(string $path, array $body, ?string $idempotencyKey): Payment|Accepted
    {
        [$status, $response] = $this->http->postOnce($path, $body, $idempotencyKey);
        return Json::toModel($status === 202 ? Accepted::class : Payment::class, $response);
    }
}
