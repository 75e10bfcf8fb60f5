// Creates a payment and reads it back.
import { randomUUID } from "node:crypto";

const { SOPRANO_BASE_URL: baseUrl, SOPRANO_API_KEY: apiKey, SOPRANO_MERCHANT_ID: merchantId } = process.env;

async function call(method, path, body, headers = {}) {
  const response = await fetch(baseUrl + path, {
    method,
    headers: { "X-API-Key": apiKey, "Content-Type": "application/json", ...headers },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const result = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${result.code}: ${result.detail}`);
  return result;
}

const payment = await call(
  "POST",
  "/payment/create",
  { merchant_id: Number(merchantId), amount: "1000.00", currency: "RUB", order_id: "12345" },
  { "Idempotency-Key": randomUUID() },
);
console.log("send the payer to", payment.payment_url);

const read = await call("GET", `/payment/${payment.payment_id}`);
console.log(read.payment_id, "is", read.status);
