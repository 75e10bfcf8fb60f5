<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** 422: the idempotency key was already used with another request. */
class IdempotencyException extends ApiException
{
}
