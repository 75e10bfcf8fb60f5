<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** 404: the resource does not exist or belongs to another account. */
class NotFoundException extends ApiException
{
}
