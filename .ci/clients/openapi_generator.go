// Creates, pays, reads and refunds a payment with the Go client of openapi-generator.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	openapi "soprano.example/payments/client"
)

func main() {
	configuration := openapi.NewConfiguration()
	configuration.Servers = openapi.ServerConfigurations{{URL: os.Getenv("SOPRANO_BASE_URL")}}
	client := openapi.NewAPIClient(configuration)
	ctx := context.WithValue(context.Background(), openapi.ContextAPIKeys,
		map[string]openapi.APIKey{"apiKey": {Key: os.Getenv("SOPRANO_API_KEY")}})

	merchant, _, err := client.MerchantsAPI.CreateMerchant(ctx).CreateMerchant(*openapi.NewCreateMerchant("Generated Go")).Execute()
	check(err == nil && strings.HasPrefix(merchant.WebhookSecret, "whsec_"), merchant, err)

	amount, currency := "1000.10", "RUB"
	request := openapi.NewCreatePayment(merchant.Id, openapi.StringAsAmountIn(&amount))
	request.SetCurrency(currency)
	created, _, err := client.PaymentsAPI.CreatePayment(ctx).CreatePayment(*request).Execute()
	check(err == nil && created.Amount == 1000.10, created, err)

	pay := os.Getenv("SOPRANO_SANDBOX_URL") + "/control/invoices/by-external-id/" + created.PaymentId + "/pay"
	_, err = http.Post(pay, "application/json", nil)
	check(err == nil, pay, err)
	deadline := time.Now().Add(30 * time.Second)
	for {
		payment, _, err := client.PaymentsAPI.GetPayment(ctx, created.PaymentId).Execute()
		check(err == nil && time.Now().Before(deadline), payment, err)
		if payment.Status == openapi.PAYMENTSTATUS_SUCCESS {
			break
		}
		time.Sleep(200 * time.Millisecond)
	}

	part := "250.05"
	partAmount := openapi.StringAsRefundAmount(&part)
	refunded, _, err := client.PaymentsAPI.RefundPayment(ctx, created.PaymentId).
		RefundPayment(openapi.RefundPayment{Amount: &partAmount}).Execute()
	check(err == nil && refunded.Refund.Amount == 250.05, refunded, err)
	fmt.Println("go (openapi-generator): 1 passed")
}

func check(holds bool, seen any, err error) {
	if !holds {
		fmt.Fprintf(os.Stderr, "unexpected: %+v, error: %v\n", seen, err)
		os.Exit(1)
	}
}
