<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** No usable response was received. The request may or may not have been processed. */
class ApiConnectionException extends SopranoException
{
}
