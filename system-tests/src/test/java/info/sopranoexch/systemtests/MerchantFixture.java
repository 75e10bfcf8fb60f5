package info.sopranoexch.systemtests;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Creates a merchant with a webhook receiver before each test. */
abstract class MerchantFixture {
    WebhookReceiver receiver;
    TestMerchant merchant;

    @BeforeEach
    void createMerchant() throws Exception {
        receiver = new WebhookReceiver();
        merchant = Stack.newMerchant(receiver);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }
}
