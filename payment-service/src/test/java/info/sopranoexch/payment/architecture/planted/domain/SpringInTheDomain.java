package info.sopranoexch.payment.architecture.planted.domain;

import info.sopranoexch.schemas.avro.PaymentCommand;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Planted violations: the rule on the domain is broken three times. */
record SpringInTheDomain(JdbcClient spring, ConsumerRecord<String, String> kafka, PaymentCommand avro) {}
