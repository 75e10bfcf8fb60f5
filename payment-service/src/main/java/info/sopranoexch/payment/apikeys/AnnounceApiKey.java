package info.sopranoexch.payment.apikeys;

import info.sopranoexch.payment.outbox.OutboxRecord;
import info.sopranoexch.payment.outbox.PublishDirectory;
import info.sopranoexch.payment.outbox.Shards;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.kafka.AvroCodec;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Puts a key as it stands on its way to the directory topic. */
@Component
class AnnounceApiKey {
    private final PublishDirectory directory;
    private final AvroCodec codec;

    AnnounceApiKey(PublishDirectory directory, AvroCodec codec) {
        this.directory = directory;
        this.codec = codec;
    }

    void announce(ApiKey key, Instant now) {
        var record = info.sopranoexch.schemas.avro.ApiKey.newBuilder()
                .setKeyId(key.keyId())
                .setAccountId(key.accountId())
                .setVersion(key.version())
                .setHash(key.hash())
                .setName(key.name())
                .setScopes(key.scopes())
                .setValidUntil(key.validUntil())
                .setRevokedAt(key.revokedAt())
                .setCreatedAt(key.createdAt())
                .build();
        directory.announce(new OutboxRecord(
                Shards.DIRECTORY,
                Topics.DIRECTORY_API_KEYS,
                key.keyId(),
                codec.write(Topics.DIRECTORY_API_KEYS, record),
                key.keyId() + "_" + key.version(),
                "directory.api_key",
                now,
                null));
    }
}
