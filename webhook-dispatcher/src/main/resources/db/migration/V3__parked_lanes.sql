-- One row for each lane that is parked: how far its deliveries were told in webhook.events.v1. The occasion changes when the
-- merchant changes the endpoint or it takes a delivery: parked after that, it is parked anew.
CREATE TABLE parked_lane (
    endpoint_id bigint PRIMARY KEY,
    since       timestamptz NOT NULL,
    occasion    text        NOT NULL,
    payment_id  text        NOT NULL DEFAULT '',
    version     bigint      NOT NULL DEFAULT 0,
    told        boolean     NOT NULL DEFAULT false
);
CREATE INDEX parked_lane_untold ON parked_lane (since, endpoint_id) WHERE NOT told;
