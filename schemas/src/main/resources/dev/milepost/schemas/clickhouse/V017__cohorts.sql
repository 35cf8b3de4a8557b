-- Cohorts: how many users each has, and what they bought in each period after. The store keeps what is not nothing; the view shows
-- every period that has begun, zeros included.

CREATE TABLE IF NOT EXISTS milepost_store.cohort_sizes
(
    anchor LowCardinality(String) COMMENT 'What time is counted from: signup, the first; first_purchase, the first order or renewal.',
    grain LowCardinality(String) COMMENT 'calendar_month, week (from Monday), or days30: cohorts of calendar months in periods of 30 days of each user\'s own time. UTC.',
    cohort_start Date32 COMMENT 'The first day of the cohort\'s month or week.',
    source LowCardinality(String) COMMENT 'Where its users came from: referral where they were bound to an advocate; else the channel that the first-touch model credits with their first conversion; else (none). A channel may be called referral too: who was bound has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    users Int64 COMMENT 'Its users.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (anchor, grain, source, program_id, milestone_id, cohort_start)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'How many users a cohort has.';

CREATE TABLE IF NOT EXISTS milepost_store_b.cohort_sizes AS milepost_store.cohort_sizes
COMMENT 'How many users a cohort has.';

CREATE TABLE IF NOT EXISTS milepost_store.cohort_cells
(
    anchor LowCardinality(String) COMMENT 'What time is counted from: signup, the first; first_purchase, the first order or renewal.',
    grain LowCardinality(String) COMMENT 'calendar_month, week (from Monday), or days30: cohorts of calendar months in periods of 30 days of each user\'s own time. UTC.',
    cohort_start Date32 COMMENT 'The first day of the cohort\'s month or week.',
    period Int32 COMMENT 'Which period, from 0.',
    source LowCardinality(String) COMMENT 'Where its users came from: referral where they were bound to an advocate; else the channel that the first-touch model credits with their first conversion; else (none). A channel may be called referral too: who was bound has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of the amounts; empty: active users and orders of all currencies together, without amounts.',
    active_users Int64 COMMENT 'Users with an order or a renewal in the period.',
    orders Int64 COMMENT 'Orders and renewals.',
    revenue_minor Decimal(38, 0) COMMENT 'Their gross amounts, in minor units.',
    refunds_minor Decimal(38, 0) COMMENT 'What refunds and chargebacks of the period took off orders, in minor units: none below 0, cancelled ones not at all.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (anchor, grain, currency, source, program_id, milestone_id, cohort_start, period)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'What the users of a cohort bought in one period after it, in one currency. Cells of nothing are not kept.';

CREATE TABLE IF NOT EXISTS milepost_store_b.cohort_cells AS milepost_store.cohort_cells
COMMENT 'What the users of a cohort bought in one period after it, in one currency. Cells of nothing are not kept.';

CREATE TABLE IF NOT EXISTS milepost_store.customers
(
    user_id String COMMENT 'The user.',
    acquired_time DateTime64(3, 'UTC') COMMENT 'Event time of the first conversion they ever had: the signup, or an order or renewal before it.',
    signup_time Nullable(DateTime64(3, 'UTC')) COMMENT 'Event time of the first signup; null where there is none.',
    first_purchase_time Nullable(DateTime64(3, 'UTC')) COMMENT 'Event time of the first order or renewal; null where there is none.',
    source LowCardinality(String) COMMENT 'Where the user came from: referral where they are bound to an advocate; else the channel that the first-touch model credits with that conversion; else (none). A channel may be called referral too: who was bound has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    milestone_program_id LowCardinality(String) COMMENT 'The program of the ask of milestone_id; empty where there was none.',
    advocate_id String COMMENT 'Who referred them; empty where nobody did.',
    segment LowCardinality(String) COMMENT 'The segment of the first signup; empty where it says none.',
    country LowCardinality(String) COMMENT 'The country of the first signup; empty where it says none.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY user_id
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'A user who has signed up or bought: when and how they came.';

CREATE TABLE IF NOT EXISTS milepost_store_b.customers AS milepost_store.customers
COMMENT 'A user who has signed up or bought: when and how they came.';

CREATE TABLE IF NOT EXISTS milepost_store.customer_values
(
    user_id String COMMENT 'The user.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of the amounts.',
    orders_30 Int64 COMMENT 'Orders and renewals within 30 days after acquired_time.',
    orders_90 Int64 COMMENT 'Orders and renewals within 90 days after acquired_time.',
    orders_180 Int64 COMMENT 'Orders and renewals within 180 days after acquired_time.',
    orders_365 Int64 COMMENT 'Orders and renewals within 365 days after acquired_time.',
    net_30_minor Decimal(38, 0) COMMENT 'Their gross amounts less what refunds within the same 30 days took off, in minor units.',
    net_90_minor Decimal(38, 0) COMMENT 'Their gross amounts less what refunds within the same 90 days took off, in minor units.',
    net_180_minor Decimal(38, 0) COMMENT 'Their gross amounts less what refunds within the same 180 days took off, in minor units.',
    net_365_minor Decimal(38, 0) COMMENT 'Their gross amounts less what refunds within the same 365 days took off, in minor units.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (user_id, currency)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'What a user was worth within a time after they came, in one currency.';

CREATE TABLE IF NOT EXISTS milepost_store_b.customer_values AS milepost_store.customer_values
COMMENT 'What a user was worth within a time after they came, in one currency.';

CREATE VIEW IF NOT EXISTS milepost.cohort_sizes
(
    anchor LowCardinality(String) COMMENT 'What time is counted from: signup, the first; first_purchase, the first order or renewal.',
    grain LowCardinality(String) COMMENT 'calendar_month, week (from Monday), or days30: cohorts of calendar months in periods of 30 days of each user\'s own time. UTC.',
    cohort_start Date32 COMMENT 'The first day of the cohort\'s month or week.',
    source LowCardinality(String) COMMENT 'Where its users came from: referral where they were bound to an advocate; else the channel that the first-touch model credits with their first conversion; else (none). A channel may be called referral too: who was bound has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    users Int64 COMMENT 'Its users.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    anchor,
    grain,
    cohort_start,
    source,
    program_id,
    milestone_id,
    users,
    revision
FROM milepost_store.cohort_sizes FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    anchor,
    grain,
    cohort_start,
    source,
    program_id,
    milestone_id,
    users,
    revision
FROM milepost_store_b.cohort_sizes FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'How many users a cohort has.';

CREATE VIEW IF NOT EXISTS milepost.customers
(
    user_id String COMMENT 'The user.',
    acquired_time DateTime64(3, 'UTC') COMMENT 'Event time of the first conversion they ever had: the signup, or an order or renewal before it.',
    signup_time Nullable(DateTime64(3, 'UTC')) COMMENT 'Event time of the first signup; null where there is none.',
    first_purchase_time Nullable(DateTime64(3, 'UTC')) COMMENT 'Event time of the first order or renewal; null where there is none.',
    source LowCardinality(String) COMMENT 'Where the user came from: referral where they are bound to an advocate; else the channel that the first-touch model credits with that conversion; else (none). A channel may be called referral too: who was bound has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    milestone_program_id LowCardinality(String) COMMENT 'The program of the ask of milestone_id; empty where there was none.',
    advocate_id String COMMENT 'Who referred them; empty where nobody did.',
    segment LowCardinality(String) COMMENT 'The segment of the first signup; empty where it says none.',
    country LowCardinality(String) COMMENT 'The country of the first signup; empty where it says none.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    user_id,
    acquired_time,
    signup_time,
    first_purchase_time,
    source,
    program_id,
    milestone_id,
    milestone_program_id,
    advocate_id,
    segment,
    country,
    revision
FROM milepost_store.customers FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    user_id,
    acquired_time,
    signup_time,
    first_purchase_time,
    source,
    program_id,
    milestone_id,
    milestone_program_id,
    advocate_id,
    segment,
    country,
    revision
FROM milepost_store_b.customers FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A user who has signed up or bought: when and how they came.';

CREATE VIEW IF NOT EXISTS milepost.customer_values
(
    user_id String COMMENT 'The user.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of the amounts.',
    orders_30 Int64 COMMENT 'Orders and renewals within 30 days after acquired_time.',
    orders_90 Int64 COMMENT 'Orders and renewals within 90 days after acquired_time.',
    orders_180 Int64 COMMENT 'Orders and renewals within 180 days after acquired_time.',
    orders_365 Int64 COMMENT 'Orders and renewals within 365 days after acquired_time.',
    net_30_minor Decimal(38, 0) COMMENT 'Their gross amounts less what refunds within the same 30 days took off, in minor units.',
    net_90_minor Decimal(38, 0) COMMENT 'Their gross amounts less what refunds within the same 90 days took off, in minor units.',
    net_180_minor Decimal(38, 0) COMMENT 'Their gross amounts less what refunds within the same 180 days took off, in minor units.',
    net_365_minor Decimal(38, 0) COMMENT 'Their gross amounts less what refunds within the same 365 days took off, in minor units.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    user_id,
    currency,
    orders_30,
    orders_90,
    orders_180,
    orders_365,
    net_30_minor,
    net_90_minor,
    net_180_minor,
    net_365_minor,
    revision
FROM milepost_store.customer_values FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    user_id,
    currency,
    orders_30,
    orders_90,
    orders_180,
    orders_365,
    net_30_minor,
    net_90_minor,
    net_180_minor,
    net_365_minor,
    revision
FROM milepost_store_b.customer_values FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'What a user was worth within a time after they came, in one currency.';

-- A period shows from when it has begun for the first of its cohort; it is complete once it has ended for the last. All currencies that
-- anything was ever bought in show in all cohorts: who has bought in none of them is worth nothing in each.

CREATE VIEW IF NOT EXISTS milepost.cohort_cells
(
    anchor LowCardinality(String) COMMENT 'What time is counted from: signup, the first; first_purchase, the first order or renewal.',
    grain LowCardinality(String) COMMENT 'calendar_month, week (from Monday), or days30: cohorts of calendar months in periods of 30 days of each user\'s own time. UTC.',
    cohort_start Date32 COMMENT 'The first day of the cohort\'s month or week.',
    period Int32 COMMENT 'Which period, from 0.',
    source LowCardinality(String) COMMENT 'Where its users came from: referral where they were bound to an advocate; else the channel that the first-touch model credits with their first conversion; else (none). A channel may be called referral too: who was bound has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of the amounts; empty where nothing was ever bought.',
    users Int64 COMMENT 'How many users the cohort has.',
    active_users Int64 COMMENT 'Users with an order or a renewal in the period, in this currency.',
    orders Int64 COMMENT 'Orders and renewals.',
    revenue_minor Decimal(38, 0) COMMENT 'Their gross amounts, in minor units.',
    refunds_minor Decimal(38, 0) COMMENT 'What refunds and chargebacks of the period took off orders, in minor units: none below 0, cancelled ones not at all.',
    complete Bool COMMENT 'The period has elapsed for the whole cohort, by the watermark of progress.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS reached,
    kept AS
    (
        SELECT *
        FROM milepost_store.cohort_cells FINAL
        WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
            AND currency != ''
        UNION ALL
        SELECT *
        FROM milepost_store_b.cohort_cells FINAL
        WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
            AND currency != ''
    )
SELECT
    cohort.anchor AS anchor,
    cohort.grain AS grain,
    cohort.cohort_start AS cohort_start,
    cohort.period AS period,
    cohort.source AS source,
    cohort.program_id AS program_id,
    cohort.milestone_id AS milestone_id,
    cohort.currency AS currency,
    cohort.users AS users,
    kept.active_users AS active_users,
    kept.orders AS orders,
    kept.revenue_minor AS revenue_minor,
    kept.refunds_minor AS refunds_minor,
    CAST(
        toDateTime64(
            multiIf(
                cohort.grain = 'calendar_month', addMonths(cohort.cohort_start, cohort.period + 1),
                cohort.grain = 'week', addDays(cohort.cohort_start, 7 * (cohort.period + 1)),
                addDays(addMonths(cohort.cohort_start, 1), 30 * (cohort.period + 1))),
            3,
            'UTC') <= reached AS Bool) AS complete
FROM
(
    SELECT
        anchor,
        grain,
        cohort_start,
        source,
        program_id,
        milestone_id,
        users,
        arrayJoin(
            range(
                toInt32(
                    greatest(
                        0,
                        1
                            + multiIf(
                                grain = 'calendar_month', dateDiff('month', cohort_start, toDate32(reached)),
                                grain = 'week', intDiv(dateDiff('day', cohort_start, toDate32(reached)), 7),
                                intDiv(dateDiff('day', cohort_start, toDate32(reached)), 30)))))) AS period,
        arrayJoin((SELECT if(empty(groupUniqArray(currency)), [''], groupUniqArray(currency)) FROM kept)) AS currency
    FROM milepost.cohort_sizes
) AS cohort
LEFT JOIN kept USING (anchor, grain, currency, source, program_id, milestone_id, cohort_start, period)
SETTINGS join_use_nulls = 0
COMMENT 'What the users of a cohort bought in each period after, by currency, and how many of them. Cumulative lifetime value by customer: the sum of revenue_minor - refunds_minor up to a period, by users. Sum over sources, programs and milestones as you like; over currencies only counts of orders: a user may be active in two.';
