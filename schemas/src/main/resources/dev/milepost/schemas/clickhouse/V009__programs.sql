-- What programs decide: milestones, asks, exposures, rewards, and the ledger that says what is owed; and the programs.
--
-- The ledger is append-only: an entry is corrected by another. So its rows are never revised, but a rebuild makes them
-- again, as all rows. No table here is partitioned: they hold qualifications, not events, and no time of theirs is fixed
-- by the key (a late event may move when a milestone was reached, and with it when a reward was earned).
--
-- Each key begins with the program (of exposures with the experiment): that is what people filter on.

CREATE TABLE IF NOT EXISTS milepost_store.milestones
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The id of the program\'s ask or reward whose pattern completed.',
    subject_kind LowCardinality(String) COMMENT 'What the subject is: user (of an ask), referral, advocate or account (of a reward).',
    subject_id String COMMENT 'The user of an ask, the referee of a referral, the advocate, or the account.',
    occurrence String COMMENT 'Which completion: 0, the kth, or the rung of a ladder.',
    version Int64 COMMENT 'The program\'s version whose pattern completed.',
    user_id String COMMENT 'Whose event completed it.',
    reached_at DateTime64(3, 'UTC') COMMENT 'Event time of the event or timer that completed it.',
    cause_event_id String COMMENT 'The event that completed it; of a timer the anchor\'s.',
    value_minor Nullable(Int64) COMMENT 'What the pattern had come to: minor units of currency, else millionths; null where it has no value.',
    currency LowCardinality(String) COMMENT 'ISO 4217; empty where the value is no money.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (program_id, milestone_id, subject_kind, subject_id, occurrence)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A milestone of a program that a subject has reached. A fact: it may move, or be un-reached.';

CREATE TABLE IF NOT EXISTS milepost_store_b.milestones AS milepost_store.milestones
COMMENT 'A milestone of a program that a subject has reached. A fact: it may move, or be un-reached.';

CREATE TABLE IF NOT EXISTS milepost_store.asks
(
    program_id LowCardinality(String) COMMENT 'The program.',
    user_id String COMMENT 'The advocate.',
    ask_id String COMMENT 'Identity: hash of program, milestone, user and occurrence.',
    decision LowCardinality(String) COMMENT 'asked, held_out, not_asked; or withdrawn, which takes back what was told of the same ask_id.',
    reason LowCardinality(String) COMMENT 'Of not_asked: the guard that stopped it, or opted_out. Of withdrawn: why.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    occurrence String COMMENT 'Which completion of the ask\'s pattern.',
    version Int64 COMMENT 'The program\'s version that decided.',
    category LowCardinality(String) COMMENT 'The ask\'s category, which quotas count by.',
    experiment_id LowCardinality(String) COMMENT 'The experiment; empty without one.',
    arm LowCardinality(String) COMMENT 'The arm, or holdout; empty without an experiment.',
    guard_values Map(String, String) COMMENT 'What the guards saw, by guard: risk 0.12, or unknown.',
    milestone_time DateTime64(3, 'UTC') COMMENT 'When the milestone was reached, event time.',
    decided_at DateTime64(3, 'UTC') COMMENT 'The event time that the decision was made for.',
    known_at DateTime64(3, 'UTC') COMMENT 'When it could be known: the greatest received_at absorbed, or the timer\'s time.',
    send_at Nullable(DateTime64(3, 'UTC')) COMMENT 'Of asked: when to send it, the milestone\'s time and the arm\'s delay; null else.',
    channel LowCardinality(String) COMMENT 'By which channel, the arm\'s where it has one.',
    template LowCardinality(String) COMMENT 'Which template, the arm\'s where it has one.',
    cause_event_id String COMMENT 'The event that completed the milestone.',
    late_correction Bool COMMENT 'It was decided after its time had been told without it.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (program_id, user_id, ask_id, decision)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A decision whether an advocate is asked for a referral. Told once: what proves wrong later is corrected by a row of another decision.';

CREATE TABLE IF NOT EXISTS milepost_store_b.asks AS milepost_store.asks
COMMENT 'A decision whether an advocate is asked for a referral. Told once: what proves wrong later is corrected by a row of another decision.';

CREATE TABLE IF NOT EXISTS milepost_store.exposures
(
    experiment_id LowCardinality(String) COMMENT 'The experiment.',
    user_id String COMMENT 'The advocate.',
    program_id LowCardinality(String) COMMENT 'The program of the ask that exposed them.',
    milestone_id LowCardinality(String) COMMENT 'That ask\'s id in its program.',
    ask_id String COMMENT 'The decision.',
    arm LowCardinality(String) COMMENT 'The arm, or holdout: fixed by the user and the experiment\'s salt.',
    exposed_at DateTime64(3, 'UTC') COMMENT 'Event time of the decision; outcomes are counted after it, covariates strictly before.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (experiment_id, user_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A user\'s exposure to an experiment: their first asked or held_out row in it. Holdout included.';

CREATE TABLE IF NOT EXISTS milepost_store_b.exposures AS milepost_store.exposures
COMMENT 'A user\'s exposure to an experiment: their first asked or held_out row in it. Holdout included.';

CREATE TABLE IF NOT EXISTS milepost_store.rewards
(
    program_id LowCardinality(String) COMMENT 'The program.',
    beneficiary_id String COMMENT 'The user whom it is for.',
    reward_id String COMMENT 'Identity: hash of program, rule, subject, beneficiary, side and occurrence.',
    side LowCardinality(String) COMMENT 'advocate or referee.',
    rule_id LowCardinality(String) COMMENT 'The reward\'s id in its program: the milestone that earned it.',
    version Int64 COMMENT 'The program\'s version that granted it.',
    subject_kind LowCardinality(String) COMMENT 'referral, advocate or account.',
    subject_id String COMMENT 'The referee, the advocate, or the account.',
    occurrence String COMMENT '0, the kth, or the rung; then # and the effect, and the recurrence, where there are several.',
    advocate_id String COMMENT 'Who referred.',
    referral_ids Array(String) COMMENT 'The referrals that earned it: each needs a verdict that releases.',
    kind LowCardinality(String) COMMENT 'cash, credit, discount, entitlement, units, gift or manual.',
    state LowCardinality(String) COMMENT 'The last step of its chain: EARNED, HELD, RELEASED, PAID, EXPIRED, VOIDED or REVERSED; or SKIPPED, granted to nobody.',
    reason LowCardinality(String) COMMENT 'Why it is in this state, in a word; of SKIPPED the cap or budget that had no room.',
    amount_minor Int64 COMMENT 'What was earned: minor units, or millionths of a unit.',
    owed_minor Int64 COMMENT 'What is owed now, the sum of its entries: below 0 the beneficiary owes.',
    currency LowCardinality(String) COMMENT 'ISO 4217, or the unit\'s name.',
    earned_at DateTime64(3, 'UTC') COMMENT 'When it was earned, event time.',
    hold_until Nullable(DateTime64(3, 'UTC')) COMMENT 'When its hold ends; null without one.',
    expires_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it expires if not used; null: never, or not released yet.',
    updated_at DateTime64(3, 'UTC') COMMENT 'effective_at of its last entry; of SKIPPED the milestone\'s time.',
    late_correction Bool COMMENT 'Its last entry corrects what had been told.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (program_id, beneficiary_id, reward_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A reward as it stands now; how it came to be so is in the ledger.';

CREATE TABLE IF NOT EXISTS milepost_store_b.rewards AS milepost_store.rewards
COMMENT 'A reward as it stands now; how it came to be so is in the ledger.';

CREATE TABLE IF NOT EXISTS milepost_store.ledger
(
    program_id LowCardinality(String) COMMENT 'The program.',
    beneficiary_id String COMMENT 'The user whom the reward is for.',
    reward_id String COMMENT 'The reward whose chain it belongs to.',
    entry_id String COMMENT 'Identity: hash of reward_id, step and cause.',
    step LowCardinality(String) COMMENT 'What happened: EARNED, HELD, RELEASED, PAID, EXPIRED, VOIDED or REVERSED.',
    side LowCardinality(String) COMMENT 'advocate or referee.',
    kind LowCardinality(String) COMMENT 'cash, credit, discount, entitlement, units, gift or manual.',
    amount_minor Int64 COMMENT 'What it adds to what is owed: minor units, or millionths of a unit.',
    currency LowCardinality(String) COMMENT 'ISO 4217, or the unit\'s name.',
    effective_at DateTime64(3, 'UTC') COMMENT 'From when it counts, event time.',
    known_at DateTime64(3, 'UTC') COMMENT 'From when it could be known: the greatest received_at absorbed, or the timer\'s time.',
    cause_event_id String COMMENT 'The event behind it; of what time alone did, the reward\'s own.',
    reason LowCardinality(String) COMMENT 'Why, in a word.',
    late_correction Bool COMMENT 'effective_at had been told without it.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (program_id, beneficiary_id, reward_id, entry_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'An entry of the reward ledger: append-only and bitemporal. The sum of amount_minor is what is owed.';

CREATE TABLE IF NOT EXISTS milepost_store_b.ledger AS milepost_store.ledger
COMMENT 'An entry of the reward ledger: append-only and bitemporal. The sum of amount_minor is what is owed.';

CREATE TABLE IF NOT EXISTS milepost_store.programs
(
    program_id LowCardinality(String) COMMENT 'The program.',
    version Int64 COMMENT 'Its version.',
    valid_from DateTime64(3, 'UTC') COMMENT 'From when it holds.',
    valid_to Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when, that moment excluded: it was withdrawn. Null: until the next version.',
    file_name String COMMENT 'The file\'s own name.',
    text String COMMENT 'The file, whole.',
    applied_at DateTime64(3, 'UTC') COMMENT 'When it was applied.',
    applied_by String COMMENT 'Who applied it; empty where nobody said.',
    event_id String COMMENT 'The event that applied it; empty where it was loaded at the start.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (program_id, version)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A version of a program as it was applied.';

CREATE TABLE IF NOT EXISTS milepost_store_b.programs AS milepost_store.programs
COMMENT 'A version of a program as it was applied.';

CREATE VIEW IF NOT EXISTS milepost.milestones
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The id of the program\'s ask or reward whose pattern completed.',
    subject_kind LowCardinality(String) COMMENT 'What the subject is: user (of an ask), referral, advocate or account (of a reward).',
    subject_id String COMMENT 'The user of an ask, the referee of a referral, the advocate, or the account.',
    occurrence String COMMENT 'Which completion: 0, the kth, or the rung of a ladder.',
    version Int64 COMMENT 'The program\'s version whose pattern completed.',
    user_id String COMMENT 'Whose event completed it.',
    reached_at DateTime64(3, 'UTC') COMMENT 'Event time of the event or timer that completed it.',
    cause_event_id String COMMENT 'The event that completed it; of a timer the anchor\'s.',
    value_minor Nullable(Int64) COMMENT 'What the pattern had come to: minor units of currency, else millionths; null where it has no value.',
    currency LowCardinality(String) COMMENT 'ISO 4217; empty where the value is no money.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    milestone_id,
    subject_kind,
    subject_id,
    occurrence,
    version,
    user_id,
    reached_at,
    cause_event_id,
    value_minor,
    currency,
    revision
FROM milepost_store.milestones FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    milestone_id,
    subject_kind,
    subject_id,
    occurrence,
    version,
    user_id,
    reached_at,
    cause_event_id,
    value_minor,
    currency,
    revision
FROM milepost_store_b.milestones FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A milestone of a program that a subject has reached. A fact: it may move, or be un-reached.';

CREATE VIEW IF NOT EXISTS milepost.asks
(
    program_id LowCardinality(String) COMMENT 'The program.',
    user_id String COMMENT 'The advocate.',
    ask_id String COMMENT 'Identity: hash of program, milestone, user and occurrence.',
    decision LowCardinality(String) COMMENT 'asked, held_out, not_asked; or withdrawn, which takes back what was told of the same ask_id.',
    reason LowCardinality(String) COMMENT 'Of not_asked: the guard that stopped it, or opted_out. Of withdrawn: why.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    occurrence String COMMENT 'Which completion of the ask\'s pattern.',
    version Int64 COMMENT 'The program\'s version that decided.',
    category LowCardinality(String) COMMENT 'The ask\'s category, which quotas count by.',
    experiment_id LowCardinality(String) COMMENT 'The experiment; empty without one.',
    arm LowCardinality(String) COMMENT 'The arm, or holdout; empty without an experiment.',
    guard_values Map(String, String) COMMENT 'What the guards saw, by guard: risk 0.12, or unknown.',
    milestone_time DateTime64(3, 'UTC') COMMENT 'When the milestone was reached, event time.',
    decided_at DateTime64(3, 'UTC') COMMENT 'The event time that the decision was made for.',
    known_at DateTime64(3, 'UTC') COMMENT 'When it could be known: the greatest received_at absorbed, or the timer\'s time.',
    send_at Nullable(DateTime64(3, 'UTC')) COMMENT 'Of asked: when to send it, the milestone\'s time and the arm\'s delay; null else.',
    channel LowCardinality(String) COMMENT 'By which channel, the arm\'s where it has one.',
    template LowCardinality(String) COMMENT 'Which template, the arm\'s where it has one.',
    cause_event_id String COMMENT 'The event that completed the milestone.',
    late_correction Bool COMMENT 'It was decided after its time had been told without it.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
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
    revision
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
    revision
FROM milepost_store_b.asks FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A decision whether an advocate is asked for a referral. Told once: what proves wrong later is corrected by a row of another decision.';

CREATE VIEW IF NOT EXISTS milepost.exposures
(
    experiment_id LowCardinality(String) COMMENT 'The experiment.',
    user_id String COMMENT 'The advocate.',
    program_id LowCardinality(String) COMMENT 'The program of the ask that exposed them.',
    milestone_id LowCardinality(String) COMMENT 'That ask\'s id in its program.',
    ask_id String COMMENT 'The decision.',
    arm LowCardinality(String) COMMENT 'The arm, or holdout: fixed by the user and the experiment\'s salt.',
    exposed_at DateTime64(3, 'UTC') COMMENT 'Event time of the decision; outcomes are counted after it, covariates strictly before.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    experiment_id,
    user_id,
    program_id,
    milestone_id,
    ask_id,
    arm,
    exposed_at,
    revision
FROM milepost_store.exposures FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    experiment_id,
    user_id,
    program_id,
    milestone_id,
    ask_id,
    arm,
    exposed_at,
    revision
FROM milepost_store_b.exposures FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A user\'s exposure to an experiment: their first asked or held_out row in it. Holdout included.';

CREATE VIEW IF NOT EXISTS milepost.rewards
(
    program_id LowCardinality(String) COMMENT 'The program.',
    beneficiary_id String COMMENT 'The user whom it is for.',
    reward_id String COMMENT 'Identity: hash of program, rule, subject, beneficiary, side and occurrence.',
    side LowCardinality(String) COMMENT 'advocate or referee.',
    rule_id LowCardinality(String) COMMENT 'The reward\'s id in its program: the milestone that earned it.',
    version Int64 COMMENT 'The program\'s version that granted it.',
    subject_kind LowCardinality(String) COMMENT 'referral, advocate or account.',
    subject_id String COMMENT 'The referee, the advocate, or the account.',
    occurrence String COMMENT '0, the kth, or the rung; then # and the effect, and the recurrence, where there are several.',
    advocate_id String COMMENT 'Who referred.',
    referral_ids Array(String) COMMENT 'The referrals that earned it: each needs a verdict that releases.',
    kind LowCardinality(String) COMMENT 'cash, credit, discount, entitlement, units, gift or manual.',
    state LowCardinality(String) COMMENT 'The last step of its chain: EARNED, HELD, RELEASED, PAID, EXPIRED, VOIDED or REVERSED; or SKIPPED, granted to nobody.',
    reason LowCardinality(String) COMMENT 'Why it is in this state, in a word; of SKIPPED the cap or budget that had no room.',
    amount_minor Int64 COMMENT 'What was earned: minor units, or millionths of a unit.',
    owed_minor Int64 COMMENT 'What is owed now, the sum of its entries: below 0 the beneficiary owes.',
    currency LowCardinality(String) COMMENT 'ISO 4217, or the unit\'s name.',
    earned_at DateTime64(3, 'UTC') COMMENT 'When it was earned, event time.',
    hold_until Nullable(DateTime64(3, 'UTC')) COMMENT 'When its hold ends; null without one.',
    expires_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it expires if not used; null: never, or not released yet.',
    updated_at DateTime64(3, 'UTC') COMMENT 'effective_at of its last entry; of SKIPPED the milestone\'s time.',
    late_correction Bool COMMENT 'Its last entry corrects what had been told.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    beneficiary_id,
    reward_id,
    side,
    rule_id,
    version,
    subject_kind,
    subject_id,
    occurrence,
    advocate_id,
    referral_ids,
    kind,
    state,
    reason,
    amount_minor,
    owed_minor,
    currency,
    earned_at,
    hold_until,
    expires_at,
    updated_at,
    late_correction,
    revision
FROM milepost_store.rewards FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    beneficiary_id,
    reward_id,
    side,
    rule_id,
    version,
    subject_kind,
    subject_id,
    occurrence,
    advocate_id,
    referral_ids,
    kind,
    state,
    reason,
    amount_minor,
    owed_minor,
    currency,
    earned_at,
    hold_until,
    expires_at,
    updated_at,
    late_correction,
    revision
FROM milepost_store_b.rewards FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A reward as it stands now; how it came to be so is in the ledger.';

CREATE VIEW IF NOT EXISTS milepost.ledger
(
    program_id LowCardinality(String) COMMENT 'The program.',
    beneficiary_id String COMMENT 'The user whom the reward is for.',
    reward_id String COMMENT 'The reward whose chain it belongs to.',
    entry_id String COMMENT 'Identity: hash of reward_id, step and cause.',
    step LowCardinality(String) COMMENT 'What happened: EARNED, HELD, RELEASED, PAID, EXPIRED, VOIDED or REVERSED.',
    side LowCardinality(String) COMMENT 'advocate or referee.',
    kind LowCardinality(String) COMMENT 'cash, credit, discount, entitlement, units, gift or manual.',
    amount_minor Int64 COMMENT 'What it adds to what is owed: minor units, or millionths of a unit.',
    currency LowCardinality(String) COMMENT 'ISO 4217, or the unit\'s name.',
    effective_at DateTime64(3, 'UTC') COMMENT 'From when it counts, event time.',
    known_at DateTime64(3, 'UTC') COMMENT 'From when it could be known: the greatest received_at absorbed, or the timer\'s time.',
    cause_event_id String COMMENT 'The event behind it; of what time alone did, the reward\'s own.',
    reason LowCardinality(String) COMMENT 'Why, in a word.',
    late_correction Bool COMMENT 'effective_at had been told without it.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    beneficiary_id,
    reward_id,
    entry_id,
    step,
    side,
    kind,
    amount_minor,
    currency,
    effective_at,
    known_at,
    cause_event_id,
    reason,
    late_correction,
    revision
FROM milepost_store.ledger FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    beneficiary_id,
    reward_id,
    entry_id,
    step,
    side,
    kind,
    amount_minor,
    currency,
    effective_at,
    known_at,
    cause_event_id,
    reason,
    late_correction,
    revision
FROM milepost_store_b.ledger FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'An entry of the reward ledger: append-only and bitemporal. The sum of amount_minor is what is owed.';

CREATE VIEW IF NOT EXISTS milepost.programs
(
    program_id LowCardinality(String) COMMENT 'The program.',
    version Int64 COMMENT 'Its version.',
    valid_from DateTime64(3, 'UTC') COMMENT 'From when it holds.',
    valid_to Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when, that moment excluded: it was withdrawn. Null: until the next version.',
    file_name String COMMENT 'The file\'s own name.',
    text String COMMENT 'The file, whole.',
    applied_at DateTime64(3, 'UTC') COMMENT 'When it was applied.',
    applied_by String COMMENT 'Who applied it; empty where nobody said.',
    event_id String COMMENT 'The event that applied it; empty where it was loaded at the start.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    version,
    valid_from,
    valid_to,
    file_name,
    text,
    applied_at,
    applied_by,
    event_id,
    revision
FROM milepost_store.programs FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    version,
    valid_from,
    valid_to,
    file_name,
    text,
    applied_at,
    applied_by,
    event_id,
    revision
FROM milepost_store_b.programs FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A version of a program as it was applied.';

-- What was owed at one time, as it was known at another (both inclusive):
--   SELECT * FROM milepost.liability(as_of = '2026-04-01 00:00:00', known_at = '2026-04-01 00:00:00')
CREATE VIEW IF NOT EXISTS milepost.liability
(
    program_id LowCardinality(String) COMMENT 'The program.',
    currency LowCardinality(String) COMMENT 'ISO 4217, or the unit\'s name.',
    amount_minor Int64 COMMENT 'What is owed: minor units, or millionths of a unit; below 0 beneficiaries owe.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    currency,
    sum(amount_minor) AS amount_minor
FROM milepost.ledger
WHERE effective_at <= {as_of:DateTime64(3, 'UTC')} AND known_at <= {known_at:DateTime64(3, 'UTC')}
GROUP BY program_id, currency
COMMENT 'What is owed to beneficiaries at as_of, as it was known at known_at: the sum of the ledger\'s entries with effective_at and known_at up to then, by program, and currency or unit; minor units, or millionths of a unit. Below 0 they owe.';

-- The thin events are of more streams.

ALTER TABLE milepost_store.events COMMENT COLUMN stream 'clickstream, signups, purchases, user_attributes, payouts, reviews, programs, fraud-verdicts.';
ALTER TABLE milepost_store_b.events COMMENT COLUMN stream 'clickstream, signups, purchases, user_attributes, payouts, reviews, programs, fraud-verdicts.';
ALTER TABLE milepost.events COMMENT COLUMN stream 'clickstream, signups, purchases, user_attributes, payouts, reviews, programs, fraud-verdicts.';

ALTER TABLE milepost_store.events COMMENT COLUMN entity_id 'The stream\'s key: anonymous_id of a click, reward_id of a payout, case_id of a review, program_version of a program, referral_id of a verdict, else user_id.';
ALTER TABLE milepost_store_b.events COMMENT COLUMN entity_id 'The stream\'s key: anonymous_id of a click, reward_id of a payout, case_id of a review, program_version of a program, referral_id of a verdict, else user_id.';
ALTER TABLE milepost.events COMMENT COLUMN entity_id 'The stream\'s key: anonymous_id of a click, reward_id of a payout, case_id of a review, program_version of a program, referral_id of a verdict, else user_id.';

ALTER TABLE milepost_store.events COMMENT COLUMN user_id 'The user the event names: of a review the advocate, of a verdict the referee; empty where it names none.';
ALTER TABLE milepost_store_b.events COMMENT COLUMN user_id 'The user the event names: of a review the advocate, of a verdict the referee; empty where it names none.';
ALTER TABLE milepost.events COMMENT COLUMN user_id 'The user the event names: of a review the advocate, of a verdict the referee; empty where it names none.';

ALTER TABLE milepost_store.events COMMENT COLUMN name 'A click\'s name, a purchase\'s kind or a review\'s action in lower case, signup, user_attributes, payout, program, or fraud_verdict.';
ALTER TABLE milepost_store_b.events COMMENT COLUMN name 'A click\'s name, a purchase\'s kind or a review\'s action in lower case, signup, user_attributes, payout, program, or fraud_verdict.';
ALTER TABLE milepost.events COMMENT COLUMN name 'A click\'s name, a purchase\'s kind or a review\'s action in lower case, signup, user_attributes, payout, program, or fraud_verdict.';

ALTER TABLE milepost_store.events COMMENT COLUMN amount_minor 'Of purchases and payouts, minor units (of a payout in units millionths); 0 elsewhere.';
ALTER TABLE milepost_store_b.events COMMENT COLUMN amount_minor 'Of purchases and payouts, minor units (of a payout in units millionths); 0 elsewhere.';
ALTER TABLE milepost.events COMMENT COLUMN amount_minor 'Of purchases and payouts, minor units (of a payout in units millionths); 0 elsewhere.';

ALTER TABLE milepost_store.events COMMENT COLUMN currency 'ISO 4217, of a payout perhaps a unit\'s name; empty where there is no money.';
ALTER TABLE milepost_store_b.events COMMENT COLUMN currency 'ISO 4217, of a payout perhaps a unit\'s name; empty where there is no money.';
ALTER TABLE milepost.events COMMENT COLUMN currency 'ISO 4217, of a payout perhaps a unit\'s name; empty where there is no money.';
