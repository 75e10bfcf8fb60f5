/** Creates, pays, reads and refunds a payment with the types of openapi-typescript and its client openapi-fetch. */
import assert from "node:assert";
import createClient from "openapi-fetch";
import type { paths } from "./soprano.d.ts";

const client = createClient<paths>({
  baseUrl: process.env.SOPRANO_BASE_URL,
  headers: { "X-API-Key": process.env.SOPRANO_API_KEY },
});

const merchant = await client.POST("/merchant/create", { body: { name: "Generated TypeScript" } });
assert(merchant.data, JSON.stringify(merchant.error));
assert(merchant.data.webhook_secret.startsWith("whsec_"));

const created = await client.POST("/payment/create", {
  body: { merchant_id: merchant.data.id, amount: "1000.10", currency: "RUB" },
});
assert(created.data, JSON.stringify(created.error));
assert.strictEqual(created.data.amount, 1000.1);
const path = { payment_id: created.data.payment_id };

await fetch(`${process.env.SOPRANO_SANDBOX_URL}/control/invoices/by-external-id/${path.payment_id}/pay`, { method: "POST" });
const deadline = Date.now() + 30_000;
while ((await client.GET("/payment/{payment_id}", { params: { path } })).data?.status !== "success") {
  assert(Date.now() < deadline, "the payment did not succeed within 30 s");
  await new Promise((resolve) => setTimeout(resolve, 200));
}

const refunded = await client.POST("/payment/{payment_id}/refund", { params: { path }, body: { amount: "250.05" } });
assert(refunded.data && "refund" in refunded.data);
assert.strictEqual(refunded.data.refund.amount, 250.05);
console.log("typescript (openapi-typescript): 1 passed");
