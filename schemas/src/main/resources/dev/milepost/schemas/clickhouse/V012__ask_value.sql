-- The facts for the copy of an ask where its milestone is no order: what its pattern had come to. Asks of before have none.

ALTER TABLE milepost_store.asks
    ADD COLUMN IF NOT EXISTS value Nullable(Decimal(38, 6)) COMMENT 'What the milestone\'s pattern had come to when it was reached: the sum, the level or the count, of an event that carries a value that; of several parts, that of the one which completed it. Of the fields amount, mrr and arr in minor units of currency. Null where the pattern has no number.' AFTER turn,
    ADD COLUMN IF NOT EXISTS value_field LowCardinality(String) COMMENT 'Of which field value is the sum or the level; count of a count; empty without a value.' AFTER value,
    COMMENT COLUMN currency 'ISO 4217, of value_minor, and of value where it is money; empty where there is none.';

ALTER TABLE milepost_store_b.asks
    ADD COLUMN IF NOT EXISTS value Nullable(Decimal(38, 6)) COMMENT 'What the milestone\'s pattern had come to when it was reached: the sum, the level or the count, of an event that carries a value that; of several parts, that of the one which completed it. Of the fields amount, mrr and arr in minor units of currency. Null where the pattern has no number.' AFTER turn,
    ADD COLUMN IF NOT EXISTS value_field LowCardinality(String) COMMENT 'Of which field value is the sum or the level; count of a count; empty without a value.' AFTER value,
    COMMENT COLUMN currency 'ISO 4217, of value_minor, and of value where it is money; empty where there is none.';

ALTER TABLE milepost_store.rewards COMMENT COLUMN hold_until 'When its hold ends; without one when it was earned; null of SKIPPED.';

ALTER TABLE milepost_store_b.rewards COMMENT COLUMN hold_until 'When its hold ends; without one when it was earned; null of SKIPPED.';

CREATE OR REPLACE VIEW milepost.asks
(
    program_id LowCardinality(String) COMMENT 'The program.',
    user_id String COMMENT 'The advocate.',
    ask_id String COMMENT 'Identity: hash of program, milestone, user and occurrence.',
    decision LowCardinality(String) COMMENT 'asked, held_out, not_asked; or withdrawn, which takes back what was told of the same ask_id, or stops what waited when it is due.',
    reason LowCardinality(String) COMMENT 'Of not_asked: the guard that stopped it, or opted_out. Of withdrawn: why; of one that was stopped when it was due the guard, or not_in_force.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    occurrence String COMMENT 'Which completion of the ask\'s pattern.',
    version Int64 COMMENT 'The program\'s version that decided.',
    category LowCardinality(String) COMMENT 'The ask\'s category, which quotas count by.',
    experiment_id LowCardinality(String) COMMENT 'The experiment; empty without one.',
    arm LowCardinality(String) COMMENT 'The arm, or holdout; empty without an experiment.',
    guard_values Map(String, String) COMMENT 'What the guards saw, by guard: risk 0.12, or unknown.',
    milestone_time DateTime64(3, 'UTC') COMMENT 'When the milestone was reached, event time.',
    decided_at DateTime64(3, 'UTC') COMMENT 'The event time that the decision was made for; of what waited and was withdrawn when it was due, that time.',
    known_at DateTime64(3, 'UTC') COMMENT 'When it could be known: the greatest received_at absorbed, or the timer\'s time.',
    send_at Nullable(DateTime64(3, 'UTC')) COMMENT 'Of asked: when to send it, the milestone\'s time and the arm\'s delay; null else. Until then the guards may stop it.',
    channel LowCardinality(String) COMMENT 'By which channel, the arm\'s where it has one.',
    template LowCardinality(String) COMMENT 'Which template, the arm\'s where it has one.',
    cause_event_id String COMMENT 'The event that completed the milestone.',
    late_correction Bool COMMENT 'It was decided after its time had been told without it.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.',
    value_minor Nullable(Int64) COMMENT 'The amount of the event that completed the milestone, in minor units of currency; null where it has none.',
    currency LowCardinality(String) COMMENT 'ISO 4217, of value_minor, and of value where it is money; empty where there is none.',
    referral_code Nullable(String) COMMENT 'The code that the advocate owned in this program at the milestone\'s time, of several the latest; null where none was known.',
    link Nullable(String) COMMENT 'The code\'s link: the setting code.link, and the code behind it. Null without a code, and where the deployment has not said what its links begin with.',
    turn Int64 COMMENT 'Which message about this ask_id the row is in the topic asks, from 1 on. 0 where it is none: of who is held out or not asked, of asked until send_at where that is later than milestone_time, and of withdrawn where it never went out.',
    value Nullable(Decimal(38, 6)) COMMENT 'What the milestone\'s pattern had come to when it was reached: the sum, the level or the count, of an event that carries a value that; of several parts, that of the one which completed it. Of the fields amount, mrr and arr in minor units of currency. Null where the pattern has no number.',
    value_field LowCardinality(String) COMMENT 'Of which field value is the sum or the level; count of a count; empty without a value.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    user_id,
    ask_id,
    decision,
    reason,
    milestone_id,
    occurrence,
    version,
    category,
    experiment_id,
    arm,
    guard_values,
    milestone_time,
    decided_at,
    known_at,
    send_at,
    channel,
    template,
    cause_event_id,
    late_correction,
    revision,
    value_minor,
    currency,
    referral_code,
    link,
    turn,
    value,
    value_field
FROM milepost_store.asks FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    user_id,
    ask_id,
    decision,
    reason,
    milestone_id,
    occurrence,
    version,
    category,
    experiment_id,
    arm,
    guard_values,
    milestone_time,
    decided_at,
    known_at,
    send_at,
    channel,
    template,
    cause_event_id,
    late_correction,
    revision,
    value_minor,
    currency,
    referral_code,
    link,
    turn,
    value,
    value_field
FROM milepost_store_b.asks FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A decision whether an advocate is asked for a referral. Told once: what proves wrong later is corrected by a row of another decision.';
