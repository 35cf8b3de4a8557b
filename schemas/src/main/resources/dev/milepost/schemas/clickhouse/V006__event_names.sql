-- An event_id that its user or device uses again more than a day later names another event. Touches and credits of two
-- such clicks were one row. The time is part of what names an event from here on: in the keys of both tables, and in the
-- conversion_id of a signup.
--
-- A key can only grow by a new column, so the server makes one of the time. It does so for the rows that are there, too.
-- Conversions of signups, and refused bindings, of before have the shorter ids: rebuild the warehouse, see the changelog.

ALTER TABLE milepost_store.touches
    ADD COLUMN IF NOT EXISTS touch_millis Int64
    COMMENT 'event_time in milliseconds, made by the server: two touches of one touch_id are told apart by it.',
    MODIFY ORDER BY (anonymous_id, touch_id, touch_millis);
ALTER TABLE milepost_store.touches MODIFY COLUMN touch_millis Int64 MATERIALIZED toUnixTimestamp64Milli(event_time);

ALTER TABLE milepost_store_b.touches
    ADD COLUMN IF NOT EXISTS touch_millis Int64
    COMMENT 'event_time in milliseconds, made by the server: two touches of one touch_id are told apart by it.',
    MODIFY ORDER BY (anonymous_id, touch_id, touch_millis);
ALTER TABLE milepost_store_b.touches MODIFY COLUMN touch_millis Int64 MATERIALIZED toUnixTimestamp64Milli(event_time);

ALTER TABLE milepost_store.credits
    ADD COLUMN IF NOT EXISTS touch_millis Int64
    COMMENT 'touch_time in milliseconds, made by the server; 0 without touches: two touches of one touch_id are told apart by it.',
    MODIFY ORDER BY (user_id, conversion_id, touch_id, anonymous_id, touch_millis);
ALTER TABLE milepost_store.credits
    MODIFY COLUMN touch_millis Int64 MATERIALIZED ifNull(toUnixTimestamp64Milli(touch_time), 0);

ALTER TABLE milepost_store_b.credits
    ADD COLUMN IF NOT EXISTS touch_millis Int64
    COMMENT 'touch_time in milliseconds, made by the server; 0 without touches: two touches of one touch_id are told apart by it.',
    MODIFY ORDER BY (user_id, conversion_id, touch_id, anonymous_id, touch_millis);
ALTER TABLE milepost_store_b.credits
    MODIFY COLUMN touch_millis Int64 MATERIALIZED ifNull(toUnixTimestamp64Milli(touch_time), 0);

ALTER TABLE milepost_store.touches COMMENT COLUMN touch_id 'event_id of the click; it names the touch together with anonymous_id and event_time.';
ALTER TABLE milepost_store_b.touches COMMENT COLUMN touch_id 'event_id of the click; it names the touch together with anonymous_id and event_time.';
ALTER TABLE milepost.touches COMMENT COLUMN touch_id 'event_id of the click; it names the touch together with anonymous_id and event_time.';

ALTER TABLE milepost_store.credits COMMENT COLUMN touch_id 'The touch, together with anonymous_id and touch_time; empty in the one row of a conversion without touches.';
ALTER TABLE milepost_store_b.credits COMMENT COLUMN touch_id 'The touch, together with anonymous_id and touch_time; empty in the one row of a conversion without touches.';
ALTER TABLE milepost.credits COMMENT COLUMN touch_id 'The touch, together with anonymous_id and touch_time; empty in the one row of a conversion without touches.';

ALTER TABLE milepost_store.credits COMMENT COLUMN anonymous_id 'The browser or device of the touch; empty without touches.';
ALTER TABLE milepost_store_b.credits COMMENT COLUMN anonymous_id 'The browser or device of the touch; empty without touches.';
ALTER TABLE milepost.credits COMMENT COLUMN anonymous_id 'The browser or device of the touch; empty without touches.';

ALTER TABLE milepost_store.conversions COMMENT COLUMN conversion_id 'Identity within the user: order, user and order_id; or signup, user, event_id and event time in milliseconds, because an event_id may be used again.';
ALTER TABLE milepost_store_b.conversions COMMENT COLUMN conversion_id 'Identity within the user: order, user and order_id; or signup, user, event_id and event time in milliseconds, because an event_id may be used again.';
ALTER TABLE milepost.conversions COMMENT COLUMN conversion_id 'Identity within the user: order, user and order_id; or signup, user, event_id and event time in milliseconds, because an event_id may be used again.';
