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

CREATE TABLE IF NOT EXISTS milepost_store.fraud_cases
(
    program_id LowCardinality(String) COMMENT 'The program.',
    case_id String COMMENT 'Identity: hash of the advocate and the first alert.',
    advocate_id String COMMENT 'Whose referrals they are.',
    ring_id String COMMENT 'The ring of the latest alert that had one; empty: none had.',
    status LowCardinality(String) COMMENT 'OPEN, PENDING (a second person has to confirm), BLOCKED (it waits for nobody unless the advocate appeals), DECIDED, TIMED_OUT or MERGED.',
    version Int64 COMMENT 'How many alerts and accepted actions it has had: the expected_version of a review.',
    opened_at DateTime64(3, 'UTC') COMMENT 'When it was opened, or opened again, event time.',
    claimed_by String COMMENT 'Who has claimed it; empty: nobody.',
    claimed_until Nullable(DateTime64(3, 'UTC')) COMMENT 'When the claim ends by itself; null: there is none.',
    escalated Bool COMMENT 'It is for somebody with more say: a person said so, or its time was up.',
    referrals Int64 COMMENT 'How many referrals it has.',
    undecided Int64 COMMENT 'How many of them nobody has decided, or an appeal has opened again.',
    score Decimal(18, 6) COMMENT 'The highest score of the undecided; 0: there are none.',
    money_minor Int64 COMMENT 'What is at risk in the undecided, in minor units: what rewards of one referral give by the program\'s own amounts, 0 where that depends on an event.',
    currency LowCardinality(String) COMMENT 'ISO 4217: the program\'s; empty where it has none.',
    sla_at Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when somebody should have decided; null: that is over, or no matter.',
    due_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it times out; null: never, or it is over.',
    pending_by String COMMENT 'Who decided first, where a second person has to confirm; empty: nobody.',
    merged_into String COMMENT 'The case of the same ring that it has become part of; empty: none.',
    audit_events Int64 COMMENT 'How many events its audit log has.',
    audit_hash String COMMENT 'The hash of the last of them: what the log is checked against.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (program_id, case_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A case as it stands now: referrals of one advocate that somebody has to look at. How it came to be so is in fraud_case_events.';

CREATE TABLE IF NOT EXISTS milepost_store_b.fraud_cases AS milepost_store.fraud_cases
COMMENT 'A case as it stands now: referrals of one advocate that somebody has to look at. How it came to be so is in fraud_case_events.';

CREATE TABLE IF NOT EXISTS milepost_store.fraud_case_events
(
    program_id LowCardinality(String) COMMENT 'The program.',
    case_id String COMMENT 'The case.',
    sequence Int64 COMMENT 'From 1, without gaps.',
    happened_at DateTime64(3, 'UTC') COMMENT 'When, event time.',
    kind LowCardinality(String) COMMENT 'An action of reviews, or ALERT, MERGED, JOINED, PAID, SLA_BREACHED or TIMED_OUT.',
    version Int64 COMMENT 'The case\'s version after it.',
    actor String COMMENT 'Who did it; empty: nobody, it was time or a verdict.',
    cause_id String COMMENT 'The event_id of the review, the verdict_id of the alert, or the other case; empty: it was time.',
    detail String COMMENT 'What it says beyond that, a JSON object.',
    previous_hash String COMMENT 'The hash of the event before; of the first 64 zeros.',
    hash String COMMENT 'SHA-256 of previous_hash and of all fields above but the program, in hexadecimal.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (program_id, case_id, sequence)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'One event of the audit log of a case, chained to the one before: ./milepost fraud audit-log --verify checks it.';

CREATE TABLE IF NOT EXISTS milepost_store_b.fraud_case_events AS milepost_store.fraud_case_events
COMMENT 'One event of the audit log of a case, chained to the one before: ./milepost fraud audit-log --verify checks it.';

CREATE VIEW IF NOT EXISTS milepost.fraud_cases
(
    program_id LowCardinality(String) COMMENT 'The program.',
    case_id String COMMENT 'Identity: hash of the advocate and the first alert.',
    advocate_id String COMMENT 'Whose referrals they are.',
    ring_id String COMMENT 'The ring of the latest alert that had one; empty: none had.',
    status LowCardinality(String) COMMENT 'OPEN, PENDING (a second person has to confirm), BLOCKED (it waits for nobody unless the advocate appeals), DECIDED, TIMED_OUT or MERGED.',
    version Int64 COMMENT 'How many alerts and accepted actions it has had: the expected_version of a review.',
    opened_at DateTime64(3, 'UTC') COMMENT 'When it was opened, or opened again, event time.',
    claimed_by String COMMENT 'Who has claimed it; empty: nobody.',
    claimed_until Nullable(DateTime64(3, 'UTC')) COMMENT 'When the claim ends by itself; null: there is none.',
    escalated Bool COMMENT 'It is for somebody with more say: a person said so, or its time was up.',
    referrals Int64 COMMENT 'How many referrals it has.',
    undecided Int64 COMMENT 'How many of them nobody has decided, or an appeal has opened again.',
    score Decimal(18, 6) COMMENT 'The highest score of the undecided; 0: there are none.',
    money_minor Int64 COMMENT 'What is at risk in the undecided, in minor units: what rewards of one referral give by the program\'s own amounts, 0 where that depends on an event.',
    currency LowCardinality(String) COMMENT 'ISO 4217: the program\'s; empty where it has none.',
    sla_at Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when somebody should have decided; null: that is over, or no matter.',
    due_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it times out; null: never, or it is over.',
    pending_by String COMMENT 'Who decided first, where a second person has to confirm; empty: nobody.',
    merged_into String COMMENT 'The case of the same ring that it has become part of; empty: none.',
    audit_events Int64 COMMENT 'How many events its audit log has.',
    audit_hash String COMMENT 'The hash of the last of them: what the log is checked against.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    case_id,
    advocate_id,
    ring_id,
    status,
    version,
    opened_at,
    claimed_by,
    claimed_until,
    escalated,
    referrals,
    undecided,
    score,
    money_minor,
    currency,
    sla_at,
    due_at,
    pending_by,
    merged_into,
    audit_events,
    audit_hash,
    revision
FROM milepost_store.fraud_cases FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    case_id,
    advocate_id,
    ring_id,
    status,
    version,
    opened_at,
    claimed_by,
    claimed_until,
    escalated,
    referrals,
    undecided,
    score,
    money_minor,
    currency,
    sla_at,
    due_at,
    pending_by,
    merged_into,
    audit_events,
    audit_hash,
    revision
FROM milepost_store_b.fraud_cases FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A case as it stands now: referrals of one advocate that somebody has to look at. How it came to be so is in fraud_case_events.';

CREATE VIEW IF NOT EXISTS milepost.fraud_case_events
(
    program_id LowCardinality(String) COMMENT 'The program.',
    case_id String COMMENT 'The case.',
    sequence Int64 COMMENT 'From 1, without gaps.',
    happened_at DateTime64(3, 'UTC') COMMENT 'When, event time.',
    kind LowCardinality(String) COMMENT 'An action of reviews, or ALERT, MERGED, JOINED, PAID, SLA_BREACHED or TIMED_OUT.',
    version Int64 COMMENT 'The case\'s version after it.',
    actor String COMMENT 'Who did it; empty: nobody, it was time or a verdict.',
    cause_id String COMMENT 'The event_id of the review, the verdict_id of the alert, or the other case; empty: it was time.',
    detail String COMMENT 'What it says beyond that, a JSON object.',
    previous_hash String COMMENT 'The hash of the event before; of the first 64 zeros.',
    hash String COMMENT 'SHA-256 of previous_hash and of all fields above but the program, in hexadecimal.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    case_id,
    sequence,
    happened_at,
    kind,
    version,
    actor,
    cause_id,
    detail,
    previous_hash,
    hash,
    revision
FROM milepost_store.fraud_case_events FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    case_id,
    sequence,
    happened_at,
    kind,
    version,
    actor,
    cause_id,
    detail,
    previous_hash,
    hash,
    revision
FROM milepost_store_b.fraud_case_events FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'One event of the audit log of a case, chained to the one before: ./milepost fraud audit-log --verify checks it.';
