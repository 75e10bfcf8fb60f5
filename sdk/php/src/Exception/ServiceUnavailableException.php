<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** 503: the request was not processed; repeat it later. */
class ServiceUnavailableException extends ServerException
{
}
