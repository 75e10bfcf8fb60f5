package info.sopranoexch.webhook.lane;

/** A lane that is to be filled from the database with up to {@code limit} of its rows, those it holds already included. */
record FeedRequest(Lane lane, int limit) {}
