<?php
// Creates, pays, reads and refunds a payment with the PHP client of openapi-generator.
require 'GuzzleHttp/autoload.php';
spl_autoload_register(function (string $class): void {
    $file = getenv('CLIENT') . '/lib/' . str_replace(['OpenAPI\\Client\\', '\\'], ['', '/'], $class) . '.php';
    if (is_file($file)) {
        require $file;
    }
});

use OpenAPI\Client\Api\MerchantsApi;
use OpenAPI\Client\Api\PaymentsApi;
use OpenAPI\Client\Configuration;
use OpenAPI\Client\Model\CreateMerchant;
use OpenAPI\Client\Model\CreatePayment;
use OpenAPI\Client\Model\RefundPayment;

function check(bool $holds, mixed $seen): void
{
    if (!$holds) {
        throw new RuntimeException('unexpected: ' . print_r($seen, true));
    }
}

$configuration = (new Configuration())->setHost(getenv('SOPRANO_BASE_URL'))->setApiKey('X-API-Key', getenv('SOPRANO_API_KEY'));
$http = new GuzzleHttp\Client();
$merchant = (new MerchantsApi($http, $configuration))->createMerchant(new CreateMerchant(['name' => 'Generated PHP']));
check(str_starts_with($merchant->getWebhookSecret(), 'whsec_'), $merchant);

$payments = new PaymentsApi($http, $configuration);
$created = $payments->createPayment(
    new CreatePayment(['merchant_id' => $merchant->getId(), 'amount' => '1000.10', 'currency' => 'RUB'])
);
check(number_format($created->getAmount(), 2, '.', '') === '1000.10', $created);

$http->post(getenv('SOPRANO_SANDBOX_URL') . "/control/invoices/by-external-id/{$created->getPaymentId()}/pay");
$deadline = microtime(true) + 30;
while ($payments->getPayment($created->getPaymentId())->getStatus() !== 'success') {
    check(microtime(true) < $deadline, 'the payment did not succeed within 30 s');
    usleep(200000);
}

$refunded = $payments->refundPayment($created->getPaymentId(), null, new RefundPayment(['amount' => '250.05']));
check(number_format($refunded->getRefund()->getAmount(), 2, '.', '') === '250.05', $refunded);
echo "php (openapi-generator): 1 passed\n";
