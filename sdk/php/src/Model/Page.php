<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

/**
 * A page of a list. `nextCursor` is the `cursor` of the next page, or null.
 *
 * @template T
 */
final readonly class Page
{
    public function __construct(
        /** @var list<T> */
        public array $data,
        public ?string $nextCursor,
    ) {
    }
}
