<?php

declare(strict_types=1);

namespace SopranoExchange\Internal;

use CurlHandle;
use DateTimeInterface;
use Generator;
use InvalidArgumentException;
use JsonException;
use SensitiveParameter;
use SopranoExchange\Exception\ApiConnectionException;
use SopranoExchange\Exception\ApiException;
use SopranoExchange\Exception\ApiTimeoutException;
use SopranoExchange\Model\Page;

/** @internal Sends requests: authentication, idempotency keys, retries. */
final class HttpClient
{
    private const VERSION = '0.1.0';
    /** The longest Retry-After for which the client waits, in seconds. Above it the exception is thrown at once. */
    private const MAX_RETRY_AFTER = 60;
    private const FIRST_BACKOFF = 0.5;
    private const MAX_BACKOFF = 8.0;
    /** The codes of errors that occur before a request is processed. After any other error its outcome can be unknown. */
    private const NOT_PROCESSED = ['rate_limited', 'overloaded', 'request_expired', 'starting', 'directory_incomplete'];

    private readonly CurlHandle $curl;

    public function __construct(
        #[SensitiveParameter] private readonly string $apiKey,
        private readonly string $baseUrl,
        private readonly float $timeout,
        private readonly int $maxRetries,
    ) {
        if ($apiKey === '') {
            throw new InvalidArgumentException('an API key is required');
        }
        // One handle, so that connections are used again.
        $this->curl = curl_init();
    }

    /**
     * @param array<string, mixed> $query with the names of PHP parameters
     * @return array<string, mixed>
     */
    public function get(string $path, array $query = [], float $extraTimeout = 0): array
    {
        $given = self::fields($query);
        $url = $given === [] ? $path : "$path?" . http_build_query($given);
        return $this->send('GET', $url, null, true, timeout: $this->timeout + $extraTimeout)[1];
    }

    /**
     * A request without an idempotency key: repeated only if it was certainly not processed.
     *
     * @param array<string, mixed> $body with the names of PHP parameters
     * @return array<string, mixed>
     */
    public function post(string $path, array $body = []): array
    {
        return $this->send('POST', $path, self::fields($body), false)[1];
    }

    /**
     * @param array<string, mixed> $body with the names of the API
     * @return array<string, mixed>
     */
    public function patch(string $path, array $body): array
    {
        if (isset($body['max_amounts'])) {
            $body['max_amounts'] = (object) $body['max_amounts'];
        }
        return $this->send('PATCH', $path, $body, true)[1];
    }

    /**
     * A request that is executed once, however often it is sent.
     *
     * @param array<string, mixed> $body with the names of PHP parameters
     * @return array{int, array<string, mixed>} status and body
     */
    public function postOnce(string $path, array $body, ?string $idempotencyKey): array
    {
        return $this->send('POST', $path, self::fields($body), true, $idempotencyKey ?? bin2hex(random_bytes(16)));
    }

    /**
     * @template T of object
     * @param array<string, mixed> $query
     * @param class-string<T> $class
     * @return Page<T>
     */
    public function page(string $path, array $query, string $class): Page
    {
        $page = $this->get($path, $query);
        $items = array_map(fn (array $item): object => Json::toModel($class, $item), $page['data']);
        return new Page($items, $page['next_cursor'] ?? null);
    }

    /**
     * @template T of object
     * @param array<string, mixed> $query
     * @param class-string<T> $class
     * @return Generator<int, T>
     */
    public function iterate(string $path, array $query, string $class): Generator
    {
        do {
            $page = $this->page($path, $query, $class);
            foreach ($page->data as $item) {
                yield $item;
            }
            $query['cursor'] = $page->nextCursor;
        } while ($page->nextCursor !== null);
    }

    /**
     * @param ?array<string, mixed> $body
     * @return array{int, array<string, mixed>}
     */
    private function send(
        string $method,
        string $path,
        ?array $body,
        bool $repeatable,
        ?string $idempotencyKey = null,
        ?float $timeout = null,
    ): array {
        $headers = [
            'Accept: application/json',
            'User-Agent: soprano-exchange-php/' . self::VERSION . ' php/' . PHP_VERSION,
            "X-API-Key: $this->apiKey",
            'Expect:',
        ];
        if ($body !== null) {
            $headers[] = 'Content-Type: application/json';
        }
        if ($idempotencyKey !== null) {
            $headers[] = "Idempotency-Key: $idempotencyKey";
        }
        $json = $body === null ? null : json_encode((object) $body, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
        for ($attempt = 0; ; $attempt++) {
            try {
                return $this->exchange($method, $path, $headers, $json, $timeout ?? $this->timeout);
            } catch (ApiException | ApiConnectionException $error) {
                $delay = self::delay($attempt, $error);
                if ($attempt >= $this->maxRetries || $delay === null || !self::mayRepeat($error, $repeatable)) {
                    throw $error;
                }
                usleep((int) ($delay * 1_000_000));
            }
        }
    }

    /**
     * @param list<string> $headers
     * @return array{int, array<string, mixed>}
     */
    private function exchange(string $method, string $path, array $headers, ?string $body, float $timeout): array
    {
        $responseHeaders = [];
        curl_reset($this->curl);
        // Redirects are not followed: the API key must not reach another server.
        curl_setopt_array($this->curl, [
            CURLOPT_URL => rtrim($this->baseUrl, '/') . $path,
            CURLOPT_CUSTOMREQUEST => $method,
            CURLOPT_HTTPHEADER => $headers,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT_MS => (int) ($timeout * 1000),
            CURLOPT_NOSIGNAL => true,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
            CURLOPT_HEADERFUNCTION => function (CurlHandle $_, string $line) use (&$responseHeaders): int {
                [$name, $value] = explode(':', $line, 2) + [1 => ''];
                $responseHeaders[strtolower($name)] = trim($value);
                return strlen($line);
            },
        ] + ($body === null ? [] : [CURLOPT_POSTFIELDS => $body]));
        $response = curl_exec($this->curl);
        if (!is_string($response)) {
            throw curl_errno($this->curl) === CURLE_OPERATION_TIMEDOUT
                ? new ApiTimeoutException("no response within $timeout s")
                : new ApiConnectionException('no response: ' . curl_error($this->curl));
        }
        $status = curl_getinfo($this->curl, CURLINFO_RESPONSE_CODE);
        if ($status < 200 || $status >= 300) {
            throw ApiException::of($status, $responseHeaders, $response);
        }
        try {
            return [$status, Json::parse($response)];
        } catch (JsonException $error) {
            throw new ApiConnectionException('the response is not JSON', previous: $error);
        }
    }

    private static function mayRepeat(ApiException|ApiConnectionException $error, bool $repeatable): bool
    {
        if ($error instanceof ApiConnectionException) {
            return $repeatable;
        }
        if (in_array($error->errorCode, self::NOT_PROCESSED, true)) {
            return true;
        }
        return $repeatable && (in_array($error->status, [408, 429, 500, 502, 503, 504], true)
            || $error->errorCode === 'idempotency_in_flight');
    }

    /** Seconds until the next attempt, random so that clients do not retry together. Null if it is too long. */
    private static function delay(int $attempt, ApiException|ApiConnectionException $error): ?float
    {
        $backoff = min(self::FIRST_BACKOFF * 2 ** $attempt, self::MAX_BACKOFF) * random_int(500, 1000) / 1000;
        $retryAfter = $error instanceof ApiException ? $error->retryAfter : null;
        if ($retryAfter === null) {
            return $backoff;
        }
        return $retryAfter <= self::MAX_RETRY_AFTER ? $retryAfter + $backoff / 2 : null;
    }

    /**
     * The given arguments with the names of the API.
     *
     * @param array<string, mixed> $arguments
     * @return array<string, mixed>
     */
    private static function fields(array $arguments): array
    {
        $fields = [];
        foreach ($arguments as $name => $value) {
            if ($value !== null) {
                $value = $value instanceof DateTimeInterface ? $value->format('Y-m-d\TH:i:s.vP') : $value;
                $fields[Json::snakeCase($name)] = $name === 'metadata' || $name === 'maxAmounts' ? (object) $value : $value;
            }
        }
        return $fields;
    }
}
