-- Four views with the columns and figures that they had, at less cost: each reads once what it read twice. What is activation is read
-- of events without the longest column, event_id, while no event was taken back. What comes after an ask is one window over the
-- advocate's asks. Rates of a program are sums over its own months. Labels are read once for all measures.

CREATE OR REPLACE VIEW milepost.funnel_referrals
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    milestone_program_id LowCardinality(String) COMMENT 'The program of the ask of milestone_id; empty where there was none.',
    referral_id String COMMENT 'The referral.',
    referee_id String COMMENT 'Who was referred.',
    advocate_id String COMMENT 'Who referred.',
    rejected Bool COMMENT 'Void: reviewers decided that it is fraud, as the latest of referral.rejected and referral.approved in journey has it.',
    signed_up_at DateTime64(3, 'UTC') COMMENT 'Event time of the signup that bound.',
    qualified_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it qualified; null: it has not.',
    activated_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The referee\'s first event of the name that the program\'s latest version has under activation, from the signup on. Where activation has a where, which the warehouse cannot judge, or there is none: qualified_at.',
    purchased_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The referee\'s first order or renewal, from the signup on; null: none.',
    rewarded_at Nullable(DateTime64(3, 'UTC')) COMMENT 'effective_at of the first RELEASED of a reward that this referral earned, for either side; null: none.'
)
SQL SECURITY DEFINER
AS WITH
    activations AS
    (
        SELECT
            program_id,
            extract(argMax(text, version), '(?m)^activation:[ \t]*(?:#[^\n]*)?(\\{[^}]*\\}|\n(?:[ \t]+[^\n]*\n?)+)') AS part,
            if(match(part, '\\bwhere\\b'), '', extract(part, '\\bevent:\\s*["\']?([^\\s"\'{},#]+)')) AS event
        FROM milepost.programs
        GROUP BY program_id
    ),
    bound AS (SELECT referral_id, referee_id, advocate_id, program_id, bound_time FROM milepost.bindings WHERE status = 'bound'),
    acted AS
    (
        SELECT event_time, entity_id, name, user_id
        FROM milepost_store.events
        WHERE stream IN ('clickstream', 'purchases')
            AND name IN (SELECT event FROM activations WHERE event NOT IN ('', 'signup'))
            AND is_deleted = 0
            AND (
                (SELECT count() FROM milepost_store.events WHERE is_deleted = 1 AND name IN (SELECT event FROM activations WHERE event NOT IN ('', 'signup'))) = 0
                OR (stream, event_time, entity_id, event_id) NOT IN
                (
                    SELECT stream, event_time, entity_id, event_id
                    FROM milepost_store.events
                    WHERE (stream, event_time, entity_id, event_id) IN
                        (SELECT stream, event_time, entity_id, event_id FROM milepost_store.events WHERE is_deleted = 1 AND name IN (SELECT event FROM activations WHERE event NOT IN ('', 'signup')))
                    GROUP BY stream, event_time, entity_id, event_id
                    HAVING argMax(is_deleted, revision) = 1
                )
            )
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
        UNION ALL
        SELECT event_time, entity_id, name, user_id
        FROM milepost_store_b.events
        WHERE stream IN ('clickstream', 'purchases')
            AND name IN (SELECT event FROM activations WHERE event NOT IN ('', 'signup'))
            AND is_deleted = 0
            AND (
                (SELECT count() FROM milepost_store_b.events WHERE is_deleted = 1 AND name IN (SELECT event FROM activations WHERE event NOT IN ('', 'signup'))) = 0
                OR (stream, event_time, entity_id, event_id) NOT IN
                (
                    SELECT stream, event_time, entity_id, event_id
                    FROM milepost_store_b.events
                    WHERE (stream, event_time, entity_id, event_id) IN
                        (SELECT stream, event_time, entity_id, event_id FROM milepost_store_b.events WHERE is_deleted = 1 AND name IN (SELECT event FROM activations WHERE event NOT IN ('', 'signup')))
                    GROUP BY stream, event_time, entity_id, event_id
                    HAVING argMax(is_deleted, revision) = 1
                )
            )
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
    ),
    acts AS
    (
        SELECT
            acted.name AS name,
            if(acted.user_id != '', acted.user_id, identities.user_id) AS user_id,
            acted.event_time AS event_time
        FROM acted
        LEFT JOIN
        (
            SELECT anonymous_id, user_id
            FROM milepost.identities
            WHERE user_id IN (SELECT referee_id FROM bound)
        ) AS identities ON identities.anonymous_id = acted.entity_id
        SETTINGS join_use_nulls = 0
    ),
    activated AS
    (
        SELECT bound.referee_id AS referee_id, acts.name AS name, min(acts.event_time) AS at
        FROM acts
        INNER JOIN bound ON bound.referee_id = acts.user_id
        WHERE acts.event_time >= bound.bound_time
        GROUP BY bound.referee_id, acts.name
    ),
    steps AS
    (
        SELECT
            referral_id,
            minIf(event_time, name = 'referral.qualified') AS qualified_at,
            countIf(name = 'referral.qualified') > 0 AS is_qualified,
            argMaxIf(name, (event_time, name), name IN ('referral.rejected', 'referral.approved')) = 'referral.rejected' AS is_rejected
        FROM milepost.journey
        WHERE name IN ('referral.qualified', 'referral.rejected', 'referral.approved')
        GROUP BY referral_id
    ),
    released AS
    (
        SELECT referral_id, min(ledger.at) AS at
        FROM (SELECT reward_id, arrayJoin(referral_ids) AS referral_id FROM milepost.rewards) AS rewards
        INNER JOIN
        (
            SELECT reward_id, min(effective_at) AS at
            FROM milepost.ledger
            WHERE step = 'RELEASED'
            GROUP BY reward_id
        ) AS ledger ON ledger.reward_id = rewards.reward_id
        GROUP BY referral_id
    )
SELECT
    bound.program_id AS program_id,
    customers.milestone_id AS milestone_id,
    customers.milestone_program_id AS milestone_program_id,
    bound.referral_id AS referral_id,
    bound.referee_id AS referee_id,
    bound.advocate_id AS advocate_id,
    CAST(steps.is_rejected AS Bool) AS rejected,
    bound.bound_time AS signed_up_at,
    if(steps.is_qualified, steps.qualified_at, NULL) AS qualified_at,
    multiIf(
        activations.event = '', if(steps.is_qualified, steps.qualified_at, NULL),
        activations.event = 'signup', bound.bound_time,
        activated.referee_id != '', activated.at,
        NULL) AS activated_at,
    if(customers.first_purchase_time >= bound.bound_time, customers.first_purchase_time, NULL) AS purchased_at,
    if(released.referral_id != '', released.at, NULL) AS rewarded_at
FROM bound
LEFT JOIN activations ON activations.program_id = bound.program_id
LEFT JOIN
(
    SELECT user_id, milestone_id, milestone_program_id, first_purchase_time
    FROM milepost.customers
    WHERE source = 'referral'
) AS customers ON customers.user_id = bound.referee_id
LEFT JOIN activated ON activated.referee_id = bound.referee_id AND activated.name = activations.event
LEFT JOIN steps ON steps.referral_id = bound.referral_id
LEFT JOIN released ON released.referral_id = bound.referral_id
SETTINGS join_use_nulls = 0
COMMENT 'A bound referral and when its referee reached each stage of the funnel.';

CREATE OR REPLACE VIEW milepost.funnel_asks
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    ask_id String COMMENT 'Identity: hash of program, milestone, user and occurrence.',
    user_id String COMMENT 'The advocate.',
    experiment_id LowCardinality(String) COMMENT 'The experiment; empty without one.',
    arm LowCardinality(String) COMMENT 'The arm, or holdout; empty without an experiment.',
    decision LowCardinality(String) COMMENT 'asked: it went out, whether or not it was withdrawn later; held_out; waiting: until send_at, later than the watermark; not_asked.',
    reason LowCardinality(String) COMMENT 'Of not_asked: the guard that stopped it, opted_out, or why what waited was withdrawn; else empty.',
    reached_at DateTime64(3, 'UTC') COMMENT 'When the milestone was reached.',
    asked_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When the ask went out; null: it did not, as everything below.',
    watched_until Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when, that moment excluded, the advocate\'s views, shares and opt-outs and the clicks on their codes are of this ask: their next one of any program, or 30 days after asked_at.',
    viewed_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The first ask_viewed in that time.',
    shared_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The first referral_shared in that time.',
    clicked_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The first referral_link_clicked in that time with a code of theirs, but not by themselves.',
    opted_out_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The first opted_out in that time.',
    referees UInt64 COMMENT 'Referrals bound by this ask, of whatever program: those that customers names it for (milestone_program_id, milestone_id) and that signed up between asked_at and the advocate\'s next ask of that milestone.',
    signed_up_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The first signup of them.',
    activated_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The first activation of them.',
    purchased_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The first order or renewal of them.',
    rewarded_at Nullable(DateTime64(3, 'UTC')) COMMENT 'The first RELEASED of a reward that one of them earned.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    decisions AS
    (
        SELECT
            program_id,
            user_id,
            ask_id,
            any(milestone_id) AS of_milestone,
            max(experiment_id) AS of_experiment,
            max(arm) AS of_arm,
            min(milestone_time) AS reached_at,
            minIf(ifNull(send_at, decided_at), decision = 'asked') AS sent_at,
            countIf(decision = 'asked') > 0 AND countIf(decision = 'withdrawn') = 0 AS stands,
            multiIf(
                countIf(decision = 'asked' AND turn > 0) > 0 OR (stands AND sent_at <= watermark), 'asked',
                countIf(decision = 'held_out') > 0, 'held_out',
                stands, 'waiting',
                'not_asked') AS outcome,
            argMaxIf(reason, (decided_at, decision), decision IN ('not_asked', 'withdrawn')) AS why
        FROM milepost.asks
        GROUP BY program_id, user_id, ask_id
    ),
    placed AS
    (
        SELECT
            decisions.*,
            outcome = 'asked' AS went_out,
            groupArray((sent_at, program_id, of_milestone)) OVER (
                PARTITION BY user_id, outcome = 'asked' ORDER BY sent_at, ask_id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS later,
            arrayFirst(each -> each.2 = program_id AND each.3 = of_milestone, later).1 AS next_of_milestone_at,
            if(empty(later), sent_at + INTERVAL 30 DAY, least(sent_at + INTERVAL 30 DAY, later[1].1)) AS last_at,
            if(next_of_milestone_at < sent_at, toDateTime64('2299-01-01 00:00:00', 3, 'UTC'), next_of_milestone_at) AS referees_until
        FROM decisions
    ),
    signals AS
    (
        SELECT
            if(name = 'referral_link_clicked', owner_id, user_id) AS advocate_id,
            arraySort(groupArrayIf(event_time, name = 'ask_viewed')) AS views,
            arraySort(groupArrayIf(event_time, name = 'referral_shared')) AS shares,
            arraySort(groupArrayIf(event_time, name = 'referral_link_clicked')) AS clicks,
            arraySort(groupArrayIf(event_time, name = 'opted_out')) AS leaves
        FROM milepost.referral_signals
        WHERE name != 'referral_code_created' AND NOT (name = 'referral_link_clicked' AND user_id = owner_id)
        GROUP BY advocate_id
        HAVING advocate_id != ''
    ),
    referrals AS
    (
        SELECT
            milestone_program_id,
            milestone_id,
            advocate_id,
            groupArray((signed_up_at, activated_at, purchased_at, rewarded_at)) AS referees
        FROM milepost.funnel_referrals
        WHERE milestone_id != ''
        GROUP BY milestone_program_id, milestone_id, advocate_id
    )
SELECT
    placed.program_id AS program_id,
    placed.of_milestone AS milestone_id,
    placed.ask_id AS ask_id,
    placed.user_id AS user_id,
    placed.of_experiment AS experiment_id,
    placed.of_arm AS arm,
    placed.outcome AS decision,
    if(placed.outcome = 'not_asked', placed.why, '') AS reason,
    placed.reached_at AS reached_at,
    if(placed.went_out, placed.sent_at, NULL) AS asked_at,
    if(placed.went_out, placed.last_at, NULL) AS watched_until,
    if(placed.went_out, arrayFirstOrNull(at -> at >= placed.sent_at AND at < placed.last_at, signals.views), NULL) AS viewed_at,
    if(placed.went_out, arrayFirstOrNull(at -> at >= placed.sent_at AND at < placed.last_at, signals.shares), NULL) AS shared_at,
    if(placed.went_out, arrayFirstOrNull(at -> at >= placed.sent_at AND at < placed.last_at, signals.clicks), NULL) AS clicked_at,
    if(placed.went_out, arrayFirstOrNull(at -> at >= placed.sent_at AND at < placed.last_at, signals.leaves), NULL) AS opted_out_at,
    length(own) AS referees,
    arrayReduce('minOrNull', own.1) AS signed_up_at,
    arrayReduce('minOrNull', own.2) AS activated_at,
    arrayReduce('minOrNull', own.3) AS purchased_at,
    arrayReduce('minOrNull', own.4) AS rewarded_at
FROM
(
    SELECT
        placed.*,
        if(
            placed.went_out,
            arrayFilter(each -> each.1 >= placed.sent_at AND each.1 < placed.referees_until, referrals.referees),
            []) AS own
    FROM placed
    LEFT JOIN referrals
        ON referrals.milestone_program_id = placed.program_id
        AND referrals.milestone_id = placed.of_milestone
        AND referrals.advocate_id = placed.user_id
    SETTINGS join_use_nulls = 0
) AS placed
LEFT JOIN signals ON signals.advocate_id = placed.user_id
SETTINGS join_use_nulls = 0
COMMENT 'A milestone that an advocate reached, with when it came to each stage: reached, asked, viewed, shared, clicked, signed up, activated, purchased, rewarded. Later stages are the first referee\'s; of a referral without an ask see funnel_referrals.';

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
    cost_minor Int128 COMMENT 'earned_minor - voided_minor - reversed_minor - expired_minor: what rewards of the month cost, paid or still owed. Fees of payouts are not known to Milepost.',
    cac_minor Nullable(Float64) COMMENT 'cost_minor / customers: cost per referred acquisition; null without customers.',
    net_30_minor Decimal(38, 0) COMMENT 'Net revenue of those customers within 30 days after they came.',
    net_90_minor Decimal(38, 0) COMMENT 'Within 90 days.',
    net_180_minor Decimal(38, 0) COMMENT 'Within 180 days.',
    net_365_minor Decimal(38, 0) COMMENT 'Within 365 days.',
    roi_30 Nullable(Float64) COMMENT '(net_30_minor - cost_minor) / cost_minor; null without cost.',
    roi_90 Nullable(Float64) COMMENT 'The same within 90 days.',
    roi_180 Nullable(Float64) COMMENT 'Within 180 days.',
    roi_365 Nullable(Float64) COMMENT 'Within 365 days.',
    payback_days Nullable(Int64) COMMENT 'The first of 30, 90, 180 and 365 days within which net revenue is at least the cost; null: none yet, or no cost.',
    mature_days Int64 COMMENT 'The greatest of 0, 30, 90, 180 and 365 days that have passed since the end of the month: ROI and payback up to it are final but for late events.',
    liability_minor Int128 COMMENT 'What is still owed of rewards of the month: the sum of their entries. Below 0 beneficiaries owe.',
    expected_liability_minor Float64 COMMENT 'What of it is likely to be paid: of released rewards times the program\'s paid / (paid + expired), of those held times that and its released / (released + voided), both over all its months by money; 1 where nothing is known.',
    payout_rate Nullable(Float64) COMMENT 'paid_minor / released_minor; null where nothing was released.',
    breakage_rate Nullable(Float64) COMMENT 'expired_minor / released_minor.',
    settled Bool COMMENT 'Nothing of the month\'s rewards is owed any more: payout_rate and breakage_rate are final.',
    sales_minor Decimal(38, 0) COMMENT 'Gross revenue in the month of all customers whom the program referred, whenever they came: the numerator of share_of_sales.',
    all_sales_minor Decimal(38, 0) COMMENT 'Gross revenue in the month of all customers.',
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
            if(is_released, granted - reversed, 0) AS released
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
            sum(chains.owed) AS owed,
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
            sum(parts.owed) AS owed,
            sum(parts.held) AS held,
            sum(parts.net_30) AS net_30,
            sum(parts.net_90) AS net_90,
            sum(parts.net_180) AS net_180,
            sum(parts.net_365) AS net_365,
            sum(parts.sold) AS sold
        FROM
        (
            SELECT
                program_id, month, currency, earned, voided, released, paid, expired, reversed, owed, held,
                toDecimal128(0, 0) AS net_30, toDecimal128(0, 0) AS net_90, toDecimal128(0, 0) AS net_180, toDecimal128(0, 0) AS net_365,
                toDecimal128(0, 0) AS sold
            FROM given
            UNION ALL
            SELECT
                program_id, month, currency, 0, 0, 0, 0, 0, 0, 0, 0,
                net_30, net_90, net_180, net_365,
                toDecimal128(0, 0)
            FROM worth
            UNION ALL
            SELECT
                program_id, month, currency, 0, 0, 0, 0, 0, 0, 0, 0,
                toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0),
                revenue
            FROM sales
            WHERE source = 'referral' AND program_id != ''
            UNION ALL
            SELECT
                program_id, addMonths(first, arrayJoin(range(toUInt64(1 + dateDiff('month', first, last))))), arrayJoin(currencies),
                0, 0, 0, 0, 0, 0, 0, 0,
                toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0),
                toDecimal128(0, 0)
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
    (toFloat64(months.owed - months.held) + toFloat64(months.held) * months.release_rate) * months.paid_rate AS expected_liability_minor,
    if(months.released = 0, NULL, toFloat64(months.paid) / toFloat64(months.released)) AS payout_rate,
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

CREATE OR REPLACE VIEW milepost.fraud_quality
(
    program_id LowCardinality(String) COMMENT 'The program; empty of weights and losses, which are of all programs.',
    measure LowCardinality(String) COMMENT 'precision, recall, calibration, calibration_error, weight or loss.',
    code LowCardinality(String) COMMENT 'Of precision the code among the verdict\'s reasons, empty: any or none. Of weight the group of signals, or intercept. Of loss candidate or live.',
    bin Nullable(Int64) COMMENT 'Of calibration: 0 of scores below 0.1, to 9 of those from 0.9 on.',
    weights_version Int64 COMMENT 'The version of the weights that the verdicts were made with, or that were trained; 0: all versions.',
    value Float64 COMMENT 'The measure. precision: of those shown above risk_over and decided, the share that is fraud. recall: of fraud that people were shown, the share shown above risk_over. calibration: the share of fraud. calibration_error: the mean distance of share and score over the bins. weight: log odds at full strength. loss: mean log loss on the held-out examples, in nats.',
    expected Nullable(Float64) COMMENT 'Of calibration: the mean score. Of weight: that of the experts. Null else.',
    low Nullable(Float64) COMMENT 'Of a share: the lower end of its 95 % interval (Wilson 1927), for unequal weights by their effective number (Kish 1965).',
    high Nullable(Float64) COMMENT 'The upper end.',
    numerator Float64 COMMENT 'Of a share: what it counts, by inverse propensity. Of others the value.',
    denominator Float64 COMMENT 'Of a share: of what, by inverse propensity. Of calibration_error the whole weight. Of others 1.',
    n UInt64 COMMENT 'Referrals, or examples, behind it.',
    as_of Nullable(DateTime64(3, 'UTC')) COMMENT 'Of weight and loss: when they were trained; null else.'
)
SQL SECURITY DEFINER
AS WITH
    sums AS
    (
        SELECT
            program_id,
            part.1 AS measure,
            part.2 AS code,
            part.3 AS bin,
            part.6 AS weights_version,
            sum(part.4) AS numerator,
            sum(part.5) AS denominator,
            sum(part.5 * part.5) AS squares,
            sum(part.5 * score_millionths) / 1000000 AS predicted,
            count() AS n
        FROM
        (
            SELECT
                program_id,
                weights_version AS version_of_verdict,
                codes,
                toFloat64(fraud) AS is_fraud,
                toFloat64(assumeNotNull(propensity) >= 1) AS is_flagged,
                round(1 / assumeNotNull(propensity)) AS weight,
                toInt64(assumeNotNull(score) * 1000000) AS score_millionths
            FROM milepost.fraud_labels
            WHERE decision != '' AND propensity IS NOT NULL AND score IS NOT NULL
        )
        ARRAY JOIN arrayFlatten(arrayMap(
            version -> arrayConcat(
                arrayMap(
                    each -> ('precision', each, -1, is_fraud, 1., version),
                    if(is_flagged = 1, arrayPushFront(codes, ''), [])),
                if(is_fraud = 1, [('recall', '', -1, weight * is_flagged, weight, version)], []),
                [('calibration', '', least(intDiv(score_millionths, 100000), 9), weight * is_fraud, weight, version)]),
            [toInt64(0), version_of_verdict])) AS part
        GROUP BY program_id, measure, code, bin, part.6
    ),
    -- Labels are read once: the error of calibration is told beside what it is made of.
    measured AS
    (
        SELECT
            program_id,
            weights_version,
            groupArray((measure, code, bin, numerator, denominator, squares, predicted, n)) AS parts,
            groupArrayIf(abs(numerator - predicted), measure = 'calibration') AS distances,
            sumIf(denominator, measure = 'calibration') AS weight,
            sumIf(n, measure = 'calibration') AS scored
        FROM sums
        GROUP BY program_id, weights_version
    )
SELECT
    program_id,
    measure,
    code,
    if(bin < 0, NULL, toInt64(bin)) AS bin,
    weights_version,
    share AS value,
    if(measure = 'calibration', predicted / denominator, NULL) AS expected,
    if(measure = 'calibration_error', NULL, greatest(0., share + 1.9207294103470494 / effective
        - 1.959963984540054 * sqrt((share * (1 - share) + 0.9603647051735247 / effective) / effective))
        / (1 + 3.8414588206940988 / effective)) AS low,
    if(measure = 'calibration_error', NULL, least(1., (share + 1.9207294103470494 / effective
        + 1.959963984540054 * sqrt((share * (1 - share) + 0.9603647051735247 / effective) / effective))
        / (1 + 3.8414588206940988 / effective))) AS high,
    numerator,
    denominator,
    n,
    CAST(NULL AS Nullable(DateTime64(3, 'UTC'))) AS as_of
FROM
(
    SELECT
        program_id,
        weights_version,
        part.1 AS measure,
        part.2 AS code,
        part.3 AS bin,
        part.4 AS numerator,
        part.5 AS denominator,
        part.7 AS predicted,
        part.8 AS n,
        numerator / denominator AS share,
        denominator * denominator / part.6 AS effective
    FROM measured
    ARRAY JOIN arrayConcat(
        parts,
        if(empty(distances), [], [('calibration_error', '', -1, arraySum(arraySort(distances)), weight, weight * weight, 0., scored)])) AS part
)
UNION ALL
SELECT
    '',
    'weight',
    part.1,
    NULL,
    trained.version,
    part.2,
    part.3,
    NULL,
    NULL,
    part.2,
    1,
    toUInt64(trained.trained_on),
    trained.trained_at
FROM milepost.fraud_weights AS trained
CROSS JOIN (SELECT any(intercept) AS intercept, any(weights) AS weights FROM milepost.fraud_weights WHERE outcome = 'experts') AS experts
ARRAY JOIN arrayConcat(
    [('intercept', toFloat64(assumeNotNull(trained.intercept)), toFloat64(assumeNotNull(experts.intercept)))],
    arrayMap(
        group -> (group, toFloat64OrZero(trained.weights[group]), toFloat64OrZero(experts.weights[group])),
        mapKeys(trained.weights))) AS part
WHERE trained.outcome IN ('experts', 'went_live')
UNION ALL
SELECT
    '',
    'loss',
    part.1,
    NULL,
    trained.version,
    part.2,
    NULL,
    NULL,
    NULL,
    part.2,
    1,
    toUInt64(trained.held_out),
    trained.trained_at
FROM milepost.fraud_weights AS trained
ARRAY JOIN [
    ('candidate', toFloat64(assumeNotNull(trained.candidate_loss))),
    ('live', toFloat64(assumeNotNull(trained.live_loss)))] AS part
WHERE trained.outcome IN ('went_live', 'worse')
COMMENT 'How good verdicts are: precision by signal from decided cases, recall from what people were shown and the random audit, calibration by score, and weights by version with the comparison that let them live.';
