-- Sums of amounts in 128 bits: a unit is kept in millionths, so 64 bits are full with nine tera of whatever is given.

CREATE OR REPLACE VIEW milepost.liability
(
    program_id LowCardinality(String) COMMENT 'The program.',
    currency LowCardinality(String) COMMENT 'ISO 4217, or the unit\'s name.',
    amount_minor Int128 COMMENT 'What is owed: minor units, or millionths of a unit; below 0 beneficiaries owe.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    currency,
    sum(toInt128(ledger.amount_minor)) AS amount_minor
FROM milepost.ledger
WHERE effective_at <= {as_of:DateTime64(3, 'UTC')} AND known_at <= {known_at:DateTime64(3, 'UTC')}
GROUP BY program_id, currency
COMMENT 'What is owed to beneficiaries at as_of, as it was known at known_at: the sum of the ledger\'s entries with effective_at and known_at up to then, by program, and currency or unit; minor units, or millionths of a unit. Below 0 they owe.';

CREATE OR REPLACE VIEW milepost.reward_use
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
    most_minor Int128 COMMENT 'What it takes of the budget, and of caps that do not take back what was reversed: the most that was ever due of it, 0 once it was voided. Minor units, or millionths of a unit.',
    due_minor Int128 COMMENT 'What it takes of caps that take back what was reversed: earned plus all reversals, 0 once it was voided.'
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
            (effective_at, known_at, step = 'REVERSED', toInt128(amount_minor)), step IN ('EARNED', 'REVERSED'))))))) AS most_minor,
        if(countIf(step = 'VOIDED') > 0, 0, sumIf(toInt128(amount_minor), step IN ('EARNED', 'REVERSED'))) AS due_minor
    FROM milepost.ledger
    WHERE program_id = {program:String} AND effective_at <= {as_of:DateTime64(3, 'UTC')}
    GROUP BY reward_id
) AS taken ON taken.reward_id = rewards.reward_id
COMMENT 'What each reward of a program takes of its budget and of caps at as_of, as the ledger says it. What a retroactive version adds to a reward that is still held is in it from its release on.';

-- What it held all along.

ALTER TABLE milepost_store.milestones COMMENT COLUMN value_minor 'The amount of the event that completed it, in minor units of currency; null where it has none. What the pattern had come to, asks.value says of an ask.';
ALTER TABLE milepost_store_b.milestones COMMENT COLUMN value_minor 'The amount of the event that completed it, in minor units of currency; null where it has none. What the pattern had come to, asks.value says of an ask.';
ALTER TABLE milepost.milestones COMMENT COLUMN value_minor 'The amount of the event that completed it, in minor units of currency; null where it has none. What the pattern had come to, asks.value says of an ask.';
