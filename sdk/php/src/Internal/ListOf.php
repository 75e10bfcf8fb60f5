<?php

declare(strict_types=1);

namespace SopranoExchange\Internal;

use Attribute;

/** The class of the items of an array. */
#[Attribute(Attribute::TARGET_PROPERTY | Attribute::TARGET_PARAMETER)]
final readonly class ListOf
{
    /** @param class-string $class */
    public function __construct(public string $class)
    {
    }
}
