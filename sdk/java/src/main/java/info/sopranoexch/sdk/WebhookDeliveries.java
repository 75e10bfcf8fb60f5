package info.sopranoexch.sdk;

import java.util.Map;

/** Webhooks that were sent. */
public final class WebhookDeliveries {
    private final Transport transport;

    WebhookDeliveries(Transport transport) {
        this.transport = transport;
    }

    /** One page, newest first. */
    public Page<Delivery> list(DeliveryFilters filters) {
        return Pages.read(transport, "/webhook-deliveries", filters, Delivery.class);
    }

    /** All deliveries, newest first. Pages are read as they are needed; the limit is their size. */
    public Iterable<Delivery> iterate(DeliveryFilters filters) {
        return Pages.iterate(transport, "/webhook-deliveries", filters, Delivery.class);
    }

    public Delivery get(String deliveryId) {
        return Mapper.toRecord(Delivery.class, transport.get(Transport.path("webhook-deliveries", deliveryId)));
    }

    /** Sends a webhook again, at once. */
    public Delivery redeliver(String deliveryId) {
        String path = Transport.path("webhook-deliveries", deliveryId, "redeliver");
        return Mapper.toRecord(Delivery.class, transport.post(path, Map.of()));
    }
}
