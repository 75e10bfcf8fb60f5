<?php

declare(strict_types=1);

namespace SopranoExchange\Internal;

use DateTimeImmutable;
use JsonException;
use ReflectionClass;
use ReflectionNamedType;
use ReflectionParameter;

/** @internal JSON with amounts as decimal strings, because json_decode reads them as binary floats. */
final class Json
{
    /** A string, and the number after it if it names one. */
    private const NAMED_NUMBER = '/"([^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+)"(?:(\s*+:\s*+)(-?\d[-+.\deE]*+))?/s';
    /** Names of fields with an amount; `max_amounts` has amounts by currency. */
    private const AMOUNT = '/^(?:.*_)?amount$|^[A-Z]{3}$/';

    /**
     * @return array<string, mixed>
     * @throws JsonException
     */
    public static function parse(string $text): array
    {
        $quoted = preg_replace_callback(
            self::NAMED_NUMBER,
            fn (array $match): string => isset($match[3]) && preg_match(self::AMOUNT, $match[1])
                ? "\"$match[1]\"$match[2]\"$match[3]\""
                : $match[0],
            $text,
        );
        $value = json_decode($quoted ?? '', true, 64, JSON_THROW_ON_ERROR);
        return is_array($value) ? $value : throw new JsonException('not an object');
    }

    /**
     * Creates a model from parsed JSON. Unknown fields are ignored.
     *
     * @template T of object
     * @param class-string<T> $class
     * @param array<string, mixed> $fields
     * @return T
     */
    public static function toModel(string $class, array $fields): object
    {
        $arguments = [];
        foreach ((new ReflectionClass($class))->getConstructor()?->getParameters() ?? [] as $parameter) {
            $field = self::snakeCase($parameter->getName());
            if (array_key_exists($field, $fields)) {
                $arguments[$parameter->getName()] = self::toValue($parameter, $fields[$field]);
            }
        }
        return new $class(...$arguments);
    }

    public static function snakeCase(string $name): string
    {
        return strtolower((string) preg_replace('/[A-Z]/', '_$0', $name));
    }

    private static function toValue(ReflectionParameter $parameter, mixed $value): mixed
    {
        if ($value === null) {
            return null;
        }
        $list = $parameter->getAttributes(ListOf::class);
        if ($list !== []) {
            return array_map(fn (array $item): object => self::toModel($list[0]->newInstance()->class, $item), $value);
        }
        $type = $parameter->getType();
        if (!$type instanceof ReflectionNamedType || $type->isBuiltin()) {
            return $value;
        }
        return $type->getName() === DateTimeImmutable::class
            ? new DateTimeImmutable($value)
            : self::toModel($type->getName(), $value);
    }
}
