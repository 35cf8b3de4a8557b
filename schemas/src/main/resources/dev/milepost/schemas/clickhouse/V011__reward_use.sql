-- How much of caps and budgets is used. What a program's budget and caps are, its file says (programs.text); what each reward
-- takes of them is in the ledger, so it is added up here, as the job adds it up:
--   SELECT sum(most_minor) FROM milepost.reward_use(program = 'spring', as_of = '2026-04-01 00:00:00') WHERE currency = 'EUR'

CREATE VIEW IF NOT EXISTS milepost.reward_use
(
    program_id LowCardinality(String) COMMENT 'The program.',
    rule_id LowCardinality(String) COMMENT 'The reward\'s id in its program.',
    version Int64 COMMENT 'The program\'s version that granted it.',
    nth UInt32 COMMENT 'Which completion: 0, the kth, or the rung of a ladder by the number that it keeps where later versions move it.',
    effect Nullable(UInt32) COMMENT 'Which effect of the reward or rung, from 0 on in the order of that version; null: the only one for its side.',
    side LowCardinality(String) COMMENT 'advocate or referee.',
    kind LowCardinality(String) COMMENT 'cash, credit, discount, entitlement, units, gift or manual.',
    beneficiary_id String COMMENT 'The user whom it is for.',
    reward_id String COMMENT 'The reward.',
    currency LowCardinality(String) COMMENT 'ISO 4217, or the unit\'s name.',
    earned_at DateTime64(3, 'UTC') COMMENT 'Its place in the windows of caps and budget.',
    most_minor Int64 COMMENT 'What it takes of the budget, and of caps that do not take back what was reversed: the most that was ever due of it, 0 once it was voided. Minor units, or millionths of a unit.',
    due_minor Int64 COMMENT 'What it takes of caps that take back what was reversed: earned plus all reversals, 0 once it was voided.'
)
SQL SECURITY DEFINER
AS SELECT
    rewards.program_id AS program_id,
    rewards.rule_id AS rule_id,
    rewards.version AS version,
    toUInt32(extract(rewards.occurrence, '^[0-9]+')) AS nth,
    toUInt32OrNull(extract(rewards.occurrence, '^[0-9]+#([0-9]+)')) AS effect,
    rewards.side AS side,
    rewards.kind AS kind,
    rewards.beneficiary_id AS beneficiary_id,
    rewards.reward_id AS reward_id,
    rewards.currency AS currency,
    rewards.earned_at AS earned_at,
    taken.most_minor AS most_minor,
    taken.due_minor AS due_minor
FROM (SELECT * FROM milepost.rewards WHERE program_id = {program:String}) AS rewards
INNER JOIN
(
    SELECT
        reward_id,
        if(countIf(step = 'VOIDED') > 0, 0, arrayMax(arrayCumSum(arrayMap(entry -> entry.4, arraySort(groupArrayIf(
            (effective_at, known_at, step = 'REVERSED', amount_minor), step IN ('EARNED', 'REVERSED'))))))) AS most_minor,
        if(countIf(step = 'VOIDED') > 0, 0, sumIf(amount_minor, step IN ('EARNED', 'REVERSED'))) AS due_minor
    FROM milepost.ledger
    WHERE program_id = {program:String} AND effective_at <= {as_of:DateTime64(3, 'UTC')}
    GROUP BY reward_id
) AS taken ON taken.reward_id = rewards.reward_id
COMMENT 'What each reward of a program takes of its budget and of caps at as_of, as the ledger says it. What a retroactive version adds to a reward that is still held is in it from its release on.';

-- Rewards have dead letters of their own.

ALTER TABLE milepost_store.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, rule_late, rule_conflict, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit, payout_refused, review_unresolved or refused_row.';
ALTER TABLE milepost_store_b.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, rule_late, rule_conflict, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit, payout_refused, review_unresolved or refused_row.';
ALTER TABLE milepost.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, rule_late, rule_conflict, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit, payout_refused, review_unresolved or refused_row.';

-- An ask whose arm waits is asked of the guards again when it is due, and told to the outside only then.

ALTER TABLE milepost_store.asks COMMENT COLUMN decision 'asked, held_out, not_asked; or withdrawn, which takes back what was told of the same ask_id, or stops what waited when it is due.';
ALTER TABLE milepost_store_b.asks COMMENT COLUMN decision 'asked, held_out, not_asked; or withdrawn, which takes back what was told of the same ask_id, or stops what waited when it is due.';
ALTER TABLE milepost.asks COMMENT COLUMN decision 'asked, held_out, not_asked; or withdrawn, which takes back what was told of the same ask_id, or stops what waited when it is due.';

ALTER TABLE milepost_store.asks COMMENT COLUMN reason 'Of not_asked: the guard that stopped it, or opted_out. Of withdrawn: why; of one that was stopped when it was due the guard, or not_in_force.';
ALTER TABLE milepost_store_b.asks COMMENT COLUMN reason 'Of not_asked: the guard that stopped it, or opted_out. Of withdrawn: why; of one that was stopped when it was due the guard, or not_in_force.';
ALTER TABLE milepost.asks COMMENT COLUMN reason 'Of not_asked: the guard that stopped it, or opted_out. Of withdrawn: why; of one that was stopped when it was due the guard, or not_in_force.';

ALTER TABLE milepost_store.asks COMMENT COLUMN decided_at 'The event time that the decision was made for; of what waited and was withdrawn when it was due, that time.';
ALTER TABLE milepost_store_b.asks COMMENT COLUMN decided_at 'The event time that the decision was made for; of what waited and was withdrawn when it was due, that time.';
ALTER TABLE milepost.asks COMMENT COLUMN decided_at 'The event time that the decision was made for; of what waited and was withdrawn when it was due, that time.';

ALTER TABLE milepost_store.asks COMMENT COLUMN send_at 'Of asked: when to send it, the milestone\'s time and the arm\'s delay; null else. Until then the guards may stop it.';
ALTER TABLE milepost_store_b.asks COMMENT COLUMN send_at 'Of asked: when to send it, the milestone\'s time and the arm\'s delay; null else. Until then the guards may stop it.';
ALTER TABLE milepost.asks COMMENT COLUMN send_at 'Of asked: when to send it, the milestone\'s time and the arm\'s delay; null else. Until then the guards may stop it.';

ALTER TABLE milepost_store.asks COMMENT COLUMN turn 'Which message about this ask_id the row is in the topic asks, from 1 on. 0 where it is none: of who is held out or not asked, of asked until send_at where that is later than milestone_time, and of withdrawn where it never went out.';
ALTER TABLE milepost_store_b.asks COMMENT COLUMN turn 'Which message about this ask_id the row is in the topic asks, from 1 on. 0 where it is none: of who is held out or not asked, of asked until send_at where that is later than milestone_time, and of withdrawn where it never went out.';
ALTER TABLE milepost.asks COMMENT COLUMN turn 'Which message about this ask_id the row is in the topic asks, from 1 on. 0 where it is none: of who is held out or not asked, of asked until send_at where that is later than milestone_time, and of withdrawn where it never went out.';
