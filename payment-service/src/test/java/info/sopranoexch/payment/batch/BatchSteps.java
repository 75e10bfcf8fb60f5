package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.domain.Payment;
import info.sopranoexch.payment.payments.PaymentStore;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Applies records as one poll without a broker, and reads the results. */
@Component
public class BatchSteps {
    private final BatchProcessor processor;
    private final AvroCodec codec;
    private final PaymentStore payments;
    private final JdbcClient jdbc;

    BatchSteps(BatchProcessor processor, AvroCodec codec, PaymentStore payments, JdbcClient jdbc) {
        this.processor = processor;
        this.codec = codec;
        this.payments = payments;
        this.jdbc = jdbc;
    }

    /** @param records commands and provider events */
    public void apply(SpecificRecord... records) {
        processor.process(Polls.of(codec, records));
    }

    public Payment payment(String paymentId) {
        return payments.find(paymentId).orElseThrow();
    }

    /** Reasons of the quarantine entries that were not applied. */
    public List<String> quarantineReasons(String paymentId) {
        return jdbc.sql("SELECT reason FROM quarantine WHERE payment_id = ? AND applied_at IS NULL ORDER BY id")
                .param(paymentId)
                .query(String.class)
                .list();
    }
}
