package info.sopranoexch.payment.payerpage;

import static info.sopranoexch.starter.database.Columns.utc;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the table {@code payer_returns}. */
@Component
public class PayerReturnStore {
    private final JdbcClient jdbc;

    PayerReturnStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return when the payer last came back from the provider */
    public Optional<Instant> returnedAt(String paymentId) {
        return jdbc.sql("SELECT returned_at, checked_at FROM payer_returns WHERE payment_id = ?")
                .param(paymentId)
                .query(PayerReturn.class)
                .optional()
                .map(PayerReturn::returnedAt);
    }

    /** Locks the row until the end of the transaction. */
    Optional<PayerReturn> lock(String paymentId) {
        return jdbc.sql("SELECT returned_at, checked_at FROM payer_returns WHERE payment_id = ? FOR UPDATE")
                .param(paymentId)
                .query(PayerReturn.class)
                .optional();
    }

    /** @return false if another transaction inserted the row first */
    boolean insert(String paymentId, PayerReturn payerReturn) {
        return jdbc.sql("""
                                INSERT INTO payer_returns (payment_id, returned_at, checked_at) VALUES (?, ?, ?)
                                ON CONFLICT (payment_id) DO NOTHING
                                """)
                        .params(paymentId, utc(payerReturn.returnedAt()), utc(payerReturn.checkedAt()))
                        .update()
                == 1;
    }

    void update(String paymentId, PayerReturn payerReturn) {
        jdbc.sql("UPDATE payer_returns SET returned_at = ?, checked_at = ? WHERE payment_id = ?")
                .params(utc(payerReturn.returnedAt()), utc(payerReturn.checkedAt()), paymentId)
                .update();
    }
}
