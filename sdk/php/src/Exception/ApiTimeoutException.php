<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** No response was received within the timeout. */
class ApiTimeoutException extends ApiConnectionException
{
}
