<?php

declare(strict_types=1);

namespace SopranoExchange\Resource;

use Generator;
use SopranoExchange\Internal\HttpClient;
use SopranoExchange\Internal\Json;
use SopranoExchange\Model\Event;
use SopranoExchange\Model\EventPage;

final class Events
{
    /** Longest wait of the API for an event, in seconds. */
    private const MAX_WAIT = 30;

    public function __construct(private readonly HttpClient $http)
    {
    }

    /**
     * One page, oldest first.
     *
     * @param ?string $after the `cursor` of an event, the `nextCursor` of a page, or "latest" for new events only
     * @param ?int $limit 1 to 100
     * @param int $wait if there is no event, the response waits up to this number of seconds (0 to 30) for one
     */
    public function list(
        ?string $after = null,
        ?string $type = null,
        ?string $paymentId = null,
        ?int $merchantId = null,
        ?int $limit = null,
        int $wait = 0,
    ): EventPage {
        return Json::toModel(EventPage::class, $this->http->get('/events', get_defined_vars(), $wait));
    }

    /**
     * All events until now, oldest first.
     *
     * @return Generator<int, Event>
     */
    public function iterate(
        ?string $after = null,
        ?string $type = null,
        ?string $paymentId = null,
        ?int $merchantId = null,
        int $limit = 100,
    ): Generator {
        do {
            $page = $this->list($after, $type, $paymentId, $merchantId, $limit);
            foreach ($page->data as $event) {
                yield $event;
            }
            $after = $page->nextCursor;
        } while ($page->hasMore);
    }

    /**
     * All events, and then new ones as they occur, without end. Store the `cursor` of each event that you have processed, and
     * continue with it as `after`.
     *
     * @return Generator<int, Event>
     */
    public function follow(
        ?string $after = null,
        ?string $type = null,
        ?string $paymentId = null,
        ?int $merchantId = null,
        int $limit = 100,
    ): Generator {
        if ($after === 'latest') {
            // A request for "latest" that waits and is repeated would skip the events in between.
            $after = $this->list($after, $type, $paymentId, $merchantId, 1)->nextCursor;
        }
        while (true) {
            $page = $this->list($after, $type, $paymentId, $merchantId, $limit, self::MAX_WAIT);
            foreach ($page->data as $event) {
                yield $event;
            }
            $after = $page->nextCursor;
        }
    }

    public function get(string $eventId): Event
    {
        return Json::toModel(Event::class, $this->http->get('/events/' . rawurlencode($eventId)));
    }
}
