-- How likely referrals are fraud, and why.
--
-- A verdict is told once; of one referral the latest holds. No table here is partitioned: they hold referrals, not events.

CREATE TABLE IF NOT EXISTS milepost_store.fraud_verdicts
(
    program_id LowCardinality(String) COMMENT 'The referral\'s program.',
    referral_id String COMMENT 'The referral, as in bindings.',
    verdict_id String COMMENT 'Identity: hash of the assessment.',
    advocate_id String COMMENT 'Who referred.',
    referee_id String COMMENT 'Who was referred.',
    assessed_for LowCardinality(String) COMMENT 'What the referral was assessed for: bound, settled_soon, settled, purchase, refund, chargeback, qualified, activity or last_look.',
    decided_at DateTime64(3, 'UTC') COMMENT 'Event time of the assessment.',
    score Decimal(18, 6) COMMENT 'Probability of fraud, 0 to 1: calibrated, and not below what an override demands.',
    codes Array(String) COMMENT 'The reasons\' codes, the strongest first; then OVERRIDE, where one holds.',
    logit Decimal(18, 6) COMMENT 'Log odds before calibration: intercept and the contributions of all groups.',
    intercept Decimal(18, 6) COMMENT 'Log odds of a referral with nothing unusual.',
    contributions Map(String, String) COMMENT 'What each group of signals adds to the log odds, in six decimals.',
    missing Map(String, String) COMMENT 'The signals without a value, and why.',
    segment LowCardinality(String) COMMENT 'Against what is usual in which segment it was judged.',
    model_version Int64 COMMENT 'Version of the formulas.',
    rule_version Int64 COMMENT 'Version of the overrides.',
    weights_version Int64 COMMENT 'Version of the weights.',
    replay String COMMENT 'The verdict with the features that it was made of, Base64: what it is made again from, bit for bit.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (program_id, referral_id, verdict_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'How likely a referral is fraud, as judged at a time. Told once: of one referral the latest holds. Why, is in fraud_reasons.';

CREATE TABLE IF NOT EXISTS milepost_store_b.fraud_verdicts AS milepost_store.fraud_verdicts
COMMENT 'How likely a referral is fraud, as judged at a time. Told once: of one referral the latest holds. Why, is in fraud_reasons.';

CREATE TABLE IF NOT EXISTS milepost_store.fraud_reasons
(
    program_id LowCardinality(String) COMMENT 'The referral\'s program.',
    referral_id String COMMENT 'The referral.',
    verdict_id String COMMENT 'The verdict.',
    code LowCardinality(String) COMMENT 'The signal: SELF_DEVICE, RING, …; or OVERRIDE.',
    rank Int64 COMMENT 'From 1, the strongest first.',
    value Decimal(18, 6) COMMENT 'The signal\'s value.',
    baseline Nullable(Decimal(18, 6)) COMMENT 'What is usual in the segment; null where nothing is known.',
    contribution Decimal(18, 6) COMMENT 'What its group adds to the log odds; of OVERRIDE the score that it demands.',
    evidence Array(String) COMMENT 'What it rests on: identifiers, referrals, accounts.',
    decided_at DateTime64(3, 'UTC') COMMENT 'Event time of the assessment.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (program_id, referral_id, verdict_id, code)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'One of the reasons of a verdict: at most five, the greatest contributions.';

CREATE TABLE IF NOT EXISTS milepost_store_b.fraud_reasons AS milepost_store.fraud_reasons
COMMENT 'One of the reasons of a verdict: at most five, the greatest contributions.';

CREATE VIEW IF NOT EXISTS milepost.fraud_verdicts
(
    program_id LowCardinality(String) COMMENT 'The referral\'s program.',
    referral_id String COMMENT 'The referral, as in bindings.',
    verdict_id String COMMENT 'Identity: hash of the assessment.',
    advocate_id String COMMENT 'Who referred.',
    referee_id String COMMENT 'Who was referred.',
    assessed_for LowCardinality(String) COMMENT 'What the referral was assessed for: bound, settled_soon, settled, purchase, refund, chargeback, qualified, activity or last_look.',
    decided_at DateTime64(3, 'UTC') COMMENT 'Event time of the assessment.',
    score Decimal(18, 6) COMMENT 'Probability of fraud, 0 to 1: calibrated, and not below what an override demands.',
    codes Array(String) COMMENT 'The reasons\' codes, the strongest first; then OVERRIDE, where one holds.',
    logit Decimal(18, 6) COMMENT 'Log odds before calibration: intercept and the contributions of all groups.',
    intercept Decimal(18, 6) COMMENT 'Log odds of a referral with nothing unusual.',
    contributions Map(String, String) COMMENT 'What each group of signals adds to the log odds, in six decimals.',
    missing Map(String, String) COMMENT 'The signals without a value, and why.',
    segment LowCardinality(String) COMMENT 'Against what is usual in which segment it was judged.',
    model_version Int64 COMMENT 'Version of the formulas.',
    rule_version Int64 COMMENT 'Version of the overrides.',
    weights_version Int64 COMMENT 'Version of the weights.',
    replay String COMMENT 'The verdict with the features that it was made of, Base64: what it is made again from, bit for bit.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    referral_id,
    verdict_id,
    advocate_id,
    referee_id,
    assessed_for,
    decided_at,
    score,
    codes,
    logit,
    intercept,
    contributions,
    missing,
    segment,
    model_version,
    rule_version,
    weights_version,
    replay,
    revision
FROM milepost_store.fraud_verdicts FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    referral_id,
    verdict_id,
    advocate_id,
    referee_id,
    assessed_for,
    decided_at,
    score,
    codes,
    logit,
    intercept,
    contributions,
    missing,
    segment,
    model_version,
    rule_version,
    weights_version,
    replay,
    revision
FROM milepost_store_b.fraud_verdicts FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'How likely a referral is fraud, as judged at a time. Told once: of one referral the latest holds. Why, is in fraud_reasons.';

CREATE VIEW IF NOT EXISTS milepost.fraud_reasons
(
    program_id LowCardinality(String) COMMENT 'The referral\'s program.',
    referral_id String COMMENT 'The referral.',
    verdict_id String COMMENT 'The verdict.',
    code LowCardinality(String) COMMENT 'The signal: SELF_DEVICE, RING, …; or OVERRIDE.',
    rank Int64 COMMENT 'From 1, the strongest first.',
    value Decimal(18, 6) COMMENT 'The signal\'s value.',
    baseline Nullable(Decimal(18, 6)) COMMENT 'What is usual in the segment; null where nothing is known.',
    contribution Decimal(18, 6) COMMENT 'What its group adds to the log odds; of OVERRIDE the score that it demands.',
    evidence Array(String) COMMENT 'What it rests on: identifiers, referrals, accounts.',
    decided_at DateTime64(3, 'UTC') COMMENT 'Event time of the assessment.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    referral_id,
    verdict_id,
    code,
    rank,
    value,
    baseline,
    contribution,
    evidence,
    decided_at,
    revision
FROM milepost_store.fraud_reasons FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    referral_id,
    verdict_id,
    code,
    rank,
    value,
    baseline,
    contribution,
    evidence,
    decided_at,
    revision
FROM milepost_store_b.fraud_reasons FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'One of the reasons of a verdict: at most five, the greatest contributions.';
