package info.sopranoexch.starter.kafka;

/** A dependency of a consumer. */
public enum Dependency {
    REGISTRY("registry"),
    DATABASE("database"),
    KAFKA("kafka"),
    KEYSET("keyset"),
    OTHER("other");

    private final String code;

    Dependency(String code) {
        this.code = code;
    }

    /** The value of the metric's label. */
    public String code() {
        return code;
    }
}
