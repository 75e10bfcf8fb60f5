package info.sopranoexch.starter.kafka;

/** What a consumer needs besides the record itself. */
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
