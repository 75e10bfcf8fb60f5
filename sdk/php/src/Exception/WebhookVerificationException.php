<?php

declare(strict_types=1);

namespace SopranoExchange\Exception;

/** The webhook was not sent by Soprano Exchange, was altered, or is too old. */
class WebhookVerificationException extends SopranoException
{
}
