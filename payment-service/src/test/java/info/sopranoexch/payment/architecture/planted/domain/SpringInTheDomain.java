package info.sopranoexch.payment.architecture.planted.domain;

import info.sopranoexch.schemas.avro.PaymentCommand;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Planted: breaks the rule on the domain thrice. */
record SpringInTheDomain(JdbcClient spring, ConsumerRecord<String, String> kafka, PaymentCommand avro) {}
