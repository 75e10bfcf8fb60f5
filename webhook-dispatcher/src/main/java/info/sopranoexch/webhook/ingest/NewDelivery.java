package info.sopranoexch.webhook.ingest;

/** A delivery to insert: one event for one endpoint. */
record NewDelivery(long endpointId, IncomingEvent event) {
    Key key() {
        return new Key(endpointId, event.paymentId());
    }

    /** Deliveries with the same key are sent in order. */
    record Key(long endpointId, String paymentId) {}
}
