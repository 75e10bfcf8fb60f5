<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use DateTimeImmutable;
use SopranoExchange\Internal\ListOf;

/** A merchant with its webhook endpoints. */
final readonly class Merchant
{
    public function __construct(
        public int $id,
        public string $name,
        public ?string $webhookUrl,
        public string $defaultCurrency,
        public ?string $maxAmount,
        /** @var array<string, string> */
        public array $maxAmounts,
        public string $lateSuccess,
        /** @var list<string> */
        public array $returnUrls,
        public ?string $legalName,
        public ?string $supportContact,
        public bool $hasLogo,
        /** @var list<Endpoint> */
        #[ListOf(Endpoint::class)]
        public array $endpoints,
        /** @var list<WebhookSecret> */
        #[ListOf(WebhookSecret::class)]
        public array $webhookSecrets,
        public DateTimeImmutable $createdAt,
        public DateTimeImmutable $updatedAt,
        public int $version,
        /** Shown once: only in the results of `merchants->create` and `merchants->rotateWebhookSecret`. */
        public ?string $webhookSecret = null,
    ) {
    }
}
