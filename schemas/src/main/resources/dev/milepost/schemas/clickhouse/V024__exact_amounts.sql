-- Amounts of views in whole numbers, as those of rewards are: ClickHouse divides decimals without any digits behind the point, so
-- that whoever divided two sums got 0 for a tenth. The tables keep theirs.
--
-- A payout that was reversed afterwards is no longer part of payout_rate, as it is not of what was released; what beneficiaries owe back is not
-- taken off what will be paid to others.

CREATE OR REPLACE VIEW milepost.customer_values
(
    user_id String COMMENT 'The user.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of the amounts.',
    orders_30 Int64 COMMENT 'Orders and renewals within 30 days after acquired_time.',
    orders_90 Int64 COMMENT 'Orders and renewals within 90 days after acquired_time.',
    orders_180 Int64 COMMENT 'Orders and renewals within 180 days after acquired_time.',
    orders_365 Int64 COMMENT 'Orders and renewals within 365 days after acquired_time.',
    net_30_minor Int128 COMMENT 'Their gross amounts less what refunds within the same 30 days took off, in minor units.',
    net_90_minor Int128 COMMENT 'Their gross amounts less what refunds within the same 90 days took off, in minor units.',
    net_180_minor Int128 COMMENT 'Their gross amounts less what refunds within the same 180 days took off, in minor units.',
    net_365_minor Int128 COMMENT 'Their gross amounts less what refunds within the same 365 days took off, in minor units.',
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
    toInt128(net_30_minor) AS net_30_minor,
    toInt128(net_90_minor) AS net_90_minor,
    toInt128(net_180_minor) AS net_180_minor,
    toInt128(net_365_minor) AS net_365_minor,
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
    toInt128(net_30_minor) AS net_30_minor,
    toInt128(net_90_minor) AS net_90_minor,
    toInt128(net_180_minor) AS net_180_minor,
    toInt128(net_365_minor) AS net_365_minor,
    revision
FROM milepost_store_b.customer_values FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'What a user was worth within a time after they came, in one currency.';

CREATE OR REPLACE VIEW milepost.cohort_cells
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
    revenue_minor Int128 COMMENT 'Their gross amounts, in minor units.',
    refunds_minor Int128 COMMENT 'What refunds and chargebacks of the period took off orders, in minor units: none below 0, cancelled ones not at all.',
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
    toInt128(kept.revenue_minor) AS revenue_minor,
    toInt128(kept.refunds_minor) AS refunds_minor,
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

CREATE OR REPLACE VIEW milepost.cohort_ltv
(
    anchor LowCardinality(String) COMMENT 'What time is counted from: signup, the first; first_purchase, the first order or renewal.',
    grain LowCardinality(String) COMMENT 'calendar_month, week (from Monday), or days30: cohorts of calendar months in periods of 30 days of each user\'s own time. UTC.',
    cohort_start Date32 COMMENT 'The first day of the cohort\'s month or week.',
    period Int32 COMMENT 'Up to which period, from 0, itself included.',
    source LowCardinality(String) COMMENT 'Where its users came from, as in cohort_cells. A channel may be called referral too: who was referred has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of the amounts; empty where nothing was ever bought.',
    numerator_minor Int128 COMMENT 'What the cohort has brought up to the period: the sum of revenue_minor - refunds_minor of its cells, minor units.',
    denominator Int64 COMMENT 'Users of the cohort, whether or not they bought.',
    ltv_minor Float64 COMMENT 'numerator_minor / denominator: cumulative value by customer, minor units.',
    complete Bool COMMENT 'The period has elapsed for the whole cohort, by the watermark of progress: only then compare it.'
)
SQL SECURITY DEFINER
AS SELECT
    anchor,
    grain,
    cohort_start,
    period,
    source,
    program_id,
    milestone_id,
    currency,
    sum(revenue_minor - refunds_minor) OVER (
        PARTITION BY anchor, grain, cohort_start, source, program_id, milestone_id, currency
        ORDER BY period
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS numerator_minor,
    users AS denominator,
    toFloat64(numerator_minor) / denominator AS ltv_minor,
    complete
FROM milepost.cohort_cells AS cells
SETTINGS join_use_nulls = 0
COMMENT 'Cumulative value by customer of each cohort, period by period. Sum numerators and denominators over sources as you like, not over currencies or periods, and divide then.';

CREATE OR REPLACE VIEW milepost.source_ltv
(
    month Date32 COMMENT 'The first day of the month, UTC, in which the customers came (acquired_time).',
    source LowCardinality(String) COMMENT 'Where they came from, as in customers. A channel may be called referral too: who was referred has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask before it; empty where there was none.',
    segment LowCardinality(String) COMMENT 'Of the first signup; empty where it says none.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of the amounts; empty: buyers of all currencies together, each once, without amounts.',
    horizon_days Int64 COMMENT '30, 90, 180 or 365 days of each customer\'s own time, from acquired_time.',
    numerator_minor Int128 COMMENT 'What they brought in that time: gross less refunds within it, minor units; 0 without a currency.',
    denominator UInt64 COMMENT 'Customers: signed up or bought, whether or not in this currency.',
    ltv_minor Nullable(Float64) COMMENT 'numerator_minor / denominator; null without a currency.',
    buyers UInt64 COMMENT 'Of them: with an order or renewal in that time, in this currency.',
    repeat_buyers UInt64 COMMENT 'Of buyers: with two or more.',
    buyer_rate Float64 COMMENT 'buyers / denominator.',
    repeat_rate Nullable(Float64) COMMENT 'repeat_buyers / buyers: the repeat rate; null without buyers.',
    mature Bool COMMENT 'horizon_days have passed since the end of the month.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    worth AS
    (
        SELECT
            user_id,
            currency,
            [orders_30, orders_90, orders_180, orders_365] AS orders,
            [net_30_minor, net_90_minor, net_180_minor, net_365_minor] AS nets
        FROM milepost.customer_values
        UNION ALL
        SELECT
            user_id,
            '',
            [sum(orders_30), sum(orders_90), sum(orders_180), sum(orders_365)],
            [toInt128(0), toInt128(0), toInt128(0), toInt128(0)]
        FROM milepost.customer_values
        GROUP BY user_id
    ),
    cohorts AS
    (
        SELECT
            toDate32(toStartOfMonth(acquired_time)) AS month,
            source,
            program_id,
            milestone_id,
            segment,
            count() AS customers
        FROM milepost.customers
        GROUP BY month, source, program_id, milestone_id, segment
    ),
    bought AS
    (
        SELECT
            toDate32(toStartOfMonth(customers.acquired_time)) AS month,
            customers.source AS source,
            customers.program_id AS program_id,
            customers.milestone_id AS milestone_id,
            customers.segment AS segment,
            own.currency AS currency,
            sumForEach(own.nets) AS nets,
            sumForEach(arrayMap(n -> toUInt64(n > 0), own.orders)) AS buyers,
            sumForEach(arrayMap(n -> toUInt64(n > 1), own.orders)) AS repeats
        FROM worth AS own
        INNER JOIN milepost.customers AS customers ON customers.user_id = own.user_id
        GROUP BY month, source, program_id, milestone_id, segment, currency
    )
SELECT
    cohorts.month AS month,
    cohorts.source AS source,
    cohorts.program_id AS program_id,
    cohorts.milestone_id AS milestone_id,
    cohorts.segment AS segment,
    cohorts.currency AS currency,
    horizon.1 AS horizon_days,
    bought.nets[horizon.2] AS numerator_minor,
    cohorts.customers AS denominator,
    if(cohorts.currency = '', NULL, toFloat64(numerator_minor) / denominator) AS ltv_minor,
    bought.buyers[horizon.2] AS buyers,
    bought.repeats[horizon.2] AS repeat_buyers,
    buyers / denominator AS buyer_rate,
    if(buyers = 0, NULL, repeat_buyers / buyers) AS repeat_rate,
    CAST(addDays(addMonths(cohorts.month, 1), horizon.1) <= watermark AS Bool) AS mature
FROM
(
    SELECT *, arrayJoin((SELECT arrayPushFront(groupUniqArray(currency), '') FROM milepost.customer_values)) AS currency
    FROM cohorts
) AS cohorts
LEFT JOIN bought USING (month, source, program_id, milestone_id, segment, currency)
ARRAY JOIN [(30, 1), (90, 2), (180, 3), (365, 4)] AS horizon
SETTINGS join_use_nulls = 0
COMMENT 'Value by customer, buyers and repeat rate within a fixed time after they came, by source. Take mature rows of one currency, sum, and divide then.';

CREATE OR REPLACE VIEW milepost.source_comparison
(
    metric LowCardinality(String) COMMENT 'ltv_minor: net value by customer. buyer_rate: the share that bought. repeat_rate: of buyers, the share that bought twice or more.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of ltv_minor; empty of the others, which are of all currencies together.',
    horizon_days Int64 COMMENT 'Within 30, 90, 180 or 365 days of each customer\'s own time.',
    referred UInt64 COMMENT 'Referred customers (of repeat_rate: buyers) in strata that have others too: the denominator. A stratum is a month of acquisition and a segment; only mature months count.',
    unmatched UInt64 COMMENT 'Referred ones in strata without others: in no figure here.',
    others UInt64 COMMENT 'The others in the same strata.',
    strata UInt64 COMMENT 'Strata with both.',
    referred_sum Float64 COMMENT 'What the referred have: minor units, or how many. The numerator.',
    referred_mean Float64 COMMENT 'referred_sum / referred.',
    others_mean Float64 COMMENT 'What others have, each stratum\'s mean weighted by its referred: what the referred would have if they were as others of their months and segments.',
    difference Float64 COMMENT 'referred_mean - others_mean.',
    low Nullable(Float64) COMMENT 'Lower end of its 95 % interval: difference - 1.96 * sqrt(sum over strata of (referred share)^2 * (variance / n of referred + variance / n of others)); null where a stratum has but one of either.',
    high Nullable(Float64) COMMENT 'Upper end.',
    multiple Nullable(Float64) COMMENT 'referred_mean / others_mean: of buyer_rate the conversion multiple; null where others have nothing.',
    mature Bool COMMENT 'Some month is mature: always, as a row shows only then.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    worth AS
    (
        SELECT
            user_id,
            currency,
            [orders_30, orders_90, orders_180, orders_365] AS orders,
            [net_30_minor, net_90_minor, net_180_minor, net_365_minor] AS nets
        FROM milepost.customer_values
        UNION ALL
        SELECT
            user_id,
            '',
            [sum(orders_30), sum(orders_90), sum(orders_180), sum(orders_365)],
            [toInt128(0), toInt128(0), toInt128(0), toInt128(0)]
        FROM milepost.customer_values
        GROUP BY user_id
    ),
    units AS
    (
        SELECT
            toDate32(toStartOfMonth(customers.acquired_time)) AS month,
            customers.segment AS segment,
            customers.source = 'referral' AND customers.advocate_id != '' AS is_referred,
            own.currency AS currency,
            sumForEach(arrayMap(n -> toFloat64(n), own.nets)) AS totals,
            sumForEach(arrayMap(n -> toFloat64(n) * toFloat64(n), own.nets)) AS squares,
            sumForEach(arrayMap(n -> toFloat64(n > 0), own.orders)) AS buyers,
            sumForEach(arrayMap(n -> toFloat64(n > 1), own.orders)) AS repeats
        FROM worth AS own
        INNER JOIN milepost.customers AS customers ON customers.user_id = own.user_id
        GROUP BY month, segment, is_referred, currency
    ),
    sizes AS
    (
        SELECT
            toDate32(toStartOfMonth(acquired_time)) AS month,
            segment,
            source = 'referral' AND advocate_id != '' AS is_referred,
            count() AS customers
        FROM milepost.customers
        GROUP BY month, segment, is_referred
    ),
    sides AS
    (
        SELECT
            sizes.month AS month,
            sizes.segment AS segment,
            sizes.currency AS currency,
            horizon.1 AS horizon_days,
            sizes.is_referred AS is_referred,
            units.buyers[horizon.2] AS buyers,
            units.repeats[horizon.2] AS repeats,
            part.1 AS metric,
            toFloat64(part.2) AS n,
            toFloat64(part.3) AS total,
            toFloat64(part.4) AS squares
        FROM
        (
            SELECT *, arrayJoin((SELECT arrayPushFront(groupUniqArray(currency), '') FROM milepost.customer_values)) AS currency
            FROM sizes
        ) AS sizes
        LEFT JOIN units USING (month, segment, is_referred, currency)
        ARRAY JOIN [(30, 1), (90, 2), (180, 3), (365, 4)] AS horizon
        ARRAY JOIN if(
            sizes.currency = '',
            [
                ('buyer_rate', toFloat64(sizes.customers), buyers, buyers),
                ('repeat_rate', buyers, repeats, repeats)],
            [('ltv_minor', toFloat64(sizes.customers), units.totals[horizon.2], units.squares[horizon.2])]) AS part
        WHERE addDays(addMonths(sizes.month, 1), horizon.1) <= watermark
        SETTINGS join_use_nulls = 0
    ),
    strata AS
    (
        SELECT
            metric,
            currency,
            horizon_days,
            sumIf(n, is_referred) AS n_referred,
            sumIf(n, NOT is_referred) AS n_others,
            sumIf(total, is_referred) AS t_referred,
            sumIf(total, NOT is_referred) AS t_others,
            sumIf(squares, is_referred) AS s_referred,
            sumIf(squares, NOT is_referred) AS s_others
        FROM sides
        GROUP BY metric, currency, horizon_days, month, segment
        HAVING n_referred > 0
    )
SELECT
    metric,
    currency,
    horizon_days,
    toUInt64(sumIf(n_referred, n_others > 0)) AS referred,
    toUInt64(sumIf(n_referred, n_others = 0)) AS unmatched,
    toUInt64(sum(n_others)) AS others,
    countIf(n_others > 0) AS strata,
    sumIf(t_referred, n_others > 0) AS referred_sum,
    referred_sum / referred AS referred_mean,
    sumIf(n_referred * t_others / n_others, n_others > 0) / referred AS others_mean,
    referred_mean - others_mean AS difference,
    if(countIf(n_others > 0 AND (n_others < 2 OR n_referred < 2)) > 0, NULL,
        difference - 1.959963984540054 * (
        sqrt(
            sumIf(
                n_referred * n_referred
                    * ((s_referred - t_referred * t_referred / n_referred) / (n_referred - 1) / n_referred
                        + (s_others - t_others * t_others / n_others) / (n_others - 1) / n_others),
                n_others > 1 AND n_referred > 1)) / referred AS error)) AS low,
    if(countIf(n_others > 0 AND (n_others < 2 OR n_referred < 2)) > 0, NULL, difference + 1.959963984540054 * error) AS high,
    if(others_mean = 0, NULL, referred_mean / others_mean) AS multiple,
    true AS mature
FROM strata AS strata
GROUP BY metric, currency, horizon_days
HAVING referred > 0
COMMENT 'Referred customers against others of the same months of acquisition and segments (direct standardisation). Observational: who is referred differs in more than that.';

CREATE OR REPLACE VIEW milepost.referral_economics
(
    program_id LowCardinality(String) COMMENT 'The program.',
    month Date32 COMMENT 'The first day of the month, UTC: in which referred customers came, rewards were earned, and sales were made. Every month has a row, from the first of the program to that of the watermark.',
    currency LowCardinality(String) COMMENT 'ISO 4217, or of rewards the unit\'s name: then amounts are millionths of a unit, and there are no sales. A program has all its months in every currency that it ever earned rewards or sold in.',
    customers UInt64 COMMENT 'Referred customers who came in the month (signed up, or bought before that), whether they bought or not, and whose referral no reviewer has rejected: the denominator of cac_minor. The same in each currency.',
    earned_minor Int128 COMMENT 'Rewards earned in the month, as they were earned.',
    voided_minor Int128 COMMENT 'Of them: voided before their release.',
    released_minor Int128 COMMENT 'Of them: of those released, what was earned less what was reversed. The denominator of payout_rate and breakage_rate.',
    paid_minor Int128 COMMENT 'Of them: paid out.',
    expired_minor Int128 COMMENT 'Of them: expired.',
    reversed_minor Int128 COMMENT 'Of them: reversed, and not given back by a cancelled refund.',
    kept_minor Int128 COMMENT 'Of paid_minor: what was not reversed afterwards. The numerator of payout_rate.',
    cost_minor Int128 COMMENT 'earned_minor - voided_minor - reversed_minor - expired_minor: what rewards of the month cost, paid or still owed. Fees of payouts are not known to Milepost.',
    cac_minor Nullable(Float64) COMMENT 'cost_minor / customers: cost per referred acquisition; null without customers.',
    net_30_minor Int128 COMMENT 'Net revenue of those customers within 30 days after they came.',
    net_90_minor Int128 COMMENT 'Within 90 days.',
    net_180_minor Int128 COMMENT 'Within 180 days.',
    net_365_minor Int128 COMMENT 'Within 365 days.',
    roi_30 Nullable(Float64) COMMENT '(net_30_minor - cost_minor) / cost_minor; null without cost.',
    roi_90 Nullable(Float64) COMMENT 'The same within 90 days.',
    roi_180 Nullable(Float64) COMMENT 'Within 180 days.',
    roi_365 Nullable(Float64) COMMENT 'Within 365 days.',
    payback_days Nullable(Int64) COMMENT 'The first of 30, 90, 180 and 365 days within which net revenue is at least the cost; null: none yet, or no cost.',
    mature_days Int64 COMMENT 'The greatest of 0, 30, 90, 180 and 365 days that have passed since the end of the month: ROI and payback up to it are final but for late events.',
    liability_minor Int128 COMMENT 'What is still owed of rewards of the month: the sum of their entries. Below 0 beneficiaries owe.',
    expected_liability_minor Float64 COMMENT 'What is likely to be paid out yet: of released rewards what is owed times the program\'s paid / (paid + expired), of those held times that and its released / (released + voided), both over all its months by money; 1 where nothing is known. What beneficiaries owe is not taken off.',
    payout_rate Nullable(Float64) COMMENT 'kept_minor / released_minor; null where nothing was released.',
    breakage_rate Nullable(Float64) COMMENT 'expired_minor / released_minor.',
    settled Bool COMMENT 'Nothing of the month\'s rewards is owed any more: payout_rate and breakage_rate are final.',
    sales_minor Int128 COMMENT 'Gross revenue in the month of all customers whom the program referred, whenever they came: the numerator of share_of_sales.',
    all_sales_minor Int128 COMMENT 'Gross revenue in the month of all customers.',
    share_of_sales Nullable(Float64) COMMENT 'sales_minor / all_sales_minor; null without sales.',
    complete Bool COMMENT 'The month is over.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    chains AS
    (
        SELECT
            reward_id,
            sum(toInt128(ledger.amount_minor)) AS owed,
            sumIf(toInt128(ledger.amount_minor), step = 'EARNED') AS earned,
            -sumIf(toInt128(ledger.amount_minor), step = 'VOIDED') AS voided,
            -sumIf(toInt128(ledger.amount_minor), step = 'PAID') AS paid,
            -sumIf(toInt128(ledger.amount_minor), step = 'EXPIRED') AS expired,
            -sumIf(toInt128(ledger.amount_minor), step = 'REVERSED') AS reversed,
            countIf(step = 'RELEASED') > 0 AS is_released,
            earned + sumIf(toInt128(ledger.amount_minor), step IN ('HELD', 'RELEASED')) AS granted,
            if(is_released, granted - reversed, 0) AS released,
            least(paid, released) AS kept,
            if(is_released, greatest(owed, 0), 0) AS due
        FROM milepost.ledger AS ledger
        GROUP BY reward_id
    ),
    given AS
    (
        SELECT
            rewards.program_id AS program_id,
            toDate32(toStartOfMonth(rewards.earned_at)) AS month,
            rewards.currency AS currency,
            sum(chains.granted) AS earned,
            sum(chains.voided) AS voided,
            sum(chains.released) AS released,
            sum(chains.paid) AS paid,
            sum(chains.expired) AS expired,
            sum(chains.reversed) AS reversed,
            sum(chains.kept) AS kept,
            sum(chains.owed) AS owed,
            sum(chains.due) AS due,
            sumIf(chains.owed, NOT chains.is_released) AS held
        FROM milepost.rewards AS rewards
        INNER JOIN chains ON chains.reward_id = rewards.reward_id
        GROUP BY program_id, month, currency
    ),
    void AS
    (
        SELECT user_id, program_id
        FROM milepost.journey
        WHERE name IN ('referral.rejected', 'referral.approved')
        GROUP BY user_id, program_id, referral_id
        HAVING argMax(name, (event_time, name)) = 'referral.rejected'
    ),
    came AS
    (
        SELECT user_id, program_id, toDate32(toStartOfMonth(acquired_time)) AS month
        FROM milepost.customers
        WHERE source = 'referral' AND program_id != '' AND (user_id, program_id) NOT IN (SELECT user_id, program_id FROM void)
    ),
    came_by_month AS (SELECT program_id, month, count() AS customers FROM came GROUP BY program_id, month),
    worth AS
    (
        SELECT
            came.program_id AS program_id,
            came.month AS month,
            own.currency AS currency,
            sum(own.net_30_minor) AS net_30,
            sum(own.net_90_minor) AS net_90,
            sum(own.net_180_minor) AS net_180,
            sum(own.net_365_minor) AS net_365
        FROM milepost.customer_values AS own
        INNER JOIN came ON came.user_id = own.user_id
        GROUP BY program_id, month, currency
    ),
    sales AS
    (
        SELECT
            toDate32(addMonths(cohort_start, period)) AS month,
            currency,
            source,
            program_id,
            sum(revenue_minor) AS revenue
        FROM milepost.cohort_cells
        WHERE anchor = 'first_purchase' AND grain = 'calendar_month' AND currency != ''
        GROUP BY month, currency, source, program_id
    ),
    -- A month in which a program earned and sold nothing has customers, and sales of others, all the same.
    seen AS
    (
        SELECT program_id, month, currency FROM given
        UNION ALL
        SELECT program_id, month, currency FROM worth
        UNION ALL
        SELECT program_id, month, currency FROM sales WHERE source = 'referral' AND program_id != ''
    ),
    spans AS
    (
        SELECT
            program_id,
            min(month) AS first,
            greatest(max(month), toDate32(toStartOfMonth(watermark))) AS last,
            groupUniqArrayIf(currency, is_money) AS currencies
        FROM
        (
            SELECT program_id, month, currency, true AS is_money FROM seen
            UNION ALL
            SELECT program_id, month, '', false FROM came_by_month
        )
        GROUP BY program_id
    ),
    all_sales AS (SELECT month, currency, sum(revenue) AS revenue FROM sales GROUP BY month, currency),
    months AS
    (
        SELECT
            program_id,
            month,
            currency,
            sum(parts.earned) AS earned,
            sum(parts.voided) AS voided,
            sum(parts.released) AS released,
            sum(parts.paid) AS paid,
            sum(parts.expired) AS expired,
            sum(parts.reversed) AS reversed,
            sum(parts.kept) AS kept,
            sum(parts.owed) AS owed,
            sum(parts.due) AS due,
            sum(parts.held) AS held,
            sum(parts.net_30) AS net_30,
            sum(parts.net_90) AS net_90,
            sum(parts.net_180) AS net_180,
            sum(parts.net_365) AS net_365,
            sum(parts.sold) AS sold
        FROM
        (
            SELECT
                program_id, month, currency, earned, voided, released, paid, expired, reversed, kept, owed, due, held,
                toInt128(0) AS net_30, toInt128(0) AS net_90, toInt128(0) AS net_180, toInt128(0) AS net_365,
                toInt128(0) AS sold
            FROM given
            UNION ALL
            SELECT
                program_id, month, currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                net_30, net_90, net_180, net_365,
                toInt128(0)
            FROM worth
            UNION ALL
            SELECT
                program_id, month, currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                toInt128(0), toInt128(0), toInt128(0), toInt128(0),
                revenue
            FROM sales
            WHERE source = 'referral' AND program_id != ''
            UNION ALL
            SELECT
                program_id, addMonths(first, arrayJoin(range(toUInt64(1 + dateDiff('month', first, last))))), arrayJoin(currencies),
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                toInt128(0), toInt128(0), toInt128(0), toInt128(0),
                toInt128(0)
            FROM spans
        ) AS parts
        GROUP BY program_id, month, currency
    )
SELECT
    months.program_id AS program_id,
    months.month AS month,
    months.currency AS currency,
    came_by_month.customers AS customers,
    months.earned AS earned_minor,
    months.voided AS voided_minor,
    months.released AS released_minor,
    months.paid AS paid_minor,
    months.expired AS expired_minor,
    months.reversed AS reversed_minor,
    months.kept AS kept_minor,
    months.cost AS cost_minor,
    if(came_by_month.customers = 0, NULL, toFloat64(months.cost) / came_by_month.customers) AS cac_minor,
    months.net_30 AS net_30_minor,
    months.net_90 AS net_90_minor,
    months.net_180 AS net_180_minor,
    months.net_365 AS net_365_minor,
    if(months.cost <= 0, NULL, toFloat64(months.net_30) / toFloat64(months.cost) - 1) AS roi_30,
    if(months.cost <= 0, NULL, toFloat64(months.net_90) / toFloat64(months.cost) - 1) AS roi_90,
    if(months.cost <= 0, NULL, toFloat64(months.net_180) / toFloat64(months.cost) - 1) AS roi_180,
    if(months.cost <= 0, NULL, toFloat64(months.net_365) / toFloat64(months.cost) - 1) AS roi_365,
    multiIf(
        months.cost <= 0, NULL,
        months.net_30 >= months.cost, 30,
        months.net_90 >= months.cost, 90,
        months.net_180 >= months.cost, 180,
        months.net_365 >= months.cost, 365,
        NULL) AS payback_days,
    arrayLast(days -> addDays(addMonths(months.month, 1), days) <= watermark OR days = 0, [0, 30, 90, 180, 365]) AS mature_days,
    months.owed AS liability_minor,
    (toFloat64(months.due) + toFloat64(months.held) * months.release_rate) * months.paid_rate AS expected_liability_minor,
    if(months.released = 0, NULL, toFloat64(months.kept) / toFloat64(months.released)) AS payout_rate,
    if(months.released = 0, NULL, toFloat64(months.expired) / toFloat64(months.released)) AS breakage_rate,
    CAST(months.owed = 0 AND addMonths(months.month, 1) <= watermark AS Bool) AS settled,
    months.sold AS sales_minor,
    all_sales.revenue AS all_sales_minor,
    if(all_sales.revenue = 0, NULL, toFloat64(months.sold) / toFloat64(all_sales.revenue)) AS share_of_sales,
    CAST(addMonths(months.month, 1) <= watermark AS Bool) AS complete
FROM
(
    SELECT
        *,
        earned - voided - reversed - expired AS cost,
        sum(paid) OVER own AS all_paid,
        sum(expired) OVER own AS all_expired,
        sum(released) OVER own AS all_released,
        sum(voided) OVER own AS all_voided,
        if(all_paid + all_expired = 0, 1, toFloat64(all_paid) / toFloat64(all_paid + all_expired)) AS paid_rate,
        if(all_released + all_voided = 0, 1, toFloat64(all_released) / toFloat64(all_released + all_voided)) AS release_rate
    FROM months
    WINDOW own AS (PARTITION BY program_id, currency)
) AS months
LEFT JOIN came_by_month ON came_by_month.program_id = months.program_id AND came_by_month.month = months.month
LEFT JOIN all_sales ON all_sales.month = months.month AND all_sales.currency = months.currency
SETTINGS join_use_nulls = 0
COMMENT 'What referrals of a program cost and bring, by month and currency: cost per acquisition, return, payback, liability, payout, breakage and share of sales. Nothing is converted: what is spent in one currency and earned in another stands in two rows.';

CREATE OR REPLACE VIEW milepost.experiment_arms
(
    experiment_id LowCardinality(String) COMMENT 'The experiment.',
    arm LowCardinality(String) COMMENT 'The arm, or holdout.',
    metric LowCardinality(String) COMMENT 'own_net_revenue, referred_signups, referred_buyers, referred_net_revenue, or the guardrails own_retention and opt_out; each within the horizon after the exposure.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of revenue, that of the program when it exposed: what is in another currency is not counted; of other metrics empty.',
    exposed Int64 COMMENT 'The arm\'s units, whether their horizon is over or not; of all currencies.',
    planned_millionths Int64 COMMENT 'What the file gave the arm, in millionths of a unit, summed over the exposures of all arms.',
    matured Int64 COMMENT 'Those units whose horizon is over; of all currencies.',
    referees Int64 COMMENT 'Signups of the horizon, over or not, that are bound to a unit of the arm. Of the holdout: contamination.',
    n Int64 COMMENT 'Units with an outcome: those whose horizon is over, of money those of this currency.',
    sum_y Int256 COMMENT 'Sum of their outcomes: minor units, counts, or 0 and 1.',
    sum_yy Int256 COMMENT 'Sum of the squares of outcomes.',
    sum_x Int256 COMMENT 'Sum of their covariate: the gross of own orders and renewals in the time before the exposure that experiments.covariate_window sets (90 days), in minor units.',
    sum_xx Int256 COMMENT 'Sum of the squares of the covariate.',
    sum_xy Int256 COMMENT 'Sum of outcome times covariate.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    experiment_id,
    arm,
    metric,
    currency,
    exposed,
    planned_millionths,
    matured,
    referees,
    n,
    toInt256(sum_y) AS sum_y,
    toInt256(sum_yy) AS sum_yy,
    toInt256(sum_x) AS sum_x,
    toInt256(sum_xx) AS sum_xx,
    toInt256(sum_xy) AS sum_xy,
    revision
FROM milepost_store.experiment_arms FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    experiment_id,
    arm,
    metric,
    currency,
    exposed,
    planned_millionths,
    matured,
    referees,
    n,
    toInt256(sum_y) AS sum_y,
    toInt256(sum_yy) AS sum_yy,
    toInt256(sum_x) AS sum_x,
    toInt256(sum_xx) AS sum_xx,
    toInt256(sum_xy) AS sum_xy,
    revision
FROM milepost_store_b.experiment_arms FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'An arm of an experiment on one metric: how many units it has, and exact sums of their outcomes and covariate. All that its statistics need.';
