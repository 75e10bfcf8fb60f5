<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** 429: too many requests. */
class RateLimitException extends ApiException
{
}
