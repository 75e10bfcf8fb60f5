package info.sopranoexch.webhook.ingest;

/** An event that goes to an endpoint. */
record NewDelivery(long endpointId, IncomingEvent event) {
    Key key() {
        return new Key(endpointId, event.paymentId());
    }

    /** Within which deliveries keep their order. */
    record Key(long endpointId, String paymentId) {}
}
