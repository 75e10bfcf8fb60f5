package info.sopranoexch.gateway.edge;

/** The header in which the trusted proxies report where a request comes from. */
enum ForwardingHeader {
    X_FORWARDED_FOR,
    /** RFC 7239. */
    FORWARDED
}
