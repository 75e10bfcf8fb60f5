"""Creates, pays, reads and refunds a payment with the Python client of openapi-generator."""

import os
import time
import urllib.request
from decimal import Decimal

import openapi_client as api

configuration = api.Configuration(host=os.environ["SOPRANO_BASE_URL"], api_key={"apiKey": os.environ["SOPRANO_API_KEY"]})
with api.ApiClient(configuration) as client:
    merchant = api.MerchantsApi(client).create_merchant(api.CreateMerchant(name="Generated Python"))
    assert merchant.webhook_secret.startswith("whsec_"), merchant

    payments = api.PaymentsApi(client)
    created = payments.create_payment(api.CreatePayment(merchant_id=merchant.id, amount=api.AmountIn("1000.10"), currency="RUB"))
    assert Decimal(str(created.amount)) == Decimal("1000.10"), created.amount

    pay = f"{os.environ['SOPRANO_SANDBOX_URL']}/control/invoices/by-external-id/{created.payment_id}/pay"
    urllib.request.urlopen(urllib.request.Request(pay, method="POST"), timeout=10).close()
    deadline = time.monotonic() + 30
    while payments.get_payment(created.payment_id).status != "success":
        assert time.monotonic() < deadline, "the payment did not succeed within 30 s"
        time.sleep(0.2)

    refunded = payments.refund_payment(created.payment_id, refund_payment=api.RefundPayment(amount=api.RefundAmount("250.05")))
    assert Decimal(str(refunded.refund.amount)) == Decimal("250.05"), refunded.refund
print("python (openapi-generator): 1 passed")
