<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** 403: the API key lacks a scope, or the request did not use HTTPS. */
class PermissionDeniedException extends ApiException
{
}
