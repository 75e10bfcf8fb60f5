<?php
// Creates a payment and reads it back.
declare(strict_types=1);

$baseUrl = getenv('SOPRANO_BASE_URL');
$apiKey = getenv('SOPRANO_API_KEY');
$merchantId = (int) getenv('SOPRANO_MERCHANT_ID');

function call(string $method, string $url, string $apiKey, ?array $body = null, array $headers = []): array
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 10,
        CURLOPT_HTTPHEADER => ["X-API-Key: $apiKey", 'Content-Type: application/json', ...$headers],
    ]);
    if ($body !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode($body, JSON_THROW_ON_ERROR));
    }
    $text = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($text === false || $status >= 300) {
        fwrite(STDERR, "$status $text" . curl_error($curl) . "\n");
        exit(1);
    }
    return json_decode($text, true, 16, JSON_THROW_ON_ERROR);
}

$payment = call('POST', "$baseUrl/payment/create", $apiKey, [
    'merchant_id' => $merchantId,
    'amount' => '1000.00',
    'currency' => 'RUB',
    'order_id' => '12345',
], ['Idempotency-Key: ' . bin2hex(random_bytes(16))]);
echo "send the payer to {$payment['payment_url']}\n";

$read = call('GET', "$baseUrl/payment/{$payment['payment_id']}", $apiKey);
echo "{$read['payment_id']} is {$read['status']}\n";
