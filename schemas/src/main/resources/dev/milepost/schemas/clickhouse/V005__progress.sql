-- What the view progress says is the same of two runs over the same events. How many rows were handed over is not: a row
-- is handed over again whenever it is revised between two checkpoints, and where those fall differs. So rows_out is of
-- the store alone, and its comment says what it counts.

ALTER TABLE milepost_store.progress
    COMMENT COLUMN rows_out 'Rows handed to the warehouse since the generation\'s first start, revisions among them: two runs over the same events differ in it.';

ALTER TABLE milepost_store_b.progress
    COMMENT COLUMN rows_out 'Rows handed to the warehouse since the generation\'s first start, revisions among them: two runs over the same events differ in it.';

CREATE OR REPLACE VIEW milepost.progress
(
    stage LowCardinality(String) COMMENT 'The part of the pipeline that reports: warehouse is the sink.',
    subtask Int32 COMMENT 'Which of its parallel instances.',
    watermark DateTime64(3, 'UTC') COMMENT 'No more rows of events before this time are expected, but for late ones.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    stage,
    subtask,
    watermark,
    revision
FROM milepost_store.progress FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    stage,
    subtask,
    watermark,
    revision
FROM milepost_store_b.progress FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'How far the pipeline is: what is in the warehouse is complete up to this watermark.';
