package info.sopranoexch.schemas.serde;

/** Byte 0, then the schema id as a four-byte big-endian integer, then Avro binary. Source: Confluent, Wire Format. */
final class WireFormat {
    static final byte MAGIC = 0;
    static final int HEADER = 1 + Integer.BYTES;

    private WireFormat() {}
}
