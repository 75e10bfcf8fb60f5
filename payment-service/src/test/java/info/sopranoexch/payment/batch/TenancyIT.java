package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.Statements;
import info.sopranoexch.payment.testing.SteppedService;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.PaymentReply;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A payment of another account cannot be distinguished from one that does not exist: the response has the same text, and the
 * service sends the same statements in the same order.
 */
@SteppedService
@Import(Statements.class)
class TenancyIT {
    private static final String NOBODYS_PAYMENT = "pay_" + "0".repeat(32);
    private static final String NOBODYS_MERCHANT = "999999999999";

    @Autowired
    private BatchProcessor process;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Statements statements;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private long stranger;
    private String payment = "";
    private String merchant = "";

    @BeforeEach
    void createForeignPayment() {
        http = new Http(port);
        stranger = Accounts.create(jdbc);
        long owner = Accounts.create(jdbc);
        long shop = Accounts.merchant(jdbc, owner);
        merchant = String.valueOf(shop);
        payment = Commands.newPaymentId();
        process.process(Polls.of(codec, Commands.create(owner, shop, payment)));
        // The first commands of the shards publish old outbox rows.
        process.process(Polls.of(codec, Commands.cancel(stranger, NOBODYS_PAYMENT)));
        statements.take();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /internal/payments/PAYMENT",
        "GET, /internal/payments/PAYMENT/timeline",
        "GET, /internal/payments/PAYMENT/refunds",
        "GET, /internal/refunds?payment_id=PAYMENT",
        "GET, /internal/payments?merchant_id=MERCHANT",
        "GET, /internal/requests?payment_id=PAYMENT",
        "GET, /internal/merchants/MERCHANT",
        "PATCH, /internal/merchants/MERCHANT",
        "POST, /internal/merchants/MERCHANT/webhook-secret/rotate"
    })
    void sendsSameStatementsForForeignResources(String method, String path) {
        String body = method.equals("GET") ? null : method.equals("PATCH") ? "{\"name\":\"Mine\"}" : "{}";
        String theirs = path.replace("PAYMENT", payment).replace("MERCHANT", merchant);
        String nobodys = path.replace("PAYMENT", NOBODYS_PAYMENT).replace("MERCHANT", NOBODYS_MERCHANT);

        Seen foreign = see(method, theirs, body);
        Seen absent = see(method, nobodys, body);

        assertThat(foreign.statements()).isNotEmpty().isEqualTo(absent.statements());
        assertThat(foreign.status()).isEqualTo(absent.status());
        assertThat(foreign.text().replace(theirs, nobodys)).isEqualTo(absent.text());
    }

    private record Seen(int status, String text, List<String> statements) {}

    private Seen see(String method, String path, @Nullable String body) {
        Http.Response answer = http.call(method, path, stranger, body);
        return new Seen(answer.status(), answer.text(), statements.take());
    }

    static Stream<BiFunction<Long, String, PaymentCommand>> commands() {
        return Stream.of(
                Commands::cancel,
                (account, id) -> Commands.refund(account, id, 1L),
                (account, id) -> Commands.with(Commands.cancel(account, id), "k", "f"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void sendsSameStatementsForForeignPayment(BiFunction<Long, String, PaymentCommand> command) {
        process.process(Polls.of(codec, command.apply(stranger, payment)));
        List<String> foreign = statements.take();
        process.process(Polls.of(codec, command.apply(stranger, NOBODYS_PAYMENT)));
        List<String> absent = statements.take();

        assertThat(foreign).isNotEmpty().isEqualTo(absent);
        PaymentReply theirs = last(payment);
        PaymentReply nobodys = last(NOBODYS_PAYMENT);
        assertThat(theirs.getCode()).isEqualTo("payment_not_found").isEqualTo(nobodys.getCode());
        assertThat(theirs.getDetail()).isEqualTo(nobodys.getDetail());
        assertThat(theirs.getPayment()).isNull();
    }

    @Test
    void rejectsMerchantOfOtherAccount() {
        String id = Commands.newPaymentId();
        String other = Commands.newPaymentId();
        process.process(Polls.of(codec, Commands.create(stranger, Long.parseLong(merchant), id)));
        List<String> foreign = statements.take();
        process.process(Polls.of(codec, Commands.create(stranger, Long.parseLong(NOBODYS_MERCHANT), other)));

        assertThat(foreign).isNotEmpty().isEqualTo(statements.take());
        assertThat(last(id).getCode())
                .isEqualTo("merchant_not_found")
                .isEqualTo(last(other).getCode());
        assertThat(last(id).getDetail()).isEqualTo(last(other).getDetail());
    }

    private PaymentReply last(String id) {
        return TopicReader.of(Topics.PAYMENT_REPLIES, id, codec, PaymentReply.class)
                .getLast();
    }
}
