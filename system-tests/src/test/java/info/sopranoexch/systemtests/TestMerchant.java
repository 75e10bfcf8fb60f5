package info.sopranoexch.systemtests;

/**
 * A merchant of a new account.
 *
 * @param client of the first gateway
 * @param clientOfSecondGateway the same client with the second gateway
 */
record TestMerchant(MerchantClient client, MerchantClient clientOfSecondGateway, long merchantId, String apiKey) {}
