package info.sopranoexch.provider.callback;

import info.sopranoexch.provider.kafka.RecordReader;
import info.sopranoexch.provider.kafka.TraceContext;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderCallback;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Reads the kept callbacks. Offsets go when the translations are in Kafka. */
@Component
class CallbackListener {
    private static final String GROUP = "provider-adapter-callbacks";

    private final RecordReader reader;
    private final TranslateCallbacks translate;

    CallbackListener(RecordReader reader, TranslateCallbacks translate) {
        this.reader = reader;
        this.translate = translate;
    }

    @KafkaListener(id = GROUP, topics = Topics.PROVIDER_CALLBACKS)
    void on(List<ConsumerRecord<String, byte[]>> records) {
        var kept = new ArrayList<KeptCallback>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            ProviderCallback callback = reader.read(record, ProviderCallback.class, GROUP);
            if (callback != null) {
                byte[] body = new byte[callback.getBody().remaining()];
                callback.getBody().duplicate().get(body);
                kept.add(new KeptCallback(
                        callback.getCallbackId(),
                        callback.getExternalId(),
                        body,
                        callback.getReceivedAt(),
                        TraceContext.of(record.headers())));
            }
        }
        translate.translate(kept);
    }
}
