<?php

declare(strict_types=1);

namespace SopranoExchange\Model;

/** The operation is stored and will be carried out (202). Read the payment later for its result. */
final readonly class Accepted
{
    public function __construct(
        public string $paymentId,
        public string $paymentUrl,
    ) {
    }
}
