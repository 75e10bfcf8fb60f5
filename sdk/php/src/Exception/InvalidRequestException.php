<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** 400, 405, 406, 413 or 415: the request is not valid; `errors` names each invalid field. */
class InvalidRequestException extends ApiException
{
}
