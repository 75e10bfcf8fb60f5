<?php

// Makes the calls of the conformance cases with this SDK. ../../conformance/conformance.py describes the protocol.

declare(strict_types=1);

require __DIR__ . '/autoload.php';

use SopranoExchange\Exception\ApiException;
use SopranoExchange\Soprano;
use SopranoExchange\Webhook;

const TIMES = ['created_from', 'created_to', 'since', 'until'];

function camelCase(string $name): string
{
    return lcfirst(str_replace('_', '', ucwords($name, '_')));
}

function plain(mixed $value): mixed
{
    if ($value instanceof DateTimeInterface) {
        return $value->format(DATE_RFC3339_EXTENDED);
    }
    if (is_object($value)) {
        $fields = [];
        foreach (get_object_vars($value) as $name => $field) {
            $fields[strtolower(preg_replace('/[A-Z]/', '_$0', $name))] = plain($field);
        }
        return $fields;
    }
    return is_array($value) ? array_map(plain(...), $value) : $value;
}

function take(iterable $items, int $count): array
{
    $taken = [];
    foreach ($items as $item) {
        $taken[] = $item;
        if (count($taken) === $count) {
            break;
        }
    }
    return $taken;
}

function call(array $request): mixed
{
    [$resource, $method] = array_map(camelCase(...), explode('.', $request['call']));
    $arguments = [];
    foreach ($request['args'] as $name => $value) {
        $arguments[camelCase($name)] = in_array($name, TIMES, true) ? new DateTimeImmutable($value) : $value;
    }
    if ($resource === 'webhook') {
        $clock = isset($arguments['now']) ? fn (): int => $arguments['now'] : null;
        return (new Webhook($arguments['secrets'], clock: $clock))->$method($arguments['body'], $arguments['headers']);
    }
    $settings = $request['client'];
    $client = new Soprano($settings['api_key'], $settings['base_url'], $settings['timeout'], $settings['max_retries']);
    if ($request['call'] === 'merchants.update') {
        return $client->merchants->update($arguments['merchantId'], array_diff_key($request['args'], ['merchant_id' => 0]));
    }
    $result = $client->$resource->$method(...$arguments);
    return isset($request['take']) ? take($result, $request['take']) : $result;
}

while (($line = fgets(STDIN)) !== false) {
    try {
        $response = ['result' => plain(call(json_decode($line, true, 64, JSON_THROW_ON_ERROR)))];
    } catch (Throwable $error) {
        $type = preg_replace('/(Error|Exception)$/', '', (new ReflectionClass($error))->getShortName());
        $response = ['error' => ['type' => $type, 'message' => (string) $error]];
        if ($error instanceof ApiException) {
            $response['error'] += [
                'status' => $error->status,
                'code' => $error->errorCode,
                'request_id' => $error->requestId,
                'retry_after' => $error->retryAfter,
                'errors' => $error->errors,
            ];
        }
    }
    echo json_encode($response, JSON_THROW_ON_ERROR), "\n";
}
