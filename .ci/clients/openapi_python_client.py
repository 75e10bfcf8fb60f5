"""Creates, pays, reads and refunds a payment with the client of openapi-python-client."""

import os
import time
import urllib.request
from decimal import Decimal

from soprano_exchange_payment_service_client import AuthenticatedClient
from soprano_exchange_payment_service_client.api.merchants import create_merchant
from soprano_exchange_payment_service_client.api.payments import create_payment, get_payment, refund_payment
from soprano_exchange_payment_service_client.models import CreateMerchant, CreatePayment, RefundPayment

client = AuthenticatedClient(
    base_url=os.environ["SOPRANO_BASE_URL"], token=os.environ["SOPRANO_API_KEY"], prefix="", auth_header_name="X-API-Key"
)
merchant = create_merchant.sync(client=client, body=CreateMerchant(name="Generated Python"))
assert merchant.webhook_secret.startswith("whsec_"), merchant

created = create_payment.sync(client=client, body=CreatePayment(merchant_id=merchant.id, amount="1000.10", currency="RUB"))
assert Decimal(str(created.amount)) == Decimal("1000.10"), created

pay = f"{os.environ['SOPRANO_SANDBOX_URL']}/control/invoices/by-external-id/{created.payment_id}/pay"
urllib.request.urlopen(urllib.request.Request(pay, method="POST"), timeout=10).close()
deadline = time.monotonic() + 30
while get_payment.sync(created.payment_id, client=client).status != "success":
    assert time.monotonic() < deadline, "the payment did not succeed within 30 s"
    time.sleep(0.2)

refunded = refund_payment.sync(created.payment_id, client=client, body=RefundPayment(amount="250.05"))
assert Decimal(str(refunded.refund.amount)) == Decimal("250.05"), refunded
print("python (openapi-python-client): 1 passed")
