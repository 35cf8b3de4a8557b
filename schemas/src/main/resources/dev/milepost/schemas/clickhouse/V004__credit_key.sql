-- The credits of two devices of one user whose clicks bear the same event_id were one row, and the credit of one of them
-- was lost: an event_id is unique within its anonymous_id. The key has both from here on.
--
-- Rows of before get the device that their touch has in touches. Which of two was lost, only a rebuild tells.

ALTER TABLE milepost_store.credits
    ADD COLUMN IF NOT EXISTS anonymous_id String
    COMMENT 'The browser or device of the touch, within which touch_id is unique; empty without touches.'
    AFTER touch_id,
    MODIFY ORDER BY (user_id, conversion_id, touch_id, anonymous_id);

ALTER TABLE milepost_store_b.credits
    ADD COLUMN IF NOT EXISTS anonymous_id String
    COMMENT 'The browser or device of the touch, within which touch_id is unique; empty without touches.'
    AFTER touch_id,
    MODIFY ORDER BY (user_id, conversion_id, touch_id, anonymous_id);

INSERT INTO milepost_store.credits
SELECT credit.* REPLACE (touch.anonymous_id AS anonymous_id)
FROM milepost_store.credits AS credit FINAL
INNER JOIN
(
    SELECT user_id, touch_id, min(anonymous_id) AS anonymous_id
    FROM milepost_store.touches FINAL
    GROUP BY user_id, touch_id
) AS touch ON touch.user_id = credit.user_id AND touch.touch_id = credit.touch_id
WHERE credit.anonymous_id = '' AND credit.touch_id != '';

ALTER TABLE milepost_store.credits DELETE WHERE anonymous_id = '' AND touch_id != '' SETTINGS mutations_sync = 1;

INSERT INTO milepost_store_b.credits
SELECT credit.* REPLACE (touch.anonymous_id AS anonymous_id)
FROM milepost_store_b.credits AS credit FINAL
INNER JOIN
(
    SELECT user_id, touch_id, min(anonymous_id) AS anonymous_id
    FROM milepost_store_b.touches FINAL
    GROUP BY user_id, touch_id
) AS touch ON touch.user_id = credit.user_id AND touch.touch_id = credit.touch_id
WHERE credit.anonymous_id = '' AND credit.touch_id != '';

ALTER TABLE milepost_store_b.credits DELETE WHERE anonymous_id = '' AND touch_id != '' SETTINGS mutations_sync = 1;

-- The table holds one wide row per touch; here it is one row per touch and model. A row without weight and amount is no
-- credit and is left out: under the model first only the first touch has one.
CREATE OR REPLACE VIEW milepost.credits
(
    conversion_id String COMMENT 'The conversion.',
    user_id String COMMENT 'Who converted.',
    kind LowCardinality(String) COMMENT 'signup, order or renewal.',
    model String COMMENT 'first, last, last_non_direct, linear, position or time_decay.',
    touch_id String COMMENT 'The touch; empty in the one row of a conversion without touches.',
    channel LowCardinality(String) COMMENT 'The touch\'s channel; (none) without touches.',
    campaign String COMMENT 'The touch\'s campaign.',
    referral_code String COMMENT 'The touch\'s referral code.',
    advocate_id String COMMENT 'The advocate of the user\'s binding, where the touch carries the bound code.',
    program_id LowCardinality(String) COMMENT 'The program of the user\'s binding, else default.',
    weight Decimal(18, 9) COMMENT 'The touch\'s share of the conversion under the model; the weights of one conversion and model sum to 1.',
    amount_minor Int64 COMMENT 'The touch\'s share of the conversion\'s net amount, minor units; the shares of one conversion and model sum to it.',
    currency LowCardinality(String) COMMENT 'ISO 4217; empty for a signup.',
    conversion_time DateTime64(3, 'UTC') COMMENT 'Event time of the conversion.',
    touch_time Nullable(DateTime64(3, 'UTC')) COMMENT 'Event time of the touch; null without touches.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.',
    anonymous_id String COMMENT 'The browser or device of the touch, within which touch_id is unique; empty without touches.'
)
SQL SECURITY DEFINER
AS SELECT
    conversion_id,
    user_id,
    kind,
    model,
    touch_id,
    channel,
    campaign,
    referral_code,
    advocate_id,
    program_id,
    weight,
    amount_minor,
    currency,
    conversion_time,
    touch_time,
    revision,
    anonymous_id
FROM milepost_store.credits FINAL
ARRAY JOIN
    ['first', 'last', 'last_non_direct', 'linear', 'position', 'time_decay'] AS model,
    [first_weight, last_weight, last_non_direct_weight, linear_weight, position_weight, time_decay_weight] AS weight,
    [first_minor, last_minor, last_non_direct_minor, linear_minor, position_minor, time_decay_minor] AS amount_minor
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
    AND (weight != 0 OR amount_minor != 0)
UNION ALL
SELECT
    conversion_id,
    user_id,
    kind,
    model,
    touch_id,
    channel,
    campaign,
    referral_code,
    advocate_id,
    program_id,
    weight,
    amount_minor,
    currency,
    conversion_time,
    touch_time,
    revision,
    anonymous_id
FROM milepost_store_b.credits FINAL
ARRAY JOIN
    ['first', 'last', 'last_non_direct', 'linear', 'position', 'time_decay'] AS model,
    [first_weight, last_weight, last_non_direct_weight, linear_weight, position_weight, time_decay_weight] AS weight,
    [first_minor, last_minor, last_non_direct_minor, linear_minor, position_minor, time_decay_minor] AS amount_minor
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
    AND (weight != 0 OR amount_minor != 0)
COMMENT 'The credit of each touch for each conversion, under each model.';

-- What an order_id is unique within, why a dead letter may be one, and how long that of a refused row says something.

ALTER TABLE milepost_store.conversions COMMENT COLUMN order_id 'The order; empty for a signup. It is its user\'s: two users\' orders of one order_id are two orders.';
ALTER TABLE milepost_store_b.conversions COMMENT COLUMN order_id 'The order; empty for a signup. It is its user\'s: two users\' orders of one order_id are two orders.';
ALTER TABLE milepost.conversions COMMENT COLUMN order_id 'The order; empty for a signup. It is its user\'s: two users\' orders of one order_id are two orders.';

ALTER TABLE milepost_store.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit or refused_row.';
ALTER TABLE milepost_store_b.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit or refused_row.';
ALTER TABLE milepost.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit or refused_row.';

ALTER TABLE milepost_store.dead_letters COMMENT COLUMN payload 'The record: its JSON, or Base64 of its bytes where it is no JSON. Of a refused row the row: once its table shows a greater revision of the key, the letter is history.';
ALTER TABLE milepost_store_b.dead_letters COMMENT COLUMN payload 'The record: its JSON, or Base64 of its bytes where it is no JSON. Of a refused row the row: once its table shows a greater revision of the key, the letter is history.';
ALTER TABLE milepost.dead_letters COMMENT COLUMN payload 'The record: its JSON, or Base64 of its bytes where it is no JSON. Of a refused row the row: once its table shows a greater revision of the key, the letter is history.';
