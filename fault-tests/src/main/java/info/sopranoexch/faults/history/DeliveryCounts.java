package info.sopranoexch.faults.history;

/** What became of the deliveries of a merchant's endpoint, as the REST API counts them in the end. */
public record DeliveryCounts(
        long merchantId, long accepted, long delivered, long pending, long exhausted, long parked) {}
