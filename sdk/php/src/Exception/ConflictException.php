<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** 409: the state of the resource does not allow the operation. */
class ConflictException extends ApiException
{
}
