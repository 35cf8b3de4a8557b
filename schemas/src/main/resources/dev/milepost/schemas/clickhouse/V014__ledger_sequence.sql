-- An entry's place in its reward's chain, for entries of one moment: EARNED and HELD always, RELEASED often. That of entries of
-- before is worked out: EARNED, HELD, RELEASED or VOIDED, then REVERSED and PAID as they took effect, EXPIRED last.

ALTER TABLE milepost_store.ledger
    ADD COLUMN IF NOT EXISTS sequence Int64 COMMENT 'Its place in its reward\'s chain, from 1 on: entries of one moment are in this order.' AFTER late_correction;

ALTER TABLE milepost_store_b.ledger
    ADD COLUMN IF NOT EXISTS sequence Int64 COMMENT 'Its place in its reward\'s chain, from 1 on: entries of one moment are in this order.' AFTER late_correction;

INSERT INTO milepost_store.ledger
SELECT entry.* REPLACE (chain.place AS sequence)
FROM milepost_store.ledger AS entry FINAL
INNER JOIN
(
    SELECT
        reward_id,
        entry_id,
        row_number() OVER (
            PARTITION BY reward_id
            ORDER BY
                effective_at,
                indexOf(['EARNED', 'HELD', 'VOIDED', 'RELEASED', 'REVERSED', 'PAID', 'EXPIRED'], step),
                known_at,
                entry_id
        ) AS place
    FROM milepost_store.ledger FINAL
) AS chain ON chain.reward_id = entry.reward_id AND chain.entry_id = entry.entry_id
WHERE entry.sequence = 0;

INSERT INTO milepost_store_b.ledger
SELECT entry.* REPLACE (chain.place AS sequence)
FROM milepost_store_b.ledger AS entry FINAL
INNER JOIN
(
    SELECT
        reward_id,
        entry_id,
        row_number() OVER (
            PARTITION BY reward_id
            ORDER BY
                effective_at,
                indexOf(['EARNED', 'HELD', 'VOIDED', 'RELEASED', 'REVERSED', 'PAID', 'EXPIRED'], step),
                known_at,
                entry_id
        ) AS place
    FROM milepost_store_b.ledger FINAL
) AS chain ON chain.reward_id = entry.reward_id AND chain.entry_id = entry.entry_id
WHERE entry.sequence = 0;

CREATE OR REPLACE VIEW milepost.ledger
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
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.',
    sequence Int64 COMMENT 'Its place in its reward\'s chain, from 1 on: entries of one moment are in this order.'
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
    revision,
    sequence
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
    revision,
    sequence
FROM milepost_store_b.ledger FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'An entry of the reward ledger: append-only and bitemporal. The sum of amount_minor is what is owed.';

-- Verdicts and reviews of referrals that there are not have dead letters too.

ALTER TABLE milepost_store.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, rule_late, rule_conflict, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit, payout_refused, review_unresolved, referral_unknown or refused_row.';
ALTER TABLE milepost_store_b.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, rule_late, rule_conflict, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit, payout_refused, review_unresolved, referral_unknown or refused_row.';
ALTER TABLE milepost.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, rule_late, rule_conflict, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit, payout_refused, review_unresolved, referral_unknown or refused_row.';
