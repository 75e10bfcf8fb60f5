<?php

declare(strict_types=1);

namespace SopranoExchange\Resource;

use Generator;
use SopranoExchange\Internal\HttpClient;
use SopranoExchange\Model\Page;
use SopranoExchange\Model\Refund;

final class Refunds
{
    public function __construct(private readonly HttpClient $http)
    {
    }

    /**
     * One page, newest first.
     *
     * @param ?int $limit 1 to 100
     * @return Page<Refund>
     */
    public function list(
        ?string $paymentId = null,
        ?string $status = null,
        ?int $limit = null,
        ?string $cursor = null,
    ): Page {
        return $this->http->page('/refunds', get_defined_vars(), Refund::class);
    }

    /**
     * All refunds, newest first. Pages are read as they are needed; `limit` is their size.
     *
     * @return Generator<int, Refund>
     */
    public function iterate(
        ?string $paymentId = null,
        ?string $status = null,
        int $limit = 100,
        ?string $cursor = null,
    ): Generator {
        return $this->http->iterate('/refunds', get_defined_vars(), Refund::class);
    }
}
