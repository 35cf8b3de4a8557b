-- Half a year of a small world, until the watermark of 2026-07-01: 240 users, one every 18 hours from 2026-01-01 on, by their
-- number n. Every fourth was referred (sources referral, email, paid_search and (none) by n % 4), by the programs spring, ladder
-- and tokyo in turn, three at a time. Segments are consumer, business and none by n % 3. They pay in JPY where tokyo referred them, every fifth of
-- the others in EUR, the rest in USD. Two in three order after 5 days, the first two of each six again after 40.

INSERT INTO milepost_store.progress (stage, subtask, watermark, revision) VALUES
    ('warehouse', 0, '2026-07-01 00:00:00', 1), ('warehouse', 1, '2026-07-01 00:00:05', 1);

CREATE TABLE default.users ENGINE = Memory AS
SELECT
    toInt64(number) AS n,
    concat('u', toString(n)) AS user_id,
    toDateTime64('2026-01-01 00:00:00', 3, 'UTC') + toIntervalHour(n * 18) AS came,
    ['referral', 'email', 'paid_search', '(none)'][n % 4 + 1] AS source,
    if(n % 4 = 0, ['spring', 'ladder', 'tokyo'][intDiv(n, 12) % 3 + 1], '') AS program_id,
    ['consumer', 'business', ''][n % 3 + 1] AS segment,
    multiIf(program_id = 'tokyo', 'JPY', n % 5 = 0, 'EUR', 'USD') AS currency,
    if(n % 4 = 0, concat('u', toString(intDiv(n, 2))), '') AS advocate_id,
    concat('f', toString(n)) AS referral_id
FROM numbers(240);

CREATE TABLE default.orders ENGINE = Memory AS
SELECT
    n, user_id, came, source, program_id, segment, currency, advocate_id,
    nth,
    concat('o', toString(n), '-', toString(nth)) AS order_id,
    came + toIntervalDay(if(nth = 0, 5, 40)) AS ordered_at,
    if(currency = 'JPY', 6000, 5000 + n * 10) AS gross,
    if(n % 10 = 1 AND nth = 0, 1000, 0) AS refunded
FROM (SELECT *, arrayJoin(if(n % 6 < 2, [0, 1], [0])) AS nth FROM default.users WHERE n % 3 != 2)
WHERE ordered_at < '2026-07-01';

INSERT INTO milepost_store.conversions
    (user_id, conversion_id, kind, order_id, is_first, amount_minor, gross_minor, currency, conversion_time, revision)
SELECT user_id, concat('s-', user_id), 'signup', '', false, 0, 0, '', came, 1 FROM default.users
UNION ALL
SELECT user_id, order_id, 'order', order_id, nth = 0, gross - refunded, gross, currency, ordered_at, 1 FROM default.orders;

INSERT INTO milepost_store.events
    (stream, event_time, entity_id, event_id, received_at, user_id, name, order_id, refund_id, amount_minor, currency, revision)
SELECT 'purchases', ordered_at, user_id, order_id, ordered_at, user_id, 'order', order_id, '', gross, currency, 1 FROM default.orders
UNION ALL
SELECT 'purchases', ordered_at + toIntervalDay(3), user_id, concat('r', order_id), ordered_at + toIntervalDay(3), user_id, 'refund',
    order_id, concat('r', order_id), refunded, currency, 1 FROM default.orders WHERE refunded > 0
UNION ALL
SELECT 'purchases', ordered_at + toIntervalDay(4), user_id, concat('b', order_id), ordered_at + toIntervalDay(4), user_id, 'chargeback',
    order_id, concat('b', order_id), gross, currency, 1 FROM default.orders WHERE n % 30 IN (16, 19) AND nth = 0;

INSERT INTO milepost_store.customers
    (user_id, acquired_time, signup_time, first_purchase_time, source, program_id, milestone_id, milestone_program_id, advocate_id, segment, country, revision)
SELECT
    user_id, came, came, if(n % 3 != 2 AND came + toIntervalDay(5) < '2026-07-01', came + toIntervalDay(5), NULL), source, program_id,
    if(asked, ['first-order', 'second-order', 'stay'][intDiv(n, 2) % 3 + 1], ''),
    if(asked, ['spring', 'ladder', 'tokyo'][intDiv(n, 2) % 3 + 1], ''),
    advocate_id, segment, 'US', 1
FROM (SELECT *, n % 4 = 0 AND n >= 48 AND intDiv(n, 2) % 10 < 6 AS asked FROM default.users);

INSERT INTO milepost_store.customer_values
    (user_id, currency, orders_30, orders_90, orders_180, orders_365, net_30_minor, net_90_minor, net_180_minor, net_365_minor, revision)
SELECT user_id, any(currency), countIf(nth = 0), count(), count(), count(),
    sumIf(gross - refunded, nth = 0), sum(gross - refunded), sum(gross - refunded), sum(gross - refunded), 1
FROM default.orders GROUP BY user_id;

INSERT INTO milepost_store.credits
    (user_id, conversion_id, touch_id, kind, channel, campaign, referral_code, advocate_id, program_id, currency, conversion_time, touch_time,
     first_weight, last_weight, last_non_direct_weight, linear_weight, position_weight, time_decay_weight,
     first_minor, last_minor, last_non_direct_minor, linear_minor, position_minor, time_decay_minor, revision)
WITH touch.1 AS first, touch.2 AS last, touch.3 AS share, gross - refunded AS net
SELECT user_id, order_id, concat(order_id, touch.4), 'order', touch.4, '', '', advocate_id, if(program_id = '', 'default', program_id),
    currency, ordered_at, ordered_at - toIntervalDay(2), first, last, last, share, share, share,
    net * first, net * last, net * last, intDiv(net, if(share = 1, 1, 2)), intDiv(net, if(share = 1, 1, 2)), intDiv(net, if(share = 1, 1, 2)), 1
FROM default.orders
ARRAY JOIN if(source = 'referral' AND n % 8 = 4,
    [(toDecimal64(1, 9), toDecimal64(0, 9), toDecimal64('0.5', 9), 'referral'), (toDecimal64(0, 9), toDecimal64(1, 9), toDecimal64('0.5', 9), 'email')],
    [(toDecimal64(1, 9), toDecimal64(1, 9), toDecimal64(1, 9), source)]) AS touch;

-- Cohorts, by both anchors and all three grains.
CREATE TABLE default.cohorts ENGINE = Memory AS
SELECT
    n, user_id, source, program_id, currency, '' AS milestone_id,
    grains.1 AS grain,
    anchor,
    if(anchor = 'signup', came, came + toIntervalDay(5)) AS start,
    toDate32(if(grain = 'week', toMonday(start), toStartOfMonth(start))) AS cohort_start
FROM default.users
ARRAY JOIN [tuple('calendar_month'), tuple('week'), tuple('days30')] AS grains
ARRAY JOIN ['signup', 'first_purchase'] AS anchor
WHERE anchor = 'signup' OR (n % 3 != 2 AND came + toIntervalDay(5) < '2026-07-01');

INSERT INTO milepost_store.cohort_sizes (anchor, grain, cohort_start, source, program_id, milestone_id, users, revision)
SELECT anchor, grain, cohort_start, source, program_id, milestone_id, count(), 1 FROM default.cohorts GROUP BY ALL;

-- What is active in any currency has currency '', as the pipeline keeps it.
INSERT INTO milepost_store.cohort_cells
    (anchor, grain, cohort_start, period, source, program_id, milestone_id, currency, active_users, orders, revenue_minor, refunds_minor, revision)
SELECT
    anchor, grain, cohort_start,
    multiIf(
        grain = 'calendar_month', dateDiff('month', cohort_start, toDate32(ordered_at)),
        grain = 'week', intDiv(dateDiff('day', cohort_start, toDate32(ordered_at)), 7),
        intDiv(dateDiff('second', start, ordered_at), 30 * 86400)) AS period,
    source, program_id, milestone_id, kept, uniqExact(user_id), count(),
    if(kept = '', 0, sum(gross)), if(kept = '', 0, sum(refunded)), 1
FROM (SELECT cohorts.*, orders.ordered_at AS ordered_at, orders.gross AS gross, orders.refunded AS refunded
      FROM default.cohorts AS cohorts INNER JOIN default.orders AS orders ON orders.user_id = cohorts.user_id)
ARRAY JOIN [currency, ''] AS kept
GROUP BY ALL;

-- Programs, and who was asked, held out and not asked by them.
INSERT INTO milepost_store.programs (program_id, version, valid_from, valid_to, file_name, text, applied_at, applied_by, revision) VALUES
    ('spring', 1, '2026-01-01', NULL, 'spring.yaml', 'program: spring\nversion: 1\ncurrency: USD\nbudget: {amount: 100.00, per: month}\nactivation: {event: order}\nreview: {risk_over: 0.4, on_timeout: void}\n', '2025-12-20', 'ada', 1),
    ('ladder', 1, '2026-01-01', NULL, 'ladder.yaml', 'program: ladder\nversion: 1\ncurrency: USD\nbudget: {amount: 100000.00}\nactivation: {event: order}\n', '2025-12-21', 'ada', 1),
    ('ladder', 2, '2026-04-01', NULL, 'ladder-2.yaml', 'program: ladder\nversion: 2\ncurrency: USD\nbudget: {amount: 100000.00}\nactivation: {event: order}\n', '2026-03-20', 'bob', 1),
    ('tokyo', 1, '2026-02-01', '2026-12-31', 'tokyo.yaml', 'program: tokyo\nversion: 1\ncurrency: JPY\nactivation: {event: order}\n', '2026-01-20', '', 1);

CREATE TABLE default.asked ENGINE = Memory AS
SELECT
    n, user_id,
    ['spring', 'ladder', 'tokyo'][n % 3 + 1] AS program_id,
    ['first-order', 'second-order', 'stay'][n % 3 + 1] AS milestone_id,
    concat('k', toString(n)) AS ask_id,
    multiIf(n % 10 < 6, 'asked', n % 10 < 8, 'held_out', 'not_asked') AS decision,
    multiIf(n % 10 = 8, 'cooldown', n % 10 = 9, 'opted_out', '') AS reason,
    came + toIntervalDay(10) AS reached_at,
    if(program_id = 'spring' AND n % 10 < 8, 'when-to-ask', '') AS experiment_id,
    multiIf(experiment_id = '', '', decision = 'held_out', 'holdout', n % 2 = 0, 'at_once', 'next_day') AS arm,
    if(decision = 'asked', reached_at + toIntervalDay(n % 2), NULL) AS send_at
FROM default.users WHERE reached_at < '2026-07-01';

INSERT INTO milepost_store.asks
    (program_id, user_id, ask_id, decision, reason, milestone_id, occurrence, version, category, experiment_id, arm, milestone_time, decided_at,
     known_at, send_at, channel, template, turn, revision)
SELECT program_id, user_id, ask_id, decision, reason, milestone_id, '0', 1, 'referral', experiment_id, arm, reached_at, reached_at,
    reached_at, send_at, 'email', 'ask', decision = 'asked', 1 FROM default.asked;

INSERT INTO milepost_store.milestones
    (program_id, milestone_id, subject_kind, subject_id, occurrence, version, user_id, reached_at, cause_event_id, revision)
SELECT program_id, milestone_id, 'user', user_id, '0', 1, user_id, reached_at, concat('o', toString(n), '-0'), 1 FROM default.asked;

INSERT INTO milepost_store.exposures (experiment_id, user_id, program_id, milestone_id, ask_id, arm, exposed_at, revision)
SELECT experiment_id, user_id, program_id, milestone_id, ask_id, arm, reached_at, 1 FROM default.asked WHERE experiment_id != '';

INSERT INTO milepost_store.events (stream, event_time, entity_id, event_id, received_at, user_id, anonymous_id, name, referral_code, revision)
SELECT 'clickstream', at, device, concat(name, '-', toString(n)), at, user, device, name, code, 1
FROM
(
    SELECT n, user_id AS user, concat('d', toString(n)) AS device, 'referral_code_created' AS name, came + toIntervalHour(1) AS at, concat('C', toString(n)) AS code
    FROM default.users
    UNION ALL
    SELECT n, user_id, concat('d', toString(n)), 'ask_viewed', assumeNotNull(send_at) + toIntervalHour(1), ''
    FROM default.asked WHERE decision = 'asked' AND n % 5 < 4
    UNION ALL
    SELECT n, user_id, concat('d', toString(n)), 'referral_shared', assumeNotNull(send_at) + toIntervalHour(20), concat('C', toString(n))
    FROM default.asked WHERE decision = 'asked' AND n % 5 < 3
    UNION ALL
    SELECT n, '', concat('x', toString(n)), 'referral_link_clicked', assumeNotNull(send_at) + toIntervalHour(40), concat('C', toString(n))
    FROM default.asked WHERE decision = 'asked' AND n % 5 < 2
    UNION ALL
    SELECT n, user_id, concat('d', toString(n)), 'opted_out', assumeNotNull(send_at) + toIntervalHour(30), ''
    FROM default.asked WHERE decision = 'asked' AND n % 20 = 3
)
WHERE at < '2026-07-01';

INSERT INTO milepost_store.identities (anonymous_id, user_id, event_time, event_id, revision)
SELECT concat('x', toString(n)), concat('u', toString(n * 2)), came, 'seen', 1 FROM default.users WHERE n % 2 = 0 AND n < 120;

-- Referrals, their verdicts, cases and rewards.
INSERT INTO milepost_store.bindings (referee_id, referral_id, advocate_id, code, program_id, evidence, status, refusal, bound_time, revision)
SELECT user_id, referral_id, advocate_id, concat('C', toString(intDiv(n, 2))), program_id, 'link', 'bound', '', came, 1
FROM default.users WHERE n % 4 = 0
UNION ALL
SELECT user_id, referral_id, user_id, concat('C', toString(n)), 'spring', 'code', 'refused', 'self', came, 1
FROM default.users WHERE n % 40 = 1;

INSERT INTO milepost_store.journey (user_id, journey_id, name, event_time, referral_id, advocate_id, program_id, revision)
SELECT user_id, concat('q', toString(n)), 'referral.qualified', came + toIntervalDay(6), referral_id, advocate_id, program_id, 1
FROM default.users WHERE n % 4 = 0 AND n % 3 != 2 AND came + toIntervalDay(6) < '2026-07-01'
UNION ALL
SELECT user_id, concat('d', toString(n)), if(n % 48 = 0, 'referral.rejected', 'referral.approved'), came + toIntervalDay(15), referral_id, advocate_id, program_id, 1
FROM default.users WHERE n % 16 = 0 AND came + toIntervalDay(15) < '2026-07-01';

INSERT INTO milepost_store.fraud_verdicts
    (program_id, referral_id, verdict_id, advocate_id, referee_id, assessed_for, decided_at, score, codes, segment, model_version, rule_version, weights_version, revision)
SELECT program_id, referral_id, concat('v', toString(n)), advocate_id, user_id, 'bound', came + toIntervalMinute(1),
    toDecimal64(if(n % 16 = 0, 0.95 - n % 48 / 100, (n * 7 % 60) / 100), 6),
    multiIf(n % 16 = 0, ['SELF_DEVICE', 'RING'], n % 8 = 0, ['PACE'], []), 'consumer', 1, 1, 2, 1
FROM default.users WHERE n % 4 = 0;

INSERT INTO milepost_store.fraud_reasons
    (program_id, referral_id, verdict_id, code, rank, value, baseline, contribution, evidence, decided_at, revision)
SELECT program_id, referral_id, verdict_id, codes[number_of], number_of, 3, 1, toDecimal64(2.5 - number_of, 6), ['d1'], decided_at, 1
FROM milepost.fraud_verdicts ARRAY JOIN arrayEnumerate(codes) AS number_of;

INSERT INTO milepost_store.fraud_cases
    (program_id, case_id, advocate_id, ring_id, status, version, opened_at, claimed_by, claimed_until, escalated, referrals, undecided, score,
     money_minor, currency, sla_at, due_at, pending_by, merged_into, audit_events, audit_hash, revision)
SELECT program_id, concat('c', toString(n)), advocate_id, if(n % 32 = 0, 'u4', ''),
    multiIf(n <= 144, 'DECIDED', n = 160, 'PENDING', n = 176, 'BLOCKED', 'OPEN'), 2, came + toIntervalMinute(1), if(n = 192, 'rita', ''),
    if(n = 192, toDateTime64('2026-07-01 01:00:00', 3, 'UTC'), NULL), n = 208, 1, n > 144, if(n > 144, toDecimal64(0.9, 6), toDecimal64(0, 6)), 1000,
    if(program_id = 'tokyo', 'JPY', 'USD'), if(n > 144, came + toIntervalDay(7), NULL), NULL, '', '', 2, '', 1
FROM default.users WHERE n % 16 = 0;

INSERT INTO milepost_store.fraud_case_events
    (program_id, case_id, sequence, happened_at, kind, version, actor, cause_id, detail, previous_hash, hash, revision)
SELECT program_id, concat('c', toString(n)), 1, came + toIntervalMinute(1), 'ALERT', 1, '', concat('v', toString(n)),
    concat('{"referral":"', referral_id, '","propensity_millionths":', if(n = 64, '10000', '1000000'), '}'), '', '', 1
FROM default.users WHERE n % 16 = 0
UNION ALL
SELECT program_id, concat('c', toString(n)), 2, came + toIntervalDay(15), if(n % 48 = 0, 'REJECT', 'APPROVE'), 2, 'rita', concat('e', toString(n)),
    concat('{"', if(n % 48 = 0, 'rejected', 'approved'), '":["', referral_id, '"],"typology":"self_referral"}'), '', '', 1
FROM default.users WHERE n % 16 = 0 AND n <= 144;

INSERT INTO milepost_store.rings
    (ring_id, since, generation, change, size, members, kinds, referrals, internal_referrals, internal_share, mean_omega, cycles, is_part, revision)
VALUES
    ('u4', '2026-03-01', '2026-03-01', 'began', 3, ['u4', 'u8', 'u16'], ['device'], 3, 2, 0.666667, 0.5, 0, false, 1),
    ('u4', '2026-05-01', '2026-05-01', 'grew', 4, ['u4', 'u8', 'u16', 'u32'], ['device', 'payment'], 4, 3, 0.75, 0.5, 1, false, 2),
    ('u5', '2026-04-01', '2026-04-01', 'began', 3, ['u5', 'u6', 'u7'], ['email'], 1, 0, 0, 0.4, 0, false, 3),
    ('u5', '2026-06-01', '2026-06-01', 'ended', 0, [], [], 0, 0, 0, 0, 0, false, 4);

INSERT INTO milepost_store.fraud_weights
    (trained_at, outcome, version, live_version, valid_from, intercept, weights, centres, calibration, candidate_loss, live_loss, trained_on, held_out, audited, revision)
VALUES
    ('1970-01-01', 'experts', 1, 1, '1970-01-01', -3, {'device':'2.000000','pace':'1.000000'}, {'device':'0.100000','pace':'0.200000'}, '{}', NULL, NULL, 0, 0, 0, 1),
    ('2026-05-01', 'went_live', 2, 2, '2026-05-01', -2.8, {'device':'2.400000','pace':'0.700000'}, {'device':'0.100000','pace':'0.200000'}, '{}', 0.31, 0.36, 60, 20, 3, 2),
    ('2026-06-01', 'worse', 3, 2, NULL, -2.7, {'device':'2.600000','pace':'0.600000'}, {'device':'0.100000','pace':'0.200000'}, '{}', 0.33, 0.31, 80, 25, 4, 3);

CREATE TABLE default.granted ENGINE = Memory AS
SELECT
    n, program_id, advocate_id, referral_id, concat('w', toString(n)) AS reward_id,
    multiIf(program_id = 'tokyo', 'JPY', 'USD') AS reward_currency,
    multiIf(program_id = 'spring', 1000, program_id = 'ladder', 2000, 1500) AS amount,
    came + toIntervalDay(7) AS earned_at,
    if(n % 3 = 2, 'SKIPPED', ['PAID', 'RELEASED', 'HELD', 'VOIDED', 'EXPIRED', 'REVERSED', 'PAID', 'PAID'][intDiv(n, 4) % 8 + 1]) AS state
FROM default.users WHERE n % 4 = 0 AND earned_at < '2026-05-20';

INSERT INTO milepost_store.rewards
    (program_id, beneficiary_id, reward_id, side, rule_id, version, subject_kind, subject_id, occurrence, advocate_id, referral_ids, kind, state,
     reason, amount_minor, owed_minor, currency, earned_at, updated_at, revision)
SELECT program_id, advocate_id, reward_id, 'advocate', 'thanks', 1, 'referral', referral_id, '0', advocate_id, [referral_id], 'cash', state,
    if(state = 'SKIPPED', 'budget', ''), amount, if(state IN ('HELD', 'RELEASED'), amount, 0), reward_currency, earned_at, earned_at, 1
FROM default.granted;

INSERT INTO milepost_store.ledger
    (program_id, beneficiary_id, reward_id, entry_id, step, side, kind, amount_minor, currency, effective_at, known_at, reason, sequence, revision)
SELECT program_id, advocate_id, reward_id, concat(reward_id, step), step, 'advocate', 'cash',
    multiIf(step = 'EARNED', amount, step IN ('HELD', 'RELEASED'), 0, -amount), reward_currency, at, at, '', place, 1
FROM
(
    SELECT *, steps.1 AS step, steps.2 AS place, earned_at + toIntervalDay(steps.3) AS at
    FROM default.granted
    ARRAY JOIN arrayConcat(
        [('EARNED', 1, 0), ('HELD', 2, 0)],
        if(state IN ('RELEASED', 'PAID', 'EXPIRED', 'REVERSED'), [('RELEASED', 3, 20)], []),
        if(state IN ('VOIDED', 'PAID', 'EXPIRED', 'REVERSED'), [(state, 4, 30)], [])) AS steps
    WHERE state != 'SKIPPED'
);

INSERT INTO milepost_store.ltv_forecast
    (as_of, holdout_days, currency, source, horizon_days, fitted_on, customers, purchases, revenue_minor, new_customer_purchases, new_customer_minor,
     fit_customers, fit_repeat_buyers, r, alpha, a, b, p, q, v, holdout_customers, holdout_purchases_expected, holdout_purchases, holdout_purchases_mae,
     holdout_revenue_expected_minor, holdout_revenue_minor, holdout_revenue_mae_minor, computed_at)
SELECT '2026-06-30', 90, 'USD', source, horizon, if(source = 'referral', source, '(all)'), 40, horizon / 10., horizon * 1000, horizon / 100.,
    if(source = 'referral', 90, 60) * horizon, 40, 10, 1, 1, 1, 1, 1, 1, 1, 40, 11, 10, 0.2, 55000, 50000, 700, '2026-06-30 01:00:00'
FROM (SELECT arrayJoin(['(all)', 'referral', 'email', 'paid_search', '(none)']) AS source, arrayJoin([30, 90, 180, 365]) AS horizon);

INSERT INTO milepost_store.attribution_models
    (model, channel, currency, conversions, amount_minor, conversion_share, revenue_share, removal_effect, as_of, computed_at)
SELECT model, channel, 'USD', 10, 50000, 0.25, 0.25, if(model = 'markov', 0.3, NULL), '2026-06-30', '2026-06-30 01:00:00'
FROM (SELECT arrayJoin(['first', 'last', 'last_non_direct', 'linear', 'position', 'time_decay', 'shapley', 'markov']) AS model,
      arrayJoin(['referral', 'email', 'paid_search', '(none)']) AS channel);

-- An experiment that can be read, and one whose arms have not the units they should have.
INSERT INTO milepost_store.experiment_arms
    (experiment_id, arm, metric, currency, exposed, planned_millionths, matured, referees, n, sum_y, sum_yy, sum_x, sum_xx, sum_xy, revision)
SELECT 'when-to-ask', arm, metric, if(metric LIKE '%revenue', 'USD', ''), exposed, 20000000, exposed - 4, if(arm = 'holdout', 1, 9), exposed - 4, mean * (exposed - 4), 0, 0, 0, 0, 1
FROM (SELECT arrayJoin([('at_once', 22, 9), ('next_day', 19, 7), ('holdout', 19, 5)]) AS each, each.1 AS arm, each.2 AS exposed, each.3 AS mean,
      arrayJoin(['own_net_revenue', 'referred_signups', 'referred_buyers', 'referred_net_revenue', 'own_retention', 'opt_out']) AS metric)
UNION ALL
SELECT 'double-reward', arm, 'referred_signups', '', if(arm = 'holdout', 900, 100), 500000000, 10, 0, 10, 5, 5, 0, 0, 0, 1
FROM (SELECT arrayJoin(['double', 'holdout']) AS arm);

INSERT INTO milepost_store.experiment_results
    (experiment_id, arm, metric, currency, control, is_primary, status, blocked, srm_p, exposed, exposed_control, contamination, n, n_control,
     mean, mean_control, effect, se, ci_low, ci_high, p, p_holm, relative, relative_ci_low, relative_ci_high, alpha, tuning, revision)
SELECT 'when-to-ask', arm, metric, if(metric LIKE '%revenue', 'USD', ''), 'holdout', metric != 'own_retention',
    if(metric = 'own_retention', 'too_early', 'read'), false, 0.86, if(arm = 'at_once', 22, 19), 19, 1, if(arm = 'at_once', 18, 15), 15,
    if(read, mean, NULL), if(read, 5., NULL), if(read, mean - 5, NULL), if(read, 1., NULL), if(read, mean - 8, NULL), if(read, mean - 2, NULL),
    if(read, 0.04, NULL), if(read AND metric != 'own_retention', 0.08, NULL), if(read, (mean - 5) / 5, NULL), if(read, (mean - 8) / 5, NULL), if(read, (mean - 2) / 5, NULL), 0.05, 100, 1
FROM (SELECT arrayJoin([('at_once', 9.), ('next_day', 7.)]) AS each, each.1 AS arm, each.2 AS mean,
      arrayJoin(['own_net_revenue', 'referred_signups', 'referred_buyers', 'referred_net_revenue', 'own_retention']) AS metric, metric != 'own_retention' AS read)
UNION ALL
SELECT 'double-reward', 'double', 'referred_signups', '', 'holdout', true, 'blocked', true, 0, 100, 900, 0, 10, 10,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0.05, 100, 1;

-- How the pipeline is. What is older than a month of the engine's clock must stay.
ALTER TABLE milepost_store.pipeline_metrics REMOVE TTL;

INSERT INTO milepost_store.dead_letters
    (dead_letter_id, reason, detail, stream, origin, origin_partition, origin_position, event_id, event_time, received_at, payload, revision)
SELECT concat('l', toString(number)), ['invalid', 'late', 'duplicate_order', 'undecodable'][number % 4 + 1], 'event_time is missing',
    ['purchases', 'clickstream'][number % 2 + 1], 'purchases', 0, number, concat('e', toString(number)), NULL,
    toDateTime64('2026-06-30 23:50:00', 3, 'UTC') - toIntervalMinute(number * number), '{}', 1
FROM numbers(40);

INSERT INTO milepost_store.pipeline_metrics (recorded_at, job, operator, subtask, metric, value)
SELECT
    toDateTime64('2026-07-01 00:00:00', 3, 'UTC') - toIntervalMinute(minute), 'milepost', operator, subtask, metric,
    multiIf(
        metric = 'numRecordsOutPerSecond', 100 + minute % 7,
        metric = 'busyTimeMsPerSecond', 400 + 10 * subtask,
        metric = 'backPressuredTimeMsPerSecond', 50,
        metric = 'pendingRecords', 20 + minute % 5,
        2000 + 100 * subtask)
FROM (SELECT number AS minute, arrayJoin([0, 1]) AS subtask,
      arrayJoin([('purchases', 'numRecordsOutPerSecond'), ('clickstream', 'numRecordsOutPerSecond'), ('attribution', 'numRecordsOutPerSecond'),
                 ('attribution', 'busyTimeMsPerSecond'), ('rewards', 'busyTimeMsPerSecond'), ('attribution', 'backPressuredTimeMsPerSecond'),
                 ('purchases', 'pendingRecords'), ('clickstream', 'pendingRecords'), ('warehouse', 'watermarkLagMillis')]) AS named,
      named.1 AS operator, named.2 AS metric FROM numbers(400))
UNION ALL
SELECT
    toDateTime64('2026-07-01 00:00:00', 3, 'UTC') - toIntervalMinute(minute), 'milepost', '', -1, metric,
    multiIf(
        metric = 'lastCheckpointDuration', 800 + minute % 9,
        metric = 'lastCheckpointSize', 5000000,
        metric = 'numberOfCompletedCheckpoints', 10000 - minute,
        metric = 'numberOfFailedCheckpoints', if(minute < 100, 3, 1),
        metric = 'numRestarts', if(minute < 200, 2, 1), 0)
FROM (SELECT number AS minute, arrayJoin(['lastCheckpointDuration', 'lastCheckpointSize', 'numberOfCompletedCheckpoints', 'numberOfFailedCheckpoints', 'numRestarts']) AS metric
      FROM numbers(400))
UNION ALL
-- A job that starts five hours before the end: the first seven checkpoints are declined, as not all tasks run yet, and count as failed.
SELECT
    toDateTime64('2026-06-30 19:00:00', 3, 'UTC') + toIntervalMinute(minute), 'starting', '', -1, metric,
    if(metric = 'numberOfFailedCheckpoints', least(minute, 7), if(minute > 8, minute - 8, 0))
FROM (SELECT number AS minute, arrayJoin(['numberOfCompletedCheckpoints', 'numberOfFailedCheckpoints']) AS metric FROM numbers(20));
