-- A delivery that was sent again by hand, or is a test event, goes out although its endpoint is throttled or paused. One attempt
-- uses that up.
ALTER TABLE delivery ADD COLUMN expedited boolean NOT NULL DEFAULT false;
