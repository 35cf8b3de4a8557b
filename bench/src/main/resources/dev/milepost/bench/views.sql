-- A warehouse of @events events in 500 days from 2025 on, without a pipeline: what each table would have of them, in proportion and
-- consistent as far as the views of metrics join it, not computed by the rules of the jobs. User i of @users signs up in the first 400
-- days, in the order of i, and reaches a milestone a day later; six in ten are asked, one in ten is held out. A quarter are referees, of
-- advocates who signed up at most 16 days before (two in three), or much earlier. Three in five buy.

INSERT INTO milepost_store.generations (generation, kind, floor, reason) VALUES (1, 'started', 0, 'bench');

INSERT INTO milepost_store.progress (stage, subtask, watermark, rows_out, revision)
SELECT 'warehouse', number, toDateTime64('2026-05-16 00:00:00', 3, 'UTC'), @events, 1099511627776 FROM numbers(2);

INSERT INTO milepost_store.programs (program_id, version, valid_from, file_name, text, applied_at, revision)
SELECT
    arrayJoin(['refer_a_friend', 'power_users']) AS program,
    1,
    toDateTime64('2025-01-01 00:00:00', 3, 'UTC') AS valid_from,
    concat(program, '.yaml'),
    concat('program: ', program, '\nactivation: {event: ', if(program = 'power_users', 'project_created', 'signup'), '}\n'),
    valid_from,
    1099511627776;

-- What the rest is made of, one row for each user.

CREATE TABLE milepost_store.bench_users ENGINE = MergeTree ORDER BY i AS
SELECT
    number AS i,
    concat('u', toString(i)) AS user_id,
    concat('a', toString(i)) AS anonymous_id,
    fromUnixTimestamp64Milli(toInt64(1735689600000 + intDiv(i * 34560000000, @users)), 'UTC') AS signup_time,
    signup_time + INTERVAL 1 DAY AS milestone_time,
    if(i % 3 = 0, 'power_users', 'refer_a_friend') AS program_id,
    ['signup_day', 'first_order', 'first_project'][i % 3 + 1] AS milestone_id,
    multiIf(i % 10 = 0, 'held_out', i % 10 < 4, 'not_asked', 'asked') AS decision,
    milestone_time + if(i % 10 = 9, 86400, 0) AS send_at,
    i % 4 = 3 AND i > 100 AS is_bound,
    cityHash64(intDiv(i, 16)) AS hash,
    toUInt64(greatest(0, toInt64(8 * intDiv(i, 8)) - 8 * toInt64(1 + hash % if(hash % 3 = 0, @users / 8, @users / 200)))) AS advocate,
    i % 5 < 3 AS is_buyer
FROM numbers(@users);

-- Events come in the order of their times, all kinds among each other.

CREATE TABLE milepost_store.bench_events ENGINE = MergeTree ORDER BY event_time AS SELECT * FROM milepost_store.events;

INSERT INTO milepost_store.bench_events (stream, event_time, entity_id, event_id, received_at, user_id, anonymous_id, name, revision)
SELECT 'signups', signup_time, user_id, concat('s', toString(i)), signup_time, user_id, anonymous_id, 'signup', 1099511627776 + i
FROM milepost_store.bench_users;

INSERT INTO milepost_store.bench_events
(stream, event_time, entity_id, event_id, received_at, user_id, anonymous_id, name, channel, referral_code, revision)
SELECT
    'clickstream',
    click.2 AS at,
    if(click.1 = 'referral_link_clicked' AND click.5 = 2, concat('v', toString(i)), anonymous_id) AS browser,
    concat(click.1, toString(i), '-', toString(click.5)),
    at,
    if(click.4 AND i % 3 > 0, user_id, ''),
    browser,
    click.1,
    if(click.1 = 'referral_link_clicked', 'referral', 'direct'),
    click.3,
    1099511627776 + i
FROM milepost_store.bench_users
ARRAY JOIN arrayFilter(
    each -> each.6,
    [
        ('ask_viewed', send_at + hash % 259200, '', true, 1, decision = 'asked' AND i % 8 < 3),
        ('referral_code_created', send_at + hash % 259200 + 60, concat('C', toString(i)), true, 1, i % 8 < 2),
        ('referral_shared', send_at + hash % 259200 + 300, '', true, 1, i % 8 < 2 AND i % 3 > 0),
        ('opted_out', send_at + hash % 604800, '', true, 1, i % 25 = 7),
        ('referral_link_clicked', signup_time - 3600 - hash % 86400, concat('C', toString(advocate)), false, 1, is_bound),
        ('referral_link_clicked', signup_time - 7200 - hash % 86400, concat('C', toString(advocate)), false, 2, is_bound OR i % 4 = 2),
        ('project_created', signup_time + 600 + i % 864000, '', true, 1, i % 3 < 2),
        ('project_created', signup_time + 600 + i % 8640000, '', true, 2, i % 3 < 2)
    ]) AS click;

INSERT INTO milepost_store.bench_events
(stream, event_time, entity_id, event_id, received_at, user_id, name, order_id, refund_id, amount_minor, currency, revision)
SELECT
    'purchases',
    fromUnixTimestamp64Milli(toInt64(1735689600000 + intDiv(i * 34560000000, @users) + 86400000 + (hash % 8640) * 1000000), 'UTC') AS at,
    concat('u', toString(i)) AS user_id,
    concat('p', toString(number)),
    at,
    user_id,
    multiIf(number % 25 = 1, 'refund', number % 200 = 3, 'chargeback', number % 1000 = 5, 'refund_cancelled', number % 10 = 9, 'renewal', 'order') AS name,
    concat('o', toString(if(name IN ('order', 'renewal'), number, number - number % 5))),
    if(name IN ('order', 'renewal'), '', concat('f', toString(number))),
    500 + cityHash64(number) % 9500,
    if(i % 4 = 0, 'EUR', 'USD'),
    1099511627776 + number
FROM (SELECT number, cityHash64(intDiv(number, 5)) AS hash, 5 * (hash % intDiv(@users, 5)) + intDiv(hash, 1000003) % 3 AS i FROM numbers(intDiv(@events * 13, 100)));

INSERT INTO milepost_store.bench_events
(stream, event_time, entity_id, event_id, received_at, user_id, anonymous_id, name, channel, campaign, revision)
SELECT
    'clickstream',
    fromUnixTimestamp64Milli(toInt64(1735689600000 + intDiv(number * 500, @events) * 86400000 + cityHash64(number, 5) % 86400000), 'UTC') AS at,
    concat('a', toString(cityHash64(number) % intDiv(@events, 10))) AS browser,
    lower(hex(cityHash64(number, 1))),
    at,
    if(cityHash64(browser, 2) % 3 = 0, concat('u', toString(toUInt64(substring(browser, 2)) % @users)), ''),
    browser,
    ['page_view', 'page_view', 'page_view', 'product_viewed', 'search', 'add_to_cart', 'login'][cityHash64(number, 3) % 7 + 1],
    ['direct', 'paid_search', 'organic_search', 'email', 'social'][cityHash64(number, 4) % 5 + 1] AS channel,
    if(channel IN ('paid_search', 'email'), concat('campaign-', toString(number % 50)), ''),
    1099511627776 + number
FROM numbers(toUInt64(assumeNotNull((SELECT @events - count() FROM milepost_store.bench_events))));

INSERT INTO milepost_store.events SELECT * FROM milepost_store.bench_events ORDER BY event_time SETTINGS max_insert_threads = 1;

DROP TABLE milepost_store.bench_events;

INSERT INTO milepost_store.identities (anonymous_id, user_id, event_time, event_id, revision)
SELECT concat('a', toString(number)), concat('u', toString(number % @users)), toDateTime64('2025-01-01 00:00:00', 3, 'UTC'), 'e', 1099511627776 + number
FROM numbers(3 * @users);

INSERT INTO milepost_store.touches (anonymous_id, touch_id, user_id, event_time, channel, campaign, referral_code, revision)
SELECT entity_id, event_id, user_id, event_time, channel, campaign, referral_code, revision
FROM milepost_store.events
WHERE stream = 'clickstream' AND (channel = 'referral' OR cityHash64(event_id) % 4 = 0);

INSERT INTO milepost_store.conversions (user_id, conversion_id, kind, order_id, amount_minor, gross_minor, currency, conversion_time, revision)
SELECT
    user_id,
    concat(if(stream = 'signups', 'signup/', 'order/'), user_id, '/', event_id),
    name,
    order_id,
    amount_minor,
    amount_minor,
    currency,
    event_time,
    revision
FROM milepost_store.events
WHERE stream IN ('signups', 'purchases') AND name IN ('signup', 'order', 'renewal');

-- What was refunded has a second revision.

INSERT INTO milepost_store.conversions (user_id, conversion_id, kind, order_id, amount_minor, gross_minor, currency, conversion_time, revision)
SELECT user_id, conversion_id, kind, order_id, 0, gross_minor, currency, conversion_time, revision + 1
FROM milepost_store.conversions
WHERE kind = 'order' AND toUInt64(substring(order_id, 2)) % 25 = 0;

INSERT INTO milepost_store.credits
(user_id, conversion_id, touch_id, anonymous_id, kind, channel, referral_code, advocate_id, program_id, currency, conversion_time, touch_time,
    first_weight, last_weight, last_non_direct_weight, linear_weight, position_weight, time_decay_weight,
    first_minor, last_minor, last_non_direct_minor, linear_minor, position_minor, time_decay_minor, revision)
SELECT
    user_id,
    conversion_id,
    concat('t', toString(k)),
    concat('a', substring(user_id, 2)),
    kind,
    if(k = hash % 2 AND hash % 4 < 2, 'referral', 'email'),
    '',
    '',
    if(hash % 3 = 0, 'power_users', 'refer_a_friend'),
    currency,
    conversion_time,
    conversion_time - INTERVAL 1 DAY,
    k = 0, k = 1, k = 1, 0.5, 0.5, 0.5,
    if(k = 0, amount_minor, 0), if(k = 1, amount_minor, 0), if(k = 1, amount_minor, 0), amount_minor / 2, amount_minor / 2, amount_minor / 2,
    revision
FROM (SELECT *, cityHash64(conversion_id) AS hash FROM milepost_store.conversions FINAL)
ARRAY JOIN [0, 1] AS k;

INSERT INTO milepost_store.bindings
(referee_id, referral_id, advocate_id, code, program_id, evidence, touch_id, status, refusal, bound_time, revision)
SELECT
    user_id,
    concat('r', toString(i)),
    if(i % 100 = 2, user_id, concat('u', toString(advocate))),
    concat('C', toString(advocate)),
    program_id,
    'link',
    concat('referral_link_clicked', toString(i), '-1'),
    if(is_bound, 'bound', 'refused'),
    if(is_bound, '', 'self'),
    signup_time,
    1099511627776 + i
FROM milepost_store.bench_users
WHERE is_bound OR i % 100 = 2;

INSERT INTO milepost_store.journey (user_id, journey_id, name, event_time, referral_id, advocate_id, program_id, cause_event_id, revision)
SELECT
    referee_id,
    concat(step.1, '/', referral_id),
    step.1,
    bound_time + step.2 * 86400,
    referral_id,
    advocate_id,
    program_id,
    'e',
    revision
FROM milepost_store.bindings
ARRAY JOIN arrayFilter(
    each -> each.3,
    [
        ('referral.bound', 0, true),
        ('referral.qualified', 3 + cityHash64(referral_id) % 20, cityHash64(referral_id, 1) % 3 > 0),
        ('referral.rejected', 9, cityHash64(referral_id, 2) % 100 = 0),
        ('referral.approved', 9, cityHash64(referral_id, 2) % 100 = 1)
    ]) AS step
WHERE status = 'bound';

INSERT INTO milepost_store.milestones
(program_id, milestone_id, subject_kind, subject_id, occurrence, version, user_id, reached_at, cause_event_id, revision)
SELECT program_id, milestone_id, 'user', user_id, '0', 1, user_id, milestone_time, 'e', 1099511627776 + i
FROM milepost_store.bench_users;

-- One in five has a second milestone, six weeks later; and one in fifty was asked and withdrawn, most of them after it had gone out.

INSERT INTO milepost_store.asks
(program_id, user_id, ask_id, decision, reason, milestone_id, occurrence, version, category, experiment_id, arm, guard_values, milestone_time,
    decided_at, known_at, send_at, channel, template, cause_event_id, late_correction, referral_code, turn, revision)
SELECT
    if(nth = 1, program_id, 'power_users'),
    user_id,
    concat('k', toString(nth), '-', user_id),
    step,
    multiIf(step = 'not_asked', ['quota', 'cooldown', 'opted_out'][i % 3 + 1], step = 'withdrawn', 'late', ''),
    if(nth = 1, milestone_id, 'fifth_order'),
    '0',
    1,
    'growth',
    if(step IN ('asked', 'held_out'), concat('ask-', program_id), ''),
    multiIf(step = 'held_out', 'holdout', step = 'asked', ['now', 'friendly'][i % 2 + 1], ''),
    map('asked_in_30d', toString(i % 3)),
    milestone_time + if(nth = 1, 0, 3888000) AS reached_at,
    reached_at + if(step = 'withdrawn', 86400, 0),
    reached_at,
    if(step = 'asked', send_at + if(nth = 1, 0, 3888000), NULL),
    'in_app',
    'template',
    'e',
    false,
    NULL,
    if(step = 'asked', 1, 0),
    1099511627776 + i
FROM milepost_store.bench_users
ARRAY JOIN if(i % 5 = 4, [1, 2], [1]) AS nth
ARRAY JOIN if(decision = 'asked' AND i % 50 = 17, ['asked', 'withdrawn'], [decision]) AS step;

INSERT INTO milepost_store.exposures (experiment_id, user_id, program_id, milestone_id, ask_id, arm, exposed_at, revision)
SELECT experiment_id, user_id, program_id, milestone_id, ask_id, arm, decided_at, revision
FROM milepost_store.asks
WHERE experiment_id != '' AND startsWith(ask_id, 'k1');

INSERT INTO milepost_store.customers
(user_id, acquired_time, signup_time, first_purchase_time, source, program_id, milestone_id, milestone_program_id, advocate_id, segment, country, revision)
SELECT
    user_id,
    signup_time,
    signup_time,
    if(revised.2, first_purchases.at, NULL),
    if(is_bound, 'referral', ['email', 'direct', 'paid_search', 'organic_search', '(none)'][i % 5 + 1]),
    if(is_bound, program_id, ''),
    if(is_bound AND hash % 3 > 0, ['signup_day', 'first_order', 'first_project'][advocate % 3 + 1], ''),
    if(is_bound AND hash % 3 > 0, if(advocate % 3 = 0, 'power_users', 'refer_a_friend'), ''),
    if(is_bound, concat('u', toString(advocate)), ''),
    ['consumer', 'team', 'enterprise'][i % 3 + 1],
    ['US', 'DE', 'FR'][i % 7 % 3 + 1],
    1099511627776 + 2 * i + revised.1
FROM milepost_store.bench_users AS users
LEFT JOIN
(
    SELECT entity_id, min(event_time) AS at FROM milepost_store.events WHERE stream = 'purchases' AND name IN ('order', 'renewal') GROUP BY entity_id
) AS first_purchases ON first_purchases.entity_id = users.user_id
ARRAY JOIN if(first_purchases.entity_id = '', [(0, false)], [(0, false), (1, true)]) AS revised
SETTINGS join_use_nulls = 0;

INSERT INTO milepost_store.customer_values
SELECT
    user_id,
    currency,
    countIf(age < 30), countIf(age < 90), countIf(age < 180), countIf(age < 365),
    sumIf(amount, age < 30), sumIf(amount, age < 90), sumIf(amount, age < 180), sumIf(amount, age < 365),
    1099511627776,
    0
FROM
(
    SELECT events.entity_id AS user_id, events.currency AS currency, events.amount_minor AS amount, dateDiff('day', users.signup_time, events.event_time) AS age
    FROM milepost_store.events AS events
    INNER JOIN milepost_store.bench_users AS users ON users.user_id = events.entity_id
    WHERE events.stream = 'purchases' AND events.name IN ('order', 'renewal')
)
GROUP BY user_id, currency;

INSERT INTO milepost_store.cohort_sizes
SELECT anchor.1, grain.1, toDate32(grain.2), source, program_id, milestone_id, count(), 1099511627776, 0
FROM (SELECT * FROM milepost_store.customers FINAL)
ARRAY JOIN arrayFilter(each -> each.2 IS NOT NULL, [('signup', signup_time), ('first_purchase', first_purchase_time)]) AS anchor
ARRAY JOIN [
    ('calendar_month', toStartOfMonth(assumeNotNull(anchor.2))),
    ('week', toMonday(assumeNotNull(anchor.2))),
    ('days30', toStartOfMonth(assumeNotNull(anchor.2)))] AS grain
GROUP BY 1, 2, 3, 4, 5, 6;

INSERT INTO milepost_store.cohort_cells
(anchor, grain, cohort_start, period, source, program_id, milestone_id, currency, active_users, orders, revenue_minor, refunds_minor, revision)
SELECT
    anchor.1,
    grain.1,
    toDate32(grain.2),
    toInt32(greatest(0, grain.3)) AS period,
    source,
    program_id,
    milestone_id,
    of_currency,
    uniqExact(customers.user_id),
    count(),
    if(of_currency = '', 0, sum(events.amount_minor)),
    if(of_currency = '', 0, intDiv(sum(events.amount_minor), 25)),
    1099511627776
FROM (SELECT * FROM milepost_store.events WHERE stream = 'purchases' AND name IN ('order', 'renewal')) AS events
INNER JOIN (SELECT * FROM milepost_store.customers FINAL) AS customers ON customers.user_id = events.entity_id
ARRAY JOIN arrayFilter(each -> each.2 IS NOT NULL, [('signup', signup_time), ('first_purchase', first_purchase_time)]) AS anchor
ARRAY JOIN [
    ('calendar_month', toStartOfMonth(assumeNotNull(anchor.2)), dateDiff('month', assumeNotNull(anchor.2), event_time)),
    ('week', toMonday(assumeNotNull(anchor.2)), dateDiff('week', assumeNotNull(anchor.2), event_time)),
    ('days30', toStartOfMonth(assumeNotNull(anchor.2)), intDiv(dateDiff('day', assumeNotNull(anchor.2), event_time), 30))] AS grain
ARRAY JOIN ['', currency] AS of_currency
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

-- A reward for both sides of a referral whose referee bought.

INSERT INTO milepost_store.rewards
(program_id, beneficiary_id, reward_id, side, rule_id, version, subject_kind, subject_id, occurrence, advocate_id, referral_ids, kind, state,
    amount_minor, owed_minor, currency, earned_at, hold_until, updated_at, revision)
SELECT
    program_id,
    if(side = 'advocate', concat('u', toString(advocate)), user_id) AS beneficiary,
    concat('w', toString(i), '-', side),
    side,
    'per_referral',
    1,
    'referral',
    concat('r', toString(i)),
    '1',
    concat('u', toString(advocate)),
    [concat('r', toString(i))],
    'cash',
    multiIf(i % 20 = 19, 'VOIDED', i % 10 < 7, 'PAID', i % 10 = 7, 'EXPIRED', 'RELEASED') AS state,
    if(side = 'advocate', 2000, 1000) AS amount_minor,
    if(state = 'RELEASED', amount_minor, 0),
    'USD',
    signup_time + 432000 AS earned_at,
    earned_at + 1209600,
    earned_at + 1209600,
    1099511627776 + i
FROM milepost_store.bench_users
ARRAY JOIN ['advocate', 'referee'] AS side
WHERE is_bound AND is_buyer;

INSERT INTO milepost_store.ledger
(program_id, beneficiary_id, reward_id, entry_id, step, side, kind, amount_minor, currency, effective_at, known_at, cause_event_id, sequence, revision)
SELECT
    program_id,
    beneficiary_id,
    reward_id,
    concat(reward_id, '/', step.1),
    step.1,
    side,
    kind,
    step.2,
    currency,
    earned_at + step.3 AS effective_at,
    effective_at,
    'e',
    step.4,
    revision
FROM milepost_store.rewards
ARRAY JOIN arrayFilter(
    each -> each.5,
    [
        ('EARNED', amount_minor, 0, 1, true),
        ('HELD', 0, 0, 2, true),
        ('RELEASED', 0, 1209600, 3, state != 'VOIDED'),
        (state, -amount_minor, 1296000, 4, state IN ('VOIDED', 'PAID', 'EXPIRED'))
    ]) AS step;

INSERT INTO milepost_store.fraud_verdicts
(program_id, referral_id, verdict_id, advocate_id, referee_id, assessed_for, decided_at, score, codes, contributions, segment, model_version,
    rule_version, weights_version, replay, revision)
SELECT
    program_id,
    referral_id,
    concat(referral_id, '-', toString(k)),
    advocate_id,
    referee_id,
    ['bound', 'qualified', 'reward'][k + 1],
    bound_time + 86400 * k,
    (cityHash64(referral_id) % 20 + 10 * k) / 100 + if(cityHash64(referral_id) % 50 = 0, 0.5, 0),
    if(cityHash64(referral_id) % 50 = 0, ['SELF_DEVICE', 'VELOCITY'], ['RING']),
    map('self', '0.1', 'velocity', '0.2'),
    'US',
    1,
    1,
    1,
    repeat('x', 300),
    revision
FROM milepost_store.bindings
ARRAY JOIN [0, 1, 2] AS k
WHERE status = 'bound';

INSERT INTO milepost_store.fraud_reasons (program_id, referral_id, verdict_id, code, rank, value, contribution, evidence, decided_at, revision)
SELECT program_id, referral_id, verdict_id, ['RING', 'VELOCITY', 'SELF_DEVICE'][rank], rank, 0.5, 0.1, ['an event'], decided_at, revision
FROM milepost_store.fraud_verdicts
ARRAY JOIN [1, 2, 3] AS rank;

INSERT INTO milepost_store.fraud_cases
(program_id, case_id, advocate_id, status, version, opened_at, referrals, undecided, score, money_minor, currency, audit_events, revision)
SELECT program_id, concat('c', referral_id), advocate_id, ['OPEN', 'APPROVED', 'REJECTED'][cityHash64(referral_id, 5) % 3 + 1], 3, bound_time, 1, 0, 0.7, 3000, 'USD', 3, revision
FROM milepost_store.bindings
WHERE status = 'bound' AND cityHash64(referral_id) % 50 = 0;

INSERT INTO milepost_store.fraud_case_events (program_id, case_id, sequence, happened_at, kind, version, actor, cause_id, detail, previous_hash, hash, revision)
SELECT
    program_id,
    case_id,
    step.1,
    opened_at + step.1 * 86400 * 3,
    step.2,
    step.1,
    'reviewer',
    'e',
    step.3,
    'previous',
    'hash',
    revision
FROM milepost_store.fraud_cases
ARRAY JOIN arrayFilter(
    each -> each.4,
    [
        (1, 'ALERT', concat('{"referral":"', substring(case_id, 2), '","propensity_millionths":1000000}'), true),
        (2, 'CLAIM', '{}', true),
        (3, 'APPROVE', concat('{"approved":["', substring(case_id, 2), '"]}'), status = 'APPROVED'),
        (3, 'REJECT', concat('{"rejected":["', substring(case_id, 2), '"],"typology":"ring"}'), status = 'REJECTED')
    ]) AS step;

INSERT INTO milepost_store.fraud_weights
(trained_at, outcome, version, live_version, intercept, weights, candidate_loss, live_loss, trained_on, held_out, revision)
SELECT toDateTime64('2025-01-01 00:00:00', 3, 'UTC') + number * 2592000, if(number = 0, 'experts', 'went_live'), number + 1, number, -3, map('self', '2.5', 'velocity', '1.5'), 0.4, 0.5, 1000, 200, 1099511627776
FROM numbers(12);

INSERT INTO milepost_store.rings (ring_id, since, generation, change, size, members, kinds, referrals, internal_referrals, internal_share, mean_omega, revision)
SELECT concat('g', toString(number)), toDateTime64('2025-02-01 00:00:00', 3, 'UTC') + number * 600 + k * 86400 AS since, since, if(k = 0, 'new', 'grown'), 3 + k, arrayMap(j -> concat('u', toString(number + j)), range(3 + k)), ['device'], 3, 2, 0.6, 0.5, 1099511627776
FROM numbers(intDiv(@users, 100))
ARRAY JOIN [0, 1, 2] AS k;

INSERT INTO milepost_store.experiment_arms
(experiment_id, arm, metric, currency, exposed, planned_millionths, matured, referees, n, sum_y, sum_yy, sum_x, sum_xx, sum_xy, revision)
SELECT experiment, arm, metric, if(metric = 'net_30', 'USD', ''), 40000, 333333, 38000, 900, 38000, 900, 1000, 0, 0, 0, 1099511627776
FROM (SELECT 1)
ARRAY JOIN ['ask-refer_a_friend', 'ask-power_users'] AS experiment
ARRAY JOIN ['now', 'friendly', 'holdout'] AS arm
ARRAY JOIN ['shared', 'referees', 'orders', 'net_30', 'opted_out'] AS metric;

INSERT INTO milepost_store.experiment_results
(experiment_id, arm, metric, currency, control, is_primary, status, srm_p, exposed, exposed_control, n, n_control, mean, mean_control, effect, se,
    ci_low, ci_high, p, p_holm, alpha, revision)
SELECT experiment_id, arm, metric, currency, 'holdout', metric = 'referees', 'running', 0.5, exposed, exposed, n, n, 0.02, 0.018, 0.002, 0.001, 0, 0.004, 0.04, 0.08, 0.05, revision
FROM milepost_store.experiment_arms
WHERE arm != 'holdout';

INSERT INTO milepost_store.ltv_forecast (as_of, holdout_days, currency, source, horizon_days, customers, purchases, computed_at)
SELECT toDate32('2026-05-01'), 0, currency, source, horizon, 1000, 800, toDateTime64('2026-05-02 00:00:00', 3, 'UTC')
FROM (SELECT 1)
ARRAY JOIN ['USD', 'EUR'] AS currency
ARRAY JOIN ['email', 'direct', 'paid_search', 'organic_search', '(none)', 'referral'] AS source
ARRAY JOIN [30, 90, 180, 365] AS horizon;

INSERT INTO milepost_store.attribution_models (model, channel, currency, conversions, amount_minor, conversion_share, revenue_share, as_of, computed_at)
SELECT model, channel, currency, 1000, 100000, 0.2, 0.2, toDateTime64('2026-05-01 00:00:00', 3, 'UTC'), toDateTime64('2026-05-02 00:00:00', 3, 'UTC')
FROM (SELECT 1)
ARRAY JOIN ['first', 'last', 'linear', 'position', 'time_decay', 'markov', 'shapley'] AS model
ARRAY JOIN ['referral', 'email', 'direct', 'paid_search', 'organic_search'] AS channel
ARRAY JOIN ['USD', 'EUR', ''] AS currency;

INSERT INTO milepost_store.dead_letters
(dead_letter_id, reason, detail, stream, origin, origin_partition, origin_position, received_at, payload, revision)
SELECT concat('d', toString(number)), ['late', 'invalid', 'undecodable'][number % 3 + 1], 'a field', 'clickstream', 'clickstream', number % 3, number,
    toDateTime64('2025-01-01 00:00:00', 3, 'UTC') + number % 500 * 86400, repeat('x', 300), 1099511627776 + number
FROM numbers(intDiv(@events, 1000));

-- A month of measurements, one a minute.

INSERT INTO milepost_store.pipeline_metrics (recorded_at, job, operator, subtask, metric, value)
SELECT now() - number * 60, 'milepost', operator, 0, metric, 1
FROM numbers(43200)
ARRAY JOIN ['binding', 'credits', 'sink'] AS operator
ARRAY JOIN ['numRecordsOutPerSecond', 'busyTimeMsPerSecond', 'watermarkLagMillis'] AS metric;

DROP TABLE milepost_store.bench_users;
