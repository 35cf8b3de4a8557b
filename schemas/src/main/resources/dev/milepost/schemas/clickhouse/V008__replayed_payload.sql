-- A dead letter's id is where its record was read: the line of a file, the offset of a topic. A file of the same name, or a
-- topic made anew, has other records there. So what was replayed is left out by its id and its payload, and such another
-- record's letter shows. A replay of before keeps to the id alone: its payload_hash is 0.

ALTER TABLE milepost_store.replays
    ADD COLUMN IF NOT EXISTS payload_hash UInt64
    COMMENT 'sipHash64 of the payload of the letter that was replayed; 0: any payload.'
    AFTER dead_letter_id;

CREATE OR REPLACE VIEW milepost.dead_letters
(
    dead_letter_id String COMMENT 'Identity: reason and origin. Of a conflicting_duplicate its stream, key, event_id and a hash of its content, of click_limit anonymous_id and day, of a row that the warehouse refused its table and key.',
    reason LowCardinality(String) COMMENT 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit or refused_row.',
    detail String COMMENT 'What was wrong, with the field.',
    stream LowCardinality(String) COMMENT 'The stream it came in on.',
    origin String COMMENT 'The topic or file it was read from.',
    origin_partition Int32 COMMENT 'The topic\'s partition; -1 for files.',
    origin_position Int64 COMMENT 'The offset in the partition, or the line (or record) in the file, from 1.',
    event_id String COMMENT 'The event\'s id where it could be read.',
    event_time Nullable(DateTime64(3, 'UTC')) COMMENT 'The event\'s time where it could be read.',
    received_at DateTime64(3, 'UTC') COMMENT 'When the log took it (in files: the field, else event_time, else the start of 1970).',
    payload String COMMENT 'The record: its JSON as send and backfill take it, or Base64 of its bytes where it is no JSON. Of a click that attribution refused what it keeps of it: without url, referrer_url, hashes, country, value and further properties, channel and campaign as classified. Of a click_limit nothing, of a fact between two folds its fields as text. Of a refused row the row: once its table shows a greater revision of the key, the letter is history.',
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
    AND (dead_letter_id, sipHash64(payload)) NOT IN (SELECT dead_letter_id, payload_hash FROM milepost_store.replays)
    AND dead_letter_id NOT IN (SELECT dead_letter_id FROM milepost_store.replays WHERE payload_hash = 0)
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
    AND (dead_letter_id, sipHash64(payload)) NOT IN (SELECT dead_letter_id, payload_hash FROM milepost_store.replays)
    AND dead_letter_id NOT IN (SELECT dead_letter_id FROM milepost_store.replays WHERE payload_hash = 0)
COMMENT 'A record that could not be used, why, and where it came from. What was replayed is left out (milepost_store.replays), by its id and its payload. Nothing disappears: in = accepted + duplicates + dead letters.';
