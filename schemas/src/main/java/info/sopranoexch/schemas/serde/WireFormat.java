package info.sopranoexch.schemas.serde;

/** The Confluent wire format: byte 0, a four-byte big-endian schema id, Avro binary. Source: Confluent, Wire Format. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER = 1 + Integer.BYTES;

    private WireFormat() {}
}
