-- The tables that the sink writes, in the database milepost_store. Nobody else writes them, and queries go to the views
-- of the database milepost.
--
-- Columns are the fields of the Avro schema of the table, in its order, then revision and is_deleted. Of the rows of one
-- key (ORDER BY) the one of the greatest revision stays. A row is written again, under a greater revision, whenever what
-- it says is revised; is_deleted marks one that no longer holds. Nothing that may be revised is in ORDER BY or
-- PARTITION BY, because rows of one key meet only within one partition. Never OPTIMIZE these tables with CLEANUP: a
-- tombstone that is gone lets an older row come back.
--
-- The deduplication window makes a block that is inserted a second time, under the same token, insert nothing.

CREATE DATABASE IF NOT EXISTS milepost;

CREATE TABLE IF NOT EXISTS milepost_store.events
(
    stream LowCardinality(String) COMMENT 'clickstream, signups, purchases, user_attributes.',
    event_time DateTime64(3, 'UTC') COMMENT 'When it happened, UTC.',
    entity_id String COMMENT 'The stream\'s key: anonymous_id of a click, else user_id.',
    event_id String COMMENT 'Unique within stream and entity_id.',
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
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
PARTITION BY toYYYYMM(event_time)
ORDER BY (stream, event_time, entity_id, event_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Every accepted event of every stream, thin: what SQL oracles and analysts need to recompute the rest.';

CREATE TABLE IF NOT EXISTS milepost_store.touches
(
    anonymous_id String COMMENT 'The browser or device.',
    touch_id String COMMENT 'event_id of the click.',
    user_id String COMMENT 'The user it belongs to; empty while none is known.',
    event_time DateTime64(3, 'UTC') COMMENT 'When the click happened, UTC.',
    channel LowCardinality(String) COMMENT 'The channel it classifies as.',
    campaign String COMMENT 'The campaign; empty where there is none.',
    referral_code String COMMENT 'The referral code; empty where there is none.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (anonymous_id, touch_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A click that counts as a contact with a channel, and the user it belongs to as far as is known.';

CREATE TABLE IF NOT EXISTS milepost_store.identities
(
    anonymous_id String COMMENT 'The browser or device.',
    user_id String COMMENT 'The one user it belongs to.',
    event_time DateTime64(3, 'UTC') COMMENT 'Event time of the link.',
    event_id String COMMENT 'The signup or click that made the link.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY anonymous_id
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Which user a browser or device belongs to: the link with the smallest (event_time, event_id).';

CREATE TABLE IF NOT EXISTS milepost_store.bindings
(
    referee_id String COMMENT 'The user who signed up.',
    referral_id String COMMENT 'Identity of the referral; stays the same when late evidence revises the binding.',
    advocate_id String COMMENT 'The owner of the code; empty where the code is unknown.',
    code String COMMENT 'The referral code.',
    program_id LowCardinality(String) COMMENT 'The program of the code, else default.',
    evidence LowCardinality(String) COMMENT 'code, invite or link.',
    touch_id String COMMENT 'The touch (link) or the invite\'s event_id (invite); empty for an entered code.',
    status LowCardinality(String) COMMENT 'bound or refused.',
    refusal LowCardinality(String) COMMENT 'self, unknown_code, existing_customer or junior_advocate; empty where bound.',
    bound_time DateTime64(3, 'UTC') COMMENT 'Event time of the signup.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (referee_id, referral_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A referral of a referee by an advocate, bound or refused. At most one bound row per referee.';

CREATE TABLE IF NOT EXISTS milepost_store.conversions
(
    user_id String COMMENT 'Who converted.',
    conversion_id String COMMENT 'Identity: kind, user and signup event or order.',
    kind LowCardinality(String) COMMENT 'signup, order or renewal.',
    order_id String COMMENT 'The order; empty for a signup.',
    is_first Bool COMMENT 'It is the user\'s first order.',
    amount_minor Int64 COMMENT 'Net: gross less refunds that stand, never below 0, minor units.',
    gross_minor Int64 COMMENT 'The order\'s own amount, minor units.',
    currency LowCardinality(String) COMMENT 'ISO 4217; empty for a signup.',
    conversion_time DateTime64(3, 'UTC') COMMENT 'Event time of the signup or order.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (user_id, conversion_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A signup or an order that credit is given for.';

CREATE TABLE IF NOT EXISTS milepost_store.credits
(
    user_id String COMMENT 'Who converted.',
    conversion_id String COMMENT 'The conversion.',
    touch_id String COMMENT 'The touch; empty in the one row of a conversion without touches.',
    kind LowCardinality(String) COMMENT 'signup, order or renewal.',
    channel LowCardinality(String) COMMENT 'The touch\'s channel; (none) without touches.',
    campaign String COMMENT 'The touch\'s campaign.',
    referral_code String COMMENT 'The touch\'s referral code.',
    advocate_id String COMMENT 'The advocate of the user\'s binding, where the touch carries the bound code.',
    program_id LowCardinality(String) COMMENT 'The program of the user\'s binding, else default.',
    currency LowCardinality(String) COMMENT 'ISO 4217; empty for a signup.',
    conversion_time DateTime64(3, 'UTC') COMMENT 'Event time of the conversion.',
    touch_time Nullable(DateTime64(3, 'UTC')) COMMENT 'Event time of the touch; null without touches.',
    first_weight Decimal(18, 9) COMMENT 'Weight under first.',
    last_weight Decimal(18, 9) COMMENT 'Weight under last.',
    last_non_direct_weight Decimal(18, 9) COMMENT 'Weight under last_non_direct.',
    linear_weight Decimal(18, 9) COMMENT 'Weight under linear.',
    position_weight Decimal(18, 9) COMMENT 'Weight under position.',
    time_decay_weight Decimal(18, 9) COMMENT 'Weight under time_decay.',
    first_minor Int64 COMMENT 'Share of the net amount under first, minor units.',
    last_minor Int64 COMMENT 'Share under last.',
    last_non_direct_minor Int64 COMMENT 'Share under last_non_direct.',
    linear_minor Int64 COMMENT 'Share under linear.',
    position_minor Int64 COMMENT 'Share under position.',
    time_decay_minor Int64 COMMENT 'Share under time_decay.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (user_id, conversion_id, touch_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'The credit of one touch for one conversion under all six models; the view milepost.credits has a row per model.';

CREATE TABLE IF NOT EXISTS milepost_store.journey
(
    user_id String COMMENT 'Whose step it is: the referee.',
    journey_id String COMMENT 'Identity of the step: name and referral_id.',
    name LowCardinality(String) COMMENT 'referral.bound or referral.qualified.',
    event_time DateTime64(3, 'UTC') COMMENT 'The event time of the event that completed the step.',
    referral_id String COMMENT 'The referral.',
    advocate_id String COMMENT 'Who referred.',
    program_id LowCardinality(String) COMMENT 'The program of the referral\'s code.',
    cause_event_id String COMMENT 'The event that completed the step.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (user_id, journey_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A step of a user\'s journey that Milepost itself found: the internal stream journey, by user. A fact: it may be revised.';

CREATE TABLE IF NOT EXISTS milepost_store.dead_letters
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
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY dead_letter_id
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A record that could not be used, why, and where it came from. Nothing disappears: in = accepted + duplicates + dead letters.';

CREATE TABLE IF NOT EXISTS milepost_store.progress
(
    stage LowCardinality(String) COMMENT 'The part of the pipeline that reports: warehouse is the sink.',
    subtask Int32 COMMENT 'Which of its parallel instances.',
    watermark DateTime64(3, 'UTC') COMMENT 'No more rows of events before this time are expected, but for late ones.',
    rows_out Int64 COMMENT 'Rows handed to the warehouse since the pipeline\'s first start.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (stage, subtask)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'How far the pipeline is: what is in the warehouse is complete up to this watermark.';

-- Append-only. A start without state takes the next generation (kind started, floor 0). A rebuild that is complete sets
-- the floor to its generation (kind completed), and the views hide every row of a lower one. An entry that is written
-- twice changes nothing: only the greatest generation and the greatest floor count.
CREATE TABLE IF NOT EXISTS milepost_store.generations
(
    generation UInt64 COMMENT 'The generation: the upper 24 bits of revision.',
    kind LowCardinality(String) COMMENT 'started or completed.',
    floor UInt64 COMMENT 'Rows of generations below this one are hidden; 0 where the entry sets no floor.',
    reason String COMMENT 'Why the generation was taken, for a person.',
    recorded_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When this entry was written, by the server\'s clock.'
)
ENGINE = MergeTree
ORDER BY (generation, kind)
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'Which runs of the pipeline wrote from scratch, and below which of them rows are hidden.';
