package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.DeadLetter;

/** The reason why a record was dead-lettered. The codes are explained in docs/dead-letters.md. */
public enum DeadLetterReason {
    /** Not in the wire format, not decodable under its schema, without a value, or with a key of another payment. */
    UNDESERIALIZABLE(DeadLetter.UNDESERIALIZABLE),
    /** Written by a newer release, with an enum value that this one does not know. */
    UNRECOGNIZED_VALUE(DeadLetter.UNRECOGNIZED_VALUE),
    /** Another record than the topic carries. */
    WRONG_TYPE("wrong_type"),
    /** Decodable, but with invalid values. */
    INVALID("invalid"),
    /** The database rejects its data. */
    INAPPLICABLE("inapplicable"),
    /** The registry does not know its schema, and an operator released it. */
    RELEASED("released");

    private final String code;

    DeadLetterReason(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
