-- The logo of a merchant, a PNG that was checked when it was given. tag is of its content: it names the image in the page's links.
CREATE TABLE merchant_logos (
    merchant_id bigint PRIMARY KEY,
    tag         text  NOT NULL,
    content     bytea NOT NULL CHECK (octet_length(content) <= 32768)
);
CREATE INDEX merchant_logos_tag ON merchant_logos (tag);
