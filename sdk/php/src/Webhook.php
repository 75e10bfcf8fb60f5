<?php

declare(strict_types=1);

namespace SopranoExchange;

use Closure;
use InvalidArgumentException;
use JsonException;
use SensitiveParameter;
use SopranoExchange\Exception\WebhookVerificationException;
use SopranoExchange\Internal\Json;
use SopranoExchange\Model\WebhookEvent;
use TypeError;

/** Verifies webhooks with one secret, or with the old and the new one during a rotation (https://www.standardwebhooks.com). */
final class Webhook
{
    private const MIN_KEY_BYTES = 16;

    /** @var list<string> */
    private readonly array $secrets;
    /** @var list<string> */
    private readonly array $keys;

    /**
     * @param string|list<string> $secrets
     * @param int $toleranceSeconds largest difference between the time of a webhook and the current time
     * @param ?Closure(): int $clock the current time in seconds, for tests
     */
    public function __construct(
        #[SensitiveParameter] string|array $secrets,
        private readonly int $toleranceSeconds = 300,
        private readonly ?Closure $clock = null,
    ) {
        $this->secrets = array_values((array) $secrets);
        if ($this->secrets === []) {
            throw new InvalidArgumentException('a webhook secret is required');
        }
        $this->keys = array_map(self::key(...), $this->secrets);
    }

    /**
     * Checks signature and time.
     *
     * @param string $body the raw body, as received, before any JSON parsing
     * @param array<string, string|list<string>> $headers of getallheaders(), PSR-7, Symfony or Laravel
     * @throws WebhookVerificationException
     */
    public function verify(string $body, array $headers): WebhookEvent
    {
        $given = self::lowerCase($headers);
        $id = $given['webhook-id'] ?? '';
        $timestamp = $given['webhook-timestamp'] ?? '';
        if ($id === '' || !ctype_digit($timestamp)) {
            throw new WebhookVerificationException('webhook-id or webhook-timestamp is missing or malformed');
        }
        $now = $this->clock === null ? time() : ($this->clock)();
        if (abs($now - (int) $timestamp) > $this->toleranceSeconds) {
            throw new WebhookVerificationException('webhook-timestamp is outside the tolerance');
        }
        $signatures = array_map(
            fn (string $key): string => 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true)),
            $this->keys,
        );
        if (!self::anyEqual($signatures, explode(' ', $given['webhook-signature'] ?? ''))) {
            throw new WebhookVerificationException('no signature matches');
        }
        return self::toEvent($body, $given);
    }

    /**
     * Checks only X-Webhook-Secret, for receivers that cannot read the raw body. Neither the body nor the id with the version is
     * protected, and replays are not detected.
     *
     * @param array<string, string|list<string>> $headers
     * @throws WebhookVerificationException
     */
    public function verifySharedSecret(string $body, array $headers): WebhookEvent
    {
        $given = self::lowerCase($headers);
        if (!self::anyEqual($this->secrets, [$given['x-webhook-secret'] ?? ''])) {
            throw new WebhookVerificationException('X-Webhook-Secret does not match');
        }
        return self::toEvent($body, $given);
    }

    private static function key(#[SensitiveParameter] string $secret): string
    {
        $text = (string) preg_replace('/^whsec_/', '', $secret);
        $key = (string) base64_decode($text, true);
        // base64_decode skips white space.
        if (strlen($key) < self::MIN_KEY_BYTES || rtrim(base64_encode($key), '=') !== rtrim($text, '=')) {
            throw new InvalidArgumentException(
                'a webhook secret is base64 of at least ' . self::MIN_KEY_BYTES . ' bytes, with or without whsec_',
            );
        }
        return $key;
    }

    /** The end of msg_<payment>_<version>. Test events have no version. */
    private static function version(string $id): int
    {
        return preg_match('/^msg_.+_(\d{1,9})$/D', $id, $match) === 1 ? (int) $match[1] : 0;
    }

    /**
     * @param array<string, string|list<string>> $headers
     * @return array<string, string>
     */
    private static function lowerCase(array $headers): array
    {
        return array_map(
            fn (string|array $value): string => is_array($value) ? implode(' ', $value) : $value,
            array_change_key_case($headers),
        );
    }

    /**
     * Compares in constant time.
     *
     * @param list<string> $expected
     * @param list<string> $given
     */
    private static function anyEqual(array $expected, array $given): bool
    {
        $equal = false;
        foreach ($expected as $one) {
            foreach ($given as $other) {
                $equal = hash_equals($one, $other) || $equal;
            }
        }
        return $equal;
    }

    /** @param array<string, string> $headers */
    private static function toEvent(string $body, array $headers): WebhookEvent
    {
        try {
            $id = $headers['webhook-id'] ?? '';
            return Json::toModel(WebhookEvent::class, ['id' => $id, 'version' => self::version($id)] + Json::parse($body));
        } catch (JsonException | TypeError $error) {
            throw new WebhookVerificationException('the body is not a webhook of a payment', previous: $error);
        }
    }
}
