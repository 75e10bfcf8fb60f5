<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

use SopranoExchange\Internal\ListOf;

/** Events, oldest first. `nextCursor` is the `after` of the next page; `hasMore` is whether it has events now. */
final readonly class EventPage
{
    public function __construct(
        /** @var list<Event> */
        #[ListOf(Event::class)]
        public array $data,
        public string $nextCursor,
        public bool $hasMore,
    ) {
    }
}
