<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

/** A webhook endpoint. `headers` says whether additional headers are set. */
final readonly class Endpoint
{
    public function __construct(
        public int $id,
        public string $url,
        /** @var list<string> */
        public array $statuses,
        public bool $enabled,
        public bool $headers,
    ) {
    }
}
