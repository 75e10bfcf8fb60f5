<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

use RuntimeException;

/** Base class of all exceptions of this package. */
class SopranoException extends RuntimeException
{
}
