CREATE INDEX CONCURRENTLY delivery_expedited ON delivery (endpoint_id, id) WHERE head AND expedited;
