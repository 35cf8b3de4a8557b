-- A second store, so that a rebuild is written beside what is shown, and nothing of it is visible until it is whole.
--
-- The rows of one table meet only within it, so rows of a rebuild in the same table would take the place of those that
-- are shown, one by one. In a database of its own they do not; and what the views show is decided by one entry of
-- milepost_store.generations: its floor and its store. So the swap is one insert.
--
-- milepost_store.generations and milepost_store.migrations are of both stores.

CREATE DATABASE IF NOT EXISTS milepost_store_b;

CREATE TABLE IF NOT EXISTS milepost_store_b.events AS milepost_store.events
COMMENT 'Every accepted event of every stream, thin: what SQL oracles and analysts need to recompute the rest.';

CREATE TABLE IF NOT EXISTS milepost_store_b.touches AS milepost_store.touches
COMMENT 'A click that counts as a contact with a channel, and the user it belongs to as far as is known.';

CREATE TABLE IF NOT EXISTS milepost_store_b.identities AS milepost_store.identities
COMMENT 'Which user a browser or device belongs to: the link with the smallest (event_time, event_id).';

CREATE TABLE IF NOT EXISTS milepost_store_b.bindings AS milepost_store.bindings
COMMENT 'A referral of a referee by an advocate, bound or refused. At most one bound row per referee.';

CREATE TABLE IF NOT EXISTS milepost_store_b.conversions AS milepost_store.conversions
COMMENT 'A signup or an order that credit is given for.';

CREATE TABLE IF NOT EXISTS milepost_store_b.credits AS milepost_store.credits
COMMENT 'The credit of one touch for one conversion under all six models; the view milepost.credits has a row per model.';

CREATE TABLE IF NOT EXISTS milepost_store_b.journey AS milepost_store.journey
COMMENT 'A step of a user\'s journey that Milepost itself found: the internal stream journey, by user. A fact: it may be revised.';

CREATE TABLE IF NOT EXISTS milepost_store_b.dead_letters AS milepost_store.dead_letters
COMMENT 'A record that could not be used, why, and where it came from. Nothing disappears: in = accepted + duplicates + dead letters.';

CREATE TABLE IF NOT EXISTS milepost_store_b.progress AS milepost_store.progress
COMMENT 'How far the pipeline is: what is in the warehouse is complete up to this watermark.';

ALTER TABLE milepost_store.generations
    ADD COLUMN IF NOT EXISTS store LowCardinality(String) DEFAULT 'milepost_store'
    COMMENT 'The database that the generation writes to: milepost_store or milepost_store_b. The one of the greatest floor is shown.'
    AFTER floor;

-- Append-only, by whoever replays. Not of a store: what was replayed stays so across rebuilds, which make every dead
-- letter again, under the same id.
CREATE TABLE IF NOT EXISTS milepost_store.replays
(
    dead_letter_id String COMMENT 'The dead letter that was replayed: it is no longer shown.',
    way LowCardinality(String) COMMENT 'topic: sent to its stream again. archive: filed with its first received_at, for the next rebuild.',
    event_id String COMMENT 'The event_id under which it was replayed.',
    recorded_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When, by the server\'s clock.'
)
ENGINE = MergeTree
ORDER BY dead_letter_id
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'Dead letters that went back in, mended or as they were.';

-- The views again, each over the store that is shown. The other one is not read: its condition is a constant.

CREATE OR REPLACE VIEW milepost.events
(
    event_id String COMMENT 'Unique within stream and entity_id.',
    stream LowCardinality(String) COMMENT 'clickstream, signups, purchases, user_attributes.',
    event_time DateTime64(3, 'UTC') COMMENT 'When it happened, UTC.',
    received_at DateTime64(3, 'UTC') COMMENT 'When the log took it (in files: the field, by default event_time).',
    user_id String COMMENT 'The user the event names; empty where it names none.',
    anonymous_id String COMMENT 'The browser or device; empty where it names none.',
    name LowCardinality(String) COMMENT 'A click\'s name, a purchase\'s kind in lower case, signup, or user_attributes.',
    order_id String COMMENT 'Of purchases.',
    refund_id String COMMENT 'Of refunds, chargebacks and cancelled refunds (event_id where the producer gave none).',
    amount_minor Int64 COMMENT 'Of purchases, minor units; 0 elsewhere.',
    currency LowCardinality(String) COMMENT 'ISO 4217; empty where there is no money.',
    channel LowCardinality(String) COMMENT 'Of clicks: the channel they classify as; direct where nothing names one. Whether the click is a touch is in touches.',
    campaign String COMMENT 'Of clicks: the declared campaign, else utm_campaign.',
    referral_code String COMMENT 'The code that the click or signup carries.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.',
    entity_id String COMMENT 'The stream\'s key: anonymous_id of a click, else user_id.'
)
SQL SECURITY DEFINER
AS SELECT
    event_id,
    stream,
    event_time,
    received_at,
    user_id,
    anonymous_id,
    name,
    order_id,
    refund_id,
    amount_minor,
    currency,
    channel,
    campaign,
    referral_code,
    revision,
    entity_id
FROM milepost_store.events FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    event_id,
    stream,
    event_time,
    received_at,
    user_id,
    anonymous_id,
    name,
    order_id,
    refund_id,
    amount_minor,
    currency,
    channel,
    campaign,
    referral_code,
    revision,
    entity_id
FROM milepost_store_b.events FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'Every accepted event of every stream, thin: what SQL oracles and analysts need to recompute the rest.';

CREATE OR REPLACE VIEW milepost.touches
(
    touch_id String COMMENT 'event_id of the click.',
    user_id String COMMENT 'The user it belongs to; empty while none is known.',
    anonymous_id String COMMENT 'The browser or device.',
    event_time DateTime64(3, 'UTC') COMMENT 'When the click happened, UTC.',
    channel LowCardinality(String) COMMENT 'The channel it classifies as.',
    campaign String COMMENT 'The campaign; empty where there is none.',
    referral_code String COMMENT 'The referral code; empty where there is none.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    touch_id,
    user_id,
    anonymous_id,
    event_time,
    channel,
    campaign,
    referral_code,
    revision
FROM milepost_store.touches FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    touch_id,
    user_id,
    anonymous_id,
    event_time,
    channel,
    campaign,
    referral_code,
    revision
FROM milepost_store_b.touches FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A click that counts as a contact with a channel, and the user it belongs to as far as is known.';

CREATE OR REPLACE VIEW milepost.identities
(
    anonymous_id String COMMENT 'The browser or device.',
    user_id String COMMENT 'The one user it belongs to.',
    event_time DateTime64(3, 'UTC') COMMENT 'Event time of the link.',
    event_id String COMMENT 'The signup or click that made the link.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    anonymous_id,
    user_id,
    event_time,
    event_id,
    revision
FROM milepost_store.identities FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    anonymous_id,
    user_id,
    event_time,
    event_id,
    revision
FROM milepost_store_b.identities FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'Which user a browser or device belongs to: the link with the smallest (event_time, event_id).';

CREATE OR REPLACE VIEW milepost.bindings
(
    referral_id String COMMENT 'Identity of the referral; stays the same when late evidence revises the binding.',
    referee_id String COMMENT 'The user who signed up.',
    advocate_id String COMMENT 'The owner of the code; empty where the code is unknown.',
    code String COMMENT 'The referral code.',
    program_id LowCardinality(String) COMMENT 'The program of the code, else default.',
    evidence LowCardinality(String) COMMENT 'code, invite or link.',
    touch_id String COMMENT 'The touch (link) or the invite\'s event_id (invite); empty for an entered code.',
    status LowCardinality(String) COMMENT 'bound or refused.',
    refusal LowCardinality(String) COMMENT 'self, unknown_code, existing_customer or junior_advocate; empty where bound.',
    bound_time DateTime64(3, 'UTC') COMMENT 'Event time of the signup.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    referral_id,
    referee_id,
    advocate_id,
    code,
    program_id,
    evidence,
    touch_id,
    status,
    refusal,
    bound_time,
    revision
FROM milepost_store.bindings FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    referral_id,
    referee_id,
    advocate_id,
    code,
    program_id,
    evidence,
    touch_id,
    status,
    refusal,
    bound_time,
    revision
FROM milepost_store_b.bindings FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A referral of a referee by an advocate, bound or refused. At most one bound row per referee.';

CREATE OR REPLACE VIEW milepost.conversions
(
    conversion_id String COMMENT 'Identity: kind, user and signup event or order.',
    user_id String COMMENT 'Who converted.',
    kind LowCardinality(String) COMMENT 'signup, order or renewal.',
    order_id String COMMENT 'The order; empty for a signup.',
    is_first UInt8 COMMENT '1: it is the user\'s first order.',
    amount_minor Int64 COMMENT 'Net: gross less refunds that stand, never below 0, minor units.',
    gross_minor Int64 COMMENT 'The order\'s own amount, minor units.',
    currency LowCardinality(String) COMMENT 'ISO 4217; empty for a signup.',
    conversion_time DateTime64(3, 'UTC') COMMENT 'Event time of the signup or order.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    conversion_id,
    user_id,
    kind,
    order_id,
    toUInt8(is_first) AS is_first,
    amount_minor,
    gross_minor,
    currency,
    conversion_time,
    revision
FROM milepost_store.conversions FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    conversion_id,
    user_id,
    kind,
    order_id,
    toUInt8(is_first) AS is_first,
    amount_minor,
    gross_minor,
    currency,
    conversion_time,
    revision
FROM milepost_store_b.conversions FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A signup or an order that credit is given for.';

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
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
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
    revision
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
    revision
FROM milepost_store_b.credits FINAL
ARRAY JOIN
    ['first', 'last', 'last_non_direct', 'linear', 'position', 'time_decay'] AS model,
    [first_weight, last_weight, last_non_direct_weight, linear_weight, position_weight, time_decay_weight] AS weight,
    [first_minor, last_minor, last_non_direct_minor, linear_minor, position_minor, time_decay_minor] AS amount_minor
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
    AND (weight != 0 OR amount_minor != 0)
COMMENT 'The credit of each touch for each conversion, under each model.';

CREATE OR REPLACE VIEW milepost.journey
(
    user_id String COMMENT 'Whose step it is: the referee.',
    journey_id String COMMENT 'Identity of the step: name and referral_id.',
    name LowCardinality(String) COMMENT 'referral.bound or referral.qualified.',
    event_time DateTime64(3, 'UTC') COMMENT 'The event time of the event that completed the step.',
    referral_id String COMMENT 'The referral.',
    advocate_id String COMMENT 'Who referred.',
    program_id LowCardinality(String) COMMENT 'The program of the referral\'s code.',
    cause_event_id String COMMENT 'The event that completed the step.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    user_id,
    journey_id,
    name,
    event_time,
    referral_id,
    advocate_id,
    program_id,
    cause_event_id,
    revision
FROM milepost_store.journey FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    user_id,
    journey_id,
    name,
    event_time,
    referral_id,
    advocate_id,
    program_id,
    cause_event_id,
    revision
FROM milepost_store_b.journey FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A step of a user\'s journey that Milepost itself found: the internal stream journey, by user. A fact: it may be revised.';

CREATE OR REPLACE VIEW milepost.dead_letters
(
    dead_letter_id String COMMENT 'Identity: reason and origin (or, of a row that the warehouse refused, its table and key).',
    reason LowCardinality(String) COMMENT 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, duplicate_order, currency_mismatch or refused_row.',
    detail String COMMENT 'What was wrong, with the field.',
    stream LowCardinality(String) COMMENT 'The stream it came in on.',
    origin String COMMENT 'The topic or file it was read from.',
    origin_partition Int32 COMMENT 'The topic\'s partition; -1 for files.',
    origin_position Int64 COMMENT 'The offset in the partition, or the line (or record) in the file, from 1.',
    event_id String COMMENT 'The event\'s id where it could be read.',
    event_time Nullable(DateTime64(3, 'UTC')) COMMENT 'The event\'s time where it could be read.',
    received_at DateTime64(3, 'UTC') COMMENT 'When the log took it (in files: the field, else event_time, else the start of 1970).',
    payload String COMMENT 'The record: its JSON, or Base64 of its bytes where it is no JSON.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    dead_letter_id,
    reason,
    detail,
    stream,
    origin,
    origin_partition,
    origin_position,
    event_id,
    event_time,
    received_at,
    payload,
    revision
FROM milepost_store.dead_letters FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
    AND dead_letter_id NOT IN (SELECT dead_letter_id FROM milepost_store.replays)
UNION ALL
SELECT
    dead_letter_id,
    reason,
    detail,
    stream,
    origin,
    origin_partition,
    origin_position,
    event_id,
    event_time,
    received_at,
    payload,
    revision
FROM milepost_store_b.dead_letters FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
    AND dead_letter_id NOT IN (SELECT dead_letter_id FROM milepost_store.replays)
COMMENT 'A record that could not be used, why, and where it came from. What was replayed is left out (milepost_store.replays). Nothing disappears: in = accepted + duplicates + dead letters.';

CREATE OR REPLACE VIEW milepost.progress
(
    stage LowCardinality(String) COMMENT 'The part of the pipeline that reports: warehouse is the sink.',
    subtask Int32 COMMENT 'Which of its parallel instances.',
    watermark DateTime64(3, 'UTC') COMMENT 'No more rows of events before this time are expected, but for late ones.',
    rows_out Int64 COMMENT 'Rows handed to the warehouse since the pipeline\'s first start.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    stage,
    subtask,
    watermark,
    rows_out,
    revision
FROM milepost_store.progress FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    stage,
    subtask,
    watermark,
    rows_out,
    revision
FROM milepost_store_b.progress FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'How far the pipeline is: what is in the warehouse is complete up to this watermark.';
