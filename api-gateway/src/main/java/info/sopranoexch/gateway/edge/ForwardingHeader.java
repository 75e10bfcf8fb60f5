package info.sopranoexch.gateway.edge;

/** The header in which the trusted proxies report the client of a request. */
enum ForwardingHeader {
    X_FORWARDED_FOR,
    /** RFC 7239. */
    FORWARDED
}
