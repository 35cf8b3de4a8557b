-- The metrics of analysts and growth teams: a view for each, over the tables that there are. A share has its numerator and its
-- denominator beside it, and says whether the time it is measured over has passed (mature, complete) by the watermark of progress:
-- who came later than that is no part of the denominator where a row is over time windows of each user, and else the row is not
-- mature. Windows: 7 days for views, shares and opt-outs, 30 days for what follows, 30, 90, 180 and 365 days for value. Money is in
-- minor units of its currency; none is converted.
--
-- The funnel reads a few names of clicks, one in thirty: they are kept in a table of their own, signals, which the server fills from
-- events as they are inserted. Rows of one key are of one time, so the last revision stays as in events, and a rebuild writes its own.
-- Where one name more is read of events, it is without FINAL: the last revision of each is found by its key.

CREATE TABLE IF NOT EXISTS milepost_store.signals
(
    event_time DateTime64(3, 'UTC') COMMENT 'When it happened, UTC.',
    anonymous_id String COMMENT 'The browser or device.',
    event_id String COMMENT 'The click, unique within anonymous_id.',
    name LowCardinality(String) COMMENT 'ask_viewed, referral_shared, referral_link_clicked, referral_code_created or opted_out.',
    user_id String COMMENT 'The user it names; empty where it names none.',
    referral_code String COMMENT 'The code that it carries.',
    revision UInt64 COMMENT 'That of the row of events.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (event_time, anonymous_id, event_id)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'The clicks of events that the funnel counts. The server fills it: whoever empties events empties it too.';

CREATE TABLE IF NOT EXISTS milepost_store_b.signals AS milepost_store.signals
COMMENT 'The clicks of events that the funnel counts. The server fills it: whoever empties events empties it too.';

CREATE MATERIALIZED VIEW IF NOT EXISTS milepost_store.signals_of_events TO milepost_store.signals
(
    event_time DateTime64(3, 'UTC') COMMENT 'As in signals.',
    anonymous_id String COMMENT 'As in signals.',
    event_id String COMMENT 'As in signals.',
    name LowCardinality(String) COMMENT 'As in signals.',
    user_id String COMMENT 'As in signals.',
    referral_code String COMMENT 'As in signals.',
    revision UInt64 COMMENT 'As in signals.',
    is_deleted UInt8 COMMENT 'As in signals.'
)
AS SELECT event_time, entity_id AS anonymous_id, event_id, name, user_id, referral_code, revision, is_deleted
FROM milepost_store.events
WHERE stream = 'clickstream' AND name IN ('ask_viewed', 'referral_shared', 'referral_link_clicked', 'referral_code_created', 'opted_out')
COMMENT 'Fills signals with what is inserted into events.';

CREATE MATERIALIZED VIEW IF NOT EXISTS milepost_store_b.signals_of_events TO milepost_store_b.signals
(
    event_time DateTime64(3, 'UTC') COMMENT 'As in signals.',
    anonymous_id String COMMENT 'As in signals.',
    event_id String COMMENT 'As in signals.',
    name LowCardinality(String) COMMENT 'As in signals.',
    user_id String COMMENT 'As in signals.',
    referral_code String COMMENT 'As in signals.',
    revision UInt64 COMMENT 'As in signals.',
    is_deleted UInt8 COMMENT 'As in signals.'
)
AS SELECT event_time, entity_id AS anonymous_id, event_id, name, user_id, referral_code, revision, is_deleted
FROM milepost_store_b.events
WHERE stream = 'clickstream' AND name IN ('ask_viewed', 'referral_shared', 'referral_link_clicked', 'referral_code_created', 'opted_out')
COMMENT 'Fills signals with what is inserted into events.';

-- What is inserted meanwhile comes twice, and stays once.

INSERT INTO milepost_store.signals
SELECT event_time, entity_id, event_id, name, user_id, referral_code, revision, is_deleted
FROM milepost_store.events
WHERE stream = 'clickstream' AND name IN ('ask_viewed', 'referral_shared', 'referral_link_clicked', 'referral_code_created', 'opted_out');

INSERT INTO milepost_store_b.signals
SELECT event_time, entity_id, event_id, name, user_id, referral_code, revision, is_deleted
FROM milepost_store_b.events
WHERE stream = 'clickstream' AND name IN ('ask_viewed', 'referral_shared', 'referral_link_clicked', 'referral_code_created', 'opted_out');

CREATE VIEW IF NOT EXISTS milepost.referral_signals
(
    event_id String COMMENT 'The click, unique within anonymous_id.',
    name LowCardinality(String) COMMENT 'ask_viewed, referral_shared, referral_link_clicked, referral_code_created or opted_out.',
    event_time DateTime64(3, 'UTC') COMMENT 'When it happened, UTC.',
    anonymous_id String COMMENT 'The browser or device.',
    user_id String COMMENT 'Whose it is: the user it names, else whom its browser or device belongs to; empty while that is nobody.',
    referral_code String COMMENT 'The code that it carries.',
    owner_id String COMMENT 'Whose code that is: of who created it first; empty without a code, and where nobody is known to have created it.'
)
SQL SECURITY DEFINER
AS WITH
    kept AS
    (
        SELECT event_time, anonymous_id, event_id, name, user_id, referral_code
        FROM milepost_store.signals FINAL
        WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
        UNION ALL
        SELECT event_time, anonymous_id, event_id, name, user_id, referral_code
        FROM milepost_store_b.signals FINAL
        WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
    ),
    named AS
    (
        SELECT
            kept.event_id AS event_id,
            kept.name AS name,
            kept.event_time AS event_time,
            kept.anonymous_id AS anonymous_id,
            if(kept.user_id != '', kept.user_id, identities.user_id) AS user_id,
            kept.referral_code AS referral_code
        FROM kept
        LEFT JOIN
        (
            SELECT anonymous_id, user_id
            FROM milepost.identities
            WHERE anonymous_id IN (SELECT anonymous_id FROM kept WHERE user_id = '')
        ) AS identities ON identities.anonymous_id = kept.anonymous_id
        SETTINGS join_use_nulls = 0
    )
SELECT
    event_id,
    name,
    event_time,
    anonymous_id,
    user_id,
    referral_code,
    if(
        referral_code = '',
        '',
        argMinIf(user_id, (event_time, event_id), name = 'referral_code_created' AND user_id != '') OVER (PARTITION BY referral_code)) AS owner_id
FROM named AS named
COMMENT 'A click that the funnel counts, and whose it is. Advocates: ask_viewed, referral_shared, referral_code_created, opted_out. Visitors: referral_link_clicked.';

CREATE VIEW IF NOT EXISTS milepost.funnel_referrals
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
        SELECT event_time, entity_id, event_id, is_deleted, name, user_id
        FROM milepost_store.events
        WHERE stream IN ('clickstream', 'purchases')
            AND name IN (SELECT event FROM activations WHERE event NOT IN ('', 'signup'))
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
        ORDER BY stream, event_time, entity_id, event_id, revision DESC
        LIMIT 1 BY stream, event_time, entity_id, event_id
        UNION ALL
        SELECT event_time, entity_id, event_id, is_deleted, name, user_id
        FROM milepost_store_b.events
        WHERE stream IN ('clickstream', 'purchases')
            AND name IN (SELECT event FROM activations WHERE event NOT IN ('', 'signup'))
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
        ORDER BY stream, event_time, entity_id, event_id, revision DESC
        LIMIT 1 BY stream, event_time, entity_id, event_id
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
        WHERE acted.is_deleted = 0
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

CREATE VIEW IF NOT EXISTS milepost.funnel_asks
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
            *,
            outcome = 'asked' AS went_out,
            any(sent_at) OVER (
                PARTITION BY user_id, outcome = 'asked' ORDER BY sent_at, ask_id ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS next_at,
            any(sent_at) OVER (
                PARTITION BY user_id, outcome = 'asked', program_id, of_milestone
                ORDER BY sent_at, ask_id ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) AS next_of_milestone_at,
            least(sent_at + INTERVAL 30 DAY, if(next_at < sent_at, sent_at + INTERVAL 30 DAY, next_at)) AS last_at,
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
    arraySort(arrayFilter(at -> at IS NOT NULL, arrayMap(each -> toNullable(each.1), own)))[1] AS signed_up_at,
    arraySort(arrayFilter(at -> at IS NOT NULL, arrayMap(each -> each.2, own)))[1] AS activated_at,
    arraySort(arrayFilter(at -> at IS NOT NULL, arrayMap(each -> each.3, own)))[1] AS purchased_at,
    arraySort(arrayFilter(at -> at IS NOT NULL, arrayMap(each -> each.4, own)))[1] AS rewarded_at
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

CREATE VIEW IF NOT EXISTS milepost.funnel_steps
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    ask_id String COMMENT 'The ask.',
    reached_at DateTime64(3, 'UTC') COMMENT 'When the milestone was reached.',
    stage_number Int64 COMMENT 'From 1.',
    stage LowCardinality(String) COMMENT 'reached, asked, viewed, shared, clicked, signed_up, activated, purchased or rewarded.',
    at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it came to this stage; null: not.',
    previous_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it came to the stage before; null: not. Of reached the same as at.',
    window_days Int64 COMMENT 'How many days a step from the stage before is given: 7 of asked, viewed and shared, 30 of the rest, 90 of rewarded.',
    observed_until DateTime64(3, 'UTC') COMMENT 'Until when the stage could have been seen: the watermark; of viewed, shared and clicked watched_until where that is earlier.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark
SELECT
    program_id,
    milestone_id,
    ask_id,
    reached_at,
    step.1 AS stage_number,
    step.2 AS stage,
    step.3 AS at,
    step.4 AS previous_at,
    step.5 AS window_days,
    if(step.2 IN ('viewed', 'shared', 'clicked'), least(ifNull(watched_until, watermark), watermark), watermark) AS observed_until
FROM milepost.funnel_asks
ARRAY JOIN
    [
        (1, 'reached', toNullable(reached_at), toNullable(reached_at), 0),
        (2, 'asked', asked_at, toNullable(reached_at), 7),
        (3, 'viewed', viewed_at, asked_at, 7),
        (4, 'shared', shared_at, viewed_at, 7),
        (5, 'clicked', clicked_at, shared_at, 30),
        (6, 'signed_up', signed_up_at, clicked_at, 30),
        (7, 'activated', activated_at, signed_up_at, 30),
        (8, 'purchased', purchased_at, activated_at, 30),
        (9, 'rewarded', rewarded_at, purchased_at, 90)
    ] AS step
COMMENT 'A milestone that an advocate reached, once for each stage of the funnel.';

CREATE VIEW IF NOT EXISTS milepost.funnel_stages
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    month Date32 COMMENT 'The first day of the month, UTC, in which the milestone was reached.',
    stage_number Int64 COMMENT 'From 1: the order of stages.',
    stage LowCardinality(String) COMMENT 'reached, asked, viewed, shared, clicked, signed_up, activated, purchased or rewarded.',
    window_days Int64 COMMENT 'How many days after the stage before it has to come: 7 of asked, viewed and shared, 30 of the rest, 90 of rewarded.',
    numerator UInt64 COMMENT 'Of the denominator: those that came to this stage within window_days after the stage before, or had come earlier.',
    denominator UInt64 COMMENT 'Milestones that came to the stage before, window_days or longer before the watermark.',
    rate Nullable(Float64) COMMENT 'numerator / denominator; null of nothing.',
    subjects UInt64 COMMENT 'All milestones that have come to this stage so far, whenever, and whether or not they came to the one before.',
    waiting UInt64 COMMENT 'Those that came to the stage before, and have not had their window_days yet.',
    mature Bool COMMENT 'None are waiting, and the month is over.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark
SELECT
    program_id,
    milestone_id,
    month,
    stage_number,
    stage,
    window_days,
    numerator,
    denominator,
    if(denominator = 0, NULL, numerator / denominator) AS rate,
    subjects,
    waiting,
    CAST(waiting = 0 AND addMonths(month, 1) <= watermark AS Bool) AS mature
FROM
(
    SELECT
        program_id,
        milestone_id,
        toDate32(toStartOfMonth(reached_at)) AS month,
        stage_number,
        stage,
        window_days,
        countIf(previous_at + toIntervalDay(window_days) <= watermark AND at <= previous_at + toIntervalDay(window_days)) AS numerator,
        countIf(previous_at + toIntervalDay(window_days) <= watermark) AS denominator,
        countIf(at IS NOT NULL) AS subjects,
        countIf(previous_at + toIntervalDay(window_days) > watermark) AS waiting
    FROM milepost.funnel_steps
    GROUP BY program_id, milestone_id, month, stage_number, stage, window_days
) AS counted
COMMENT 'From stage to stage: of milestones that came to a stage, how many came to the next within a fixed time. rate of asked is the asked rate, of viewed the view rate, of shared the share rate. Counts of milestones, not of referees: those are in referral_rates.';

CREATE VIEW IF NOT EXISTS milepost.funnel_daily
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    day Date32 COMMENT 'The day, UTC, on which the milestone was reached.',
    stage_number Int64 COMMENT 'From 1: the order of stages.',
    stage LowCardinality(String) COMMENT 'reached, asked, viewed, shared, clicked, signed_up, activated, purchased or rewarded.',
    window_days Int64 COMMENT 'How many days after the milestone it has to come: 7 of asked, viewed and shared, 30 of the rest, 90 of rewarded.',
    numerator UInt64 COMMENT 'Of those: milestones that came to this stage within window_days.',
    denominator UInt64 COMMENT 'Milestones reached on the day.',
    rate Float64 COMMENT 'numerator / denominator.',
    subjects UInt64 COMMENT 'Milestones that have come to this stage so far, whenever.',
    mature Bool COMMENT 'window_days have passed since the end of the day: numerator changes by late events alone.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark
SELECT
    program_id,
    milestone_id,
    toDate32(reached_at) AS day,
    stage_number,
    stage,
    multiIf(stage_number = 1, 0, stage_number <= 4, 7, stage_number <= 8, 30, 90) AS window_days,
    countIf(at <= reached_at + toIntervalDay(window_days)) AS numerator,
    count() AS denominator,
    numerator / denominator AS rate,
    countIf(at IS NOT NULL) AS subjects,
    CAST(addDays(day, 1 + window_days) <= watermark AS Bool) AS mature
FROM
(
    SELECT program_id, milestone_id, reached_at, stage_number, stage, at
    FROM milepost.funnel_steps
)
GROUP BY program_id, milestone_id, day, stage_number, stage
COMMENT 'By day: of the milestones that were reached, how many came to each stage within a fixed time of it.';

CREATE VIEW IF NOT EXISTS milepost.ask_outcomes
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    month Date32 COMMENT 'The first day of the month, UTC, in which the milestone was reached.',
    decision LowCardinality(String) COMMENT 'asked, held_out, waiting or not_asked.',
    reason LowCardinality(String) COMMENT 'Of not_asked: the guard that stopped it, opted_out, or why it was withdrawn before it went out.',
    numerator UInt64 COMMENT 'Milestones with that decision and reason.',
    denominator UInt64 COMMENT 'All milestones of the month that were decided about.',
    rate Float64 COMMENT 'numerator / denominator: of asked the asked rate.',
    mature Bool COMMENT 'The month is over, and none of it waits.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark
SELECT
    program_id,
    milestone_id,
    month,
    decision,
    reason,
    numerator,
    sum(numerator) OVER (PARTITION BY program_id, milestone_id, month) AS denominator,
    numerator / denominator AS rate,
    CAST(
        addMonths(month, 1) <= watermark
            AND sumIf(numerator, decision = 'waiting') OVER (PARTITION BY program_id, milestone_id, month) = 0 AS Bool) AS mature
FROM
(
    SELECT program_id, milestone_id, toDate32(toStartOfMonth(reached_at)) AS month, decision, reason, count() AS numerator
    FROM
    (
        SELECT
            program_id,
            any(milestone_id) AS milestone_id,
            min(milestone_time) AS reached_at,
            minIf(ifNull(send_at, decided_at), asks.decision = 'asked') AS sent_at,
            countIf(asks.decision = 'asked') > 0 AND countIf(asks.decision = 'withdrawn') = 0 AS stands,
            multiIf(
                countIf(asks.decision = 'asked' AND turn > 0) > 0 OR (stands AND sent_at <= watermark), 'asked',
                countIf(asks.decision = 'held_out') > 0, 'held_out',
                stands, 'waiting',
                'not_asked') AS decision,
            if(
                decision = 'not_asked',
                argMaxIf(asks.reason, (decided_at, asks.decision), asks.decision IN ('not_asked', 'withdrawn')),
                '') AS reason
        FROM milepost.asks AS asks
        GROUP BY program_id, user_id, ask_id
    )
    GROUP BY program_id, milestone_id, month, decision, reason
) AS counted
COMMENT 'What became of milestones: asked, held out, or not asked, and by which guard.';

CREATE VIEW IF NOT EXISTS milepost.time_to_stage_curve
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    since LowCardinality(String) COMMENT 'What time is counted from: previous, the stage before; reached, the milestone, of those that came to asked.',
    stage_number Int64 COMMENT 'From 1: the order of stages.',
    stage LowCardinality(String) COMMENT 'viewed, shared, clicked, signed_up, activated, purchased or rewarded.',
    seconds Float64 COMMENT 'Time since then.',
    at_risk UInt64 COMMENT 'Milestones that had not come to the stage before this time, and were still observed: the denominator.',
    events UInt64 COMMENT 'Those that came to it at this time: the numerator.',
    censored UInt64 COMMENT 'Those whose observation ended at this time without it: at the watermark, or of viewed, shared and clicked at the next ask or 30 days after the ask.',
    survival Float64 COMMENT 'Kaplan-Meier: the share that has not come to it after this time, the product of 1 - events / at_risk up to it.',
    standard_error Nullable(Float64) COMMENT 'Of survival, by Greenwood 1926: survival * sqrt(sum(events / (at_risk * (at_risk - events)))); null where survival is 0.',
    waiting UInt64 COMMENT 'Of censored: those whose observation ended at the watermark, and goes on.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    times AS
    (
        SELECT
            program_id,
            milestone_id,
            part.1 AS from_reached,
            part.2 AS stage_number,
            part.4 IS NOT NULL AS is_event,
            part.4 IS NULL AND (stage_number > 5 OR is_watched) AS goes_on,
            greatest(0, dateDiff('millisecond', part.3, ifNull(part.4, if(stage_number <= 5, seen_until, watermark)))) AS millis
        FROM
        (
            SELECT *, least(ifNull(watched_until, watermark), watermark) AS seen_until, watched_until > watermark AS is_watched
            FROM milepost.funnel_asks
            WHERE decision = 'asked'
        )
        ARRAY JOIN arrayFilter(
            each -> each.3 IS NOT NULL,
            [
                (0, 3, asked_at, viewed_at),
                (0, 4, viewed_at, shared_at),
                (0, 5, shared_at, clicked_at),
                (0, 6, clicked_at, signed_up_at),
                (0, 7, signed_up_at, activated_at),
                (0, 8, activated_at, purchased_at),
                (0, 9, purchased_at, rewarded_at),
                (1, 3, toNullable(reached_at), viewed_at),
                (1, 4, toNullable(reached_at), shared_at),
                (1, 5, toNullable(reached_at), clicked_at),
                (1, 6, toNullable(reached_at), signed_up_at),
                (1, 7, toNullable(reached_at), activated_at),
                (1, 8, toNullable(reached_at), purchased_at),
                (1, 9, toNullable(reached_at), rewarded_at)]) AS part
    ),
    -- One layer for each step: in one SELECT, what refers to what is planned over and over.
    sorted AS
    (
        SELECT program_id, milestone_id, from_reached, stage_number, arraySort(groupArray(4 * millis + 2 * (NOT is_event) + goes_on)) AS marks
        FROM times
        GROUP BY program_id, milestone_id, from_reached, stage_number
    ),
    timed AS (SELECT *, arrayMap(mark -> intDiv(mark, 4), marks) AS all_times FROM sorted),
    ties AS
    (
        SELECT *, arrayMap((time, next) -> time != next, all_times, arrayPushBack(arrayPopFront(all_times), -1)) AS is_last
        FROM timed
    ),
    untied AS
    (
        SELECT
            program_id,
            milestone_id,
            from_reached,
            stage_number,
            length(marks) AS n,
            arrayFilter((time, last) -> last, all_times, is_last) AS at,
            arrayFilter((place, last) -> last, arrayEnumerate(marks), is_last) AS gone,
            arrayFilter((came, last) -> last, arrayCumSum(arrayMap(mark -> mark % 4 = 0, marks)), is_last) AS came,
            arrayFilter((waits, last) -> last, arrayCumSum(arrayMap(mark -> mark % 4 = 3, marks)), is_last) AS waits
        FROM ties
    ),
    before AS
    (
        SELECT
            *,
            arrayPushFront(arrayPopBack(gone), 0) AS gone_before,
            arrayPushFront(arrayPopBack(came), 0) AS came_before,
            arrayPushFront(arrayPopBack(waits), 0) AS waits_before
        FROM untied
    ),
    counted AS
    (
        SELECT
            program_id,
            milestone_id,
            from_reached,
            stage_number,
            at,
            arrayMap(earlier -> toUInt64(n - earlier), gone_before) AS at_risks,
            arrayMap((now, earlier) -> toUInt64(now - earlier), came, came_before) AS events_at,
            arrayMap(
                (now, earlier, came_now, came_earlier) -> toUInt64(now - earlier - (came_now - came_earlier)),
                gone, gone_before, came, came_before) AS censored_at,
            arrayMap((now, earlier) -> toUInt64(now - earlier), waits, waits_before) AS waiting_at
        FROM before
    ),
    summed AS
    (
        SELECT
            *,
            arrayCumSum(arrayMap((events, risk) -> log(if(events = risk, 1, 1 - events / risk)), events_at, at_risks)) AS logs,
            arrayCumSum(arrayMap((events, risk) -> events = risk, events_at, at_risks)) AS ended,
            arrayCumSum(arrayMap(
                (events, risk) -> if(events = risk, 0, events / (risk * toFloat64(risk - events))), events_at, at_risks)) AS errors
        FROM counted
    )
SELECT
    program_id,
    milestone_id,
    if(from_reached = 1, 'reached', 'previous') AS since,
    stage_number,
    ['reached', 'asked', 'viewed', 'shared', 'clicked', 'signed_up', 'activated', 'purchased', 'rewarded'][stage_number] AS stage,
    millis / 1000 AS seconds,
    at_risk,
    events,
    censored,
    exp(log_survival) * (has_ended = 0) AS survival,
    if(survival = 0, NULL, survival * sqrt(error)) AS standard_error,
    waiting
FROM summed
ARRAY JOIN
    at AS millis,
    at_risks AS at_risk,
    events_at AS events,
    censored_at AS censored,
    waiting_at AS waiting,
    logs AS log_survival,
    ended AS has_ended,
    errors AS error
COMMENT 'How long it takes to a stage of the funnel, by Kaplan and Meier 1958: a row for each time at which something happened. Milestones that have not come to it yet count for as long as they were observed.';

CREATE VIEW IF NOT EXISTS milepost.time_to_stage
(
    program_id LowCardinality(String) COMMENT 'The program.',
    milestone_id LowCardinality(String) COMMENT 'The ask\'s id in its program.',
    since LowCardinality(String) COMMENT 'What time is counted from: previous, the stage before; reached, the milestone, of those that came to asked.',
    stage_number Int64 COMMENT 'From 1: the order of stages.',
    stage LowCardinality(String) COMMENT 'viewed, shared, clicked, signed_up, activated, purchased or rewarded.',
    numerator UInt64 COMMENT 'Milestones that came to it.',
    denominator UInt64 COMMENT 'Milestones from which time is counted.',
    censored UInt64 COMMENT 'The rest: those that had not come to it when their observation ended.',
    seconds_p25 Nullable(Float64) COMMENT 'Of the numerator alone: a quarter took at most this long. Too short while many are still to come.',
    seconds_p50 Nullable(Float64) COMMENT 'Of the numerator alone: half took at most this long.',
    seconds_p90 Nullable(Float64) COMMENT 'Of the numerator alone: nine in ten took at most this long.',
    all_seconds_p25 Nullable(Float64) COMMENT 'Of the denominator, by Kaplan-Meier: the first time at which at least a quarter has come to it; null where so many never have.',
    all_seconds_p50 Nullable(Float64) COMMENT 'Of the denominator: at least half.',
    all_seconds_p90 Nullable(Float64) COMMENT 'Of the denominator: at least nine in ten.',
    came Float64 COMMENT 'The share of the denominator that comes to it within the longest time observed, by Kaplan-Meier: 1 - the last survival.',
    mature Bool COMMENT 'None of the denominator is censored by the watermark before 7 days (of viewed and shared) or 30 days (of the rest).'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    milestone_id,
    since,
    stage_number,
    stage,
    sum(curve.events) AS numerator,
    sum(curve.events + curve.censored) AS denominator,
    sum(curve.censored) AS censored,
    if(numerator = 0, NULL, quantileExactWeightedIf(0.25)(seconds, curve.events, curve.events > 0)) AS seconds_p25,
    if(numerator = 0, NULL, quantileExactWeightedIf(0.5)(seconds, curve.events, curve.events > 0)) AS seconds_p50,
    if(numerator = 0, NULL, quantileExactWeightedIf(0.9)(seconds, curve.events, curve.events > 0)) AS seconds_p90,
    if(countIf(survival <= 0.75 + 1e-12) = 0, NULL, minIf(seconds, survival <= 0.75 + 1e-12)) AS all_seconds_p25,
    if(countIf(survival <= 0.5 + 1e-12) = 0, NULL, minIf(seconds, survival <= 0.5 + 1e-12)) AS all_seconds_p50,
    if(countIf(survival <= 0.1 + 1e-12) = 0, NULL, minIf(seconds, survival <= 0.1 + 1e-12)) AS all_seconds_p90,
    1 - min(survival) AS came,
    CAST(sumIf(curve.waiting, seconds < if(stage_number <= 4, 7, 30) * 86400) = 0 AS Bool) AS mature
FROM milepost.time_to_stage_curve AS curve
GROUP BY program_id, milestone_id, since, stage_number, stage
COMMENT 'How long it takes to a stage of the funnel: quantiles of those that came to it, and of all by Kaplan-Meier. The curves are in time_to_stage_curve.';

CREATE VIEW IF NOT EXISTS milepost.cohort_retention
(
    anchor LowCardinality(String) COMMENT 'What time is counted from: signup, the first; first_purchase, the first order or renewal.',
    grain LowCardinality(String) COMMENT 'calendar_month, week (from Monday), or days30: cohorts of calendar months in periods of 30 days of each user\'s own time. UTC.',
    cohort_start Date32 COMMENT 'The first day of the cohort\'s month or week.',
    period Int32 COMMENT 'Which period, from 0.',
    source LowCardinality(String) COMMENT 'Where its users came from, as in cohort_cells. A channel may be called referral too: who was referred has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    numerator Int64 COMMENT 'Users with an order or renewal in the period, in any currency: one who bought in two counts once.',
    denominator Int64 COMMENT 'Users of the cohort.',
    rate Float64 COMMENT 'numerator / denominator: retention.',
    orders Int64 COMMENT 'Their orders and renewals, in all currencies.',
    complete Bool COMMENT 'The period has elapsed for the whole cohort, by the watermark of progress: only then compare it.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS reached,
    kept AS
    (
        SELECT anchor, grain, cohort_start, period, source, program_id, milestone_id, active_users, orders
        FROM milepost_store.cohort_cells FINAL
        WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
            AND currency = ''
        UNION ALL
        SELECT anchor, grain, cohort_start, period, source, program_id, milestone_id, active_users, orders
        FROM milepost_store_b.cohort_cells FINAL
        WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
            AND currency = ''
    )
SELECT
    cohort.anchor AS anchor,
    cohort.grain AS grain,
    cohort.cohort_start AS cohort_start,
    cohort.period AS period,
    cohort.source AS source,
    cohort.program_id AS program_id,
    cohort.milestone_id AS milestone_id,
    kept.active_users AS numerator,
    cohort.users AS denominator,
    kept.active_users / cohort.users AS rate,
    kept.orders AS orders,
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
                                intDiv(dateDiff('day', cohort_start, toDate32(reached)), 30)))))) AS period
    FROM milepost.cohort_sizes
) AS cohort
LEFT JOIN kept USING (anchor, grain, source, program_id, milestone_id, cohort_start, period)
SETTINGS join_use_nulls = 0
COMMENT 'Of the users of a cohort, how many bought in each period after; every period that has begun, zeros included. Sum numerators and denominators over sources as you like, and divide then.';

CREATE VIEW IF NOT EXISTS milepost.cohort_ltv
(
    anchor LowCardinality(String) COMMENT 'What time is counted from: signup, the first; first_purchase, the first order or renewal.',
    grain LowCardinality(String) COMMENT 'calendar_month, week (from Monday), or days30: cohorts of calendar months in periods of 30 days of each user\'s own time. UTC.',
    cohort_start Date32 COMMENT 'The first day of the cohort\'s month or week.',
    period Int32 COMMENT 'Up to which period, from 0, itself included.',
    source LowCardinality(String) COMMENT 'Where its users came from, as in cohort_cells. A channel may be called referral too: who was referred has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask, of whatever program, that reached the advocate last in the 30 days before the touch that bound; empty where there was none.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of the amounts; empty where nothing was ever bought.',
    numerator_minor Decimal(38, 0) COMMENT 'What the cohort has brought up to the period: the sum of revenue_minor - refunds_minor of its cells, minor units.',
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

CREATE VIEW IF NOT EXISTS milepost.source_ltv
(
    month Date32 COMMENT 'The first day of the month, UTC, in which the customers came (acquired_time).',
    source LowCardinality(String) COMMENT 'Where they came from, as in customers. A channel may be called referral too: who was referred has a program_id.',
    program_id LowCardinality(String) COMMENT 'Of referral by a binding: its program; else empty.',
    milestone_id LowCardinality(String) COMMENT 'Of the same: the ask before it; empty where there was none.',
    segment LowCardinality(String) COMMENT 'Of the first signup; empty where it says none.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of the amounts; empty: buyers of all currencies together, each once, without amounts.',
    horizon_days Int64 COMMENT '30, 90, 180 or 365 days of each customer\'s own time, from acquired_time.',
    numerator_minor Decimal(38, 0) COMMENT 'What they brought in that time: gross less refunds within it, minor units; 0 without a currency.',
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
            [toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0)]
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

CREATE VIEW IF NOT EXISTS milepost.source_comparison
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
            [toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0)]
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

CREATE VIEW IF NOT EXISTS milepost.referral_rates
(
    program_id LowCardinality(String) COMMENT 'The program; empty of referral_rate, signup and purchase, whose clicks name none.',
    month Date32 COMMENT 'The first day of the month, UTC: of the shares, of a visitor\'s first click, or of the referee\'s signup.',
    metric LowCardinality(String) COMMENT 'referral_rate: advocates who shared, of customers who bought. visitor_signup, visitor_purchase: referred visitors who signed up, or bought. qualified, activated, purchased, rewarded: referees who came to it.',
    window_days Int64 COMMENT 'Within how many days: 0 of referral_rate, which is of the month; 90 of rewarded; 30 of the rest.',
    numerator UInt64 COMMENT 'How many did.',
    denominator UInt64 COMMENT 'Of how many: users with an order or renewal in the month; referred visitors; referees.',
    rate Nullable(Float64) COMMENT 'numerator / denominator; null of nothing.',
    mature Bool COMMENT 'window_days have passed since the end of the month.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    people AS
    (
        SELECT
            name = 'referral_shared' AS is_share,
            if(user_id != '' OR is_share, user_id, concat('\0', anonymous_id)) AS person,
            if(is_share, toDate32(toStartOfMonth(event_time)), toDate32(0)) AS month_of_share,
            min(event_time) AS at
        FROM milepost.referral_signals
        WHERE (name = 'referral_link_clicked' AND (user_id = '' OR user_id != owner_id)) OR (name = 'referral_shared' AND user_id != '')
        GROUP BY is_share, person, month_of_share
    ),
    counted AS
    (
        SELECT
            toDate32(toStartOfMonth(people.at)) AS month,
            countIf(people.is_share) AS sharers,
            countIf(NOT is_share AND (customers.user_id = '' OR customers.acquired_time >= people.at)) AS visitors,
            countIf(
                NOT is_share AND customers.acquired_time >= people.at
                    AND customers.signup_time BETWEEN people.at AND people.at + INTERVAL 30 DAY) AS signups,
            countIf(
                NOT is_share AND customers.acquired_time >= people.at
                    AND customers.first_purchase_time BETWEEN people.at AND people.at + INTERVAL 30 DAY) AS buyers
        FROM people
        LEFT JOIN milepost.customers AS customers ON customers.user_id = people.person
        GROUP BY month
        SETTINGS join_use_nulls = 0
    ),
    active AS
    (
        SELECT toDate32(addMonths(cohort_start, period)) AS month, sum(numerator) AS users
        FROM milepost.cohort_retention
        WHERE anchor = 'first_purchase' AND grain = 'calendar_month'
        GROUP BY month
    ),
    referees AS
    (
        SELECT
            program_id,
            toDate32(toStartOfMonth(signed_up_at)) AS month,
            count() AS referees,
            countIf(qualified_at <= signed_up_at + INTERVAL 30 DAY) AS qualified,
            countIf(activated_at <= signed_up_at + INTERVAL 30 DAY) AS activated,
            countIf(purchased_at <= signed_up_at + INTERVAL 30 DAY) AS purchased,
            countIf(rewarded_at <= signed_up_at + INTERVAL 90 DAY) AS rewarded
        FROM milepost.funnel_referrals
        GROUP BY program_id, month
    )
SELECT
    program_id,
    month,
    part.1 AS metric,
    part.2 AS window_days,
    part.3 AS numerator,
    part.4 AS denominator,
    if(denominator = 0, NULL, numerator / denominator) AS rate,
    CAST(addDays(addMonths(month, 1), window_days) <= watermark AS Bool) AS mature
FROM
(
    SELECT program_id, month, parts
    FROM
    (
        SELECT
            '' AS program_id,
            month,
            [
                ('visitor_signup', 30, sum(months.signups), sum(months.visitors)),
                ('visitor_purchase', 30, sum(months.buyers), sum(months.visitors)),
                ('referral_rate', 0, sum(months.sharers), sum(months.active))] AS parts
        FROM
        (
            SELECT month, visitors, signups, buyers, sharers, toUInt64(0) AS active FROM counted
            UNION ALL
            SELECT month, 0, 0, 0, 0, toUInt64(users) FROM active
        ) AS months
        GROUP BY month
        UNION ALL
        SELECT
            program_id,
            month,
            [
                ('qualified', 30, qualified, referees),
                ('activated', 30, activated, referees),
                ('purchased', 30, purchased, referees),
                ('rewarded', 90, rewarded, referees)] AS parts
        FROM referees
    )
) AS months
ARRAY JOIN parts AS part
ORDER BY program_id, month, metric
COMMENT 'Referral rate, referral conversion of visitors, and how many referees come to each stage. A referred visitor is a user, or a browser or device of nobody known, that followed a referral link of somebody else and was no customer before; the month is that of the first such click.';

CREATE VIEW IF NOT EXISTS milepost.referral_economics
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
    currencies AS (SELECT DISTINCT program_id, currency FROM seen),
    spans AS
    (
        SELECT program_id, min(month) AS first, greatest(max(month), toDate32(toStartOfMonth(watermark))) AS last
        FROM (SELECT program_id, month FROM seen UNION ALL SELECT program_id, month FROM came_by_month)
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
                spans.program_id, addMonths(spans.first, arrayJoin(range(toUInt64(1 + dateDiff('month', spans.first, spans.last))))), currencies.currency,
                0, 0, 0, 0, 0, 0, 0, 0,
                toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0), toDecimal128(0, 0),
                toDecimal128(0, 0)
            FROM spans
            INNER JOIN currencies ON currencies.program_id = spans.program_id
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
    months.earned - months.voided - months.reversed - months.expired AS cost_minor,
    if(customers = 0, NULL, toFloat64(cost_minor) / customers) AS cac_minor,
    months.net_30 AS net_30_minor,
    months.net_90 AS net_90_minor,
    months.net_180 AS net_180_minor,
    months.net_365 AS net_365_minor,
    if(cost_minor <= 0, NULL, toFloat64(net_30_minor) / toFloat64(cost_minor) - 1) AS roi_30,
    if(cost_minor <= 0, NULL, toFloat64(net_90_minor) / toFloat64(cost_minor) - 1) AS roi_90,
    if(cost_minor <= 0, NULL, toFloat64(net_180_minor) / toFloat64(cost_minor) - 1) AS roi_180,
    if(cost_minor <= 0, NULL, toFloat64(net_365_minor) / toFloat64(cost_minor) - 1) AS roi_365,
    multiIf(
        cost_minor <= 0, NULL,
        net_30_minor >= cost_minor, 30,
        net_90_minor >= cost_minor, 90,
        net_180_minor >= cost_minor, 180,
        net_365_minor >= cost_minor, 365,
        NULL) AS payback_days,
    arrayLast(days -> addDays(addMonths(months.month, 1), days) <= watermark OR days = 0, [0, 30, 90, 180, 365]) AS mature_days,
    months.owed AS liability_minor,
    (toFloat64(months.owed - months.held) + toFloat64(months.held) * rates.release_rate) * rates.paid_rate AS expected_liability_minor,
    if(months.released = 0, NULL, toFloat64(months.paid) / toFloat64(months.released)) AS payout_rate,
    if(months.released = 0, NULL, toFloat64(months.expired) / toFloat64(months.released)) AS breakage_rate,
    CAST(months.owed = 0 AND complete AS Bool) AS settled,
    months.sold AS sales_minor,
    all_sales.revenue AS all_sales_minor,
    if(all_sales_minor = 0, NULL, toFloat64(sales_minor) / toFloat64(all_sales_minor)) AS share_of_sales,
    CAST(addMonths(months.month, 1) <= watermark AS Bool) AS complete
FROM months
LEFT JOIN came_by_month ON came_by_month.program_id = months.program_id AND came_by_month.month = months.month
LEFT JOIN all_sales ON all_sales.month = months.month AND all_sales.currency = months.currency
LEFT JOIN
(
    SELECT
        program_id,
        currency,
        if(sum(paid) + sum(expired) = 0, 1, toFloat64(sum(paid)) / toFloat64(sum(paid) + sum(expired))) AS paid_rate,
        if(sum(released) + sum(voided) = 0, 1, toFloat64(sum(released)) / toFloat64(sum(released) + sum(voided))) AS release_rate
    FROM given
    GROUP BY program_id, currency
) AS rates ON rates.program_id = months.program_id AND rates.currency = months.currency
SETTINGS join_use_nulls = 0
COMMENT 'What referrals of a program cost and bring, by month and currency: cost per acquisition, return, payback, liability, payout, breakage and share of sales. Nothing is converted: what is spent in one currency and earned in another stands in two rows.';

CREATE VIEW IF NOT EXISTS milepost.advocate_health
(
    standing LowCardinality(String) COMMENT 'Of an experiment: asked, of every arm but holdout, whether or not the ask went out in the end; held_out. Without one: asked, an ask of none went out to them; never_asked, no ask did and no experiment exposed them.',
    program_id LowCardinality(String) COMMENT 'The program of the ask that exposed them, or of that first ask; of never_asked that of the first milestone of an ask that they reached, empty where they reached none.',
    experiment_id LowCardinality(String) COMMENT 'The experiment that exposed them; empty of asks without one and of never_asked. A user is in the rows of each experiment that exposed them, and in those without one too where such an ask went out.',
    month Date32 COMMENT 'The first day of the month, UTC, of the start.',
    metric LowCardinality(String) COMMENT 'retention: with an order or renewal after the start; repeat: with two or more; opt_out: with an opted_out.',
    window_days Int64 COMMENT 'Within how many days after the start: 7 of opt_out; 30, 90, 180 and 365 of the others.',
    numerator UInt64 COMMENT 'Users that did.',
    denominator UInt64 COMMENT 'Users whose start is in the month. The start: of an experiment exposed_at, when the milestone was reached, in all arms alike; else of asked when the first ask without an experiment went out; of never_asked, those who signed up or bought, the first milestone of an ask, or acquired_time where they reached none.',
    rate Float64 COMMENT 'numerator / denominator.',
    mature Bool COMMENT 'window_days have passed since the end of the month.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    decided AS
    (
        SELECT
            user_id,
            program_id,
            ask_id,
            max(experiment_id) AS of_experiment,
            min(milestone_time) AS reached_at,
            minIf(ifNull(send_at, decided_at), decision = 'asked') AS sent_at,
            countIf(decision = 'asked' AND turn > 0) > 0
                OR (countIf(decision = 'asked') > 0 AND countIf(decision = 'withdrawn') = 0 AND sent_at <= watermark) AS went_out
        FROM milepost.asks
        GROUP BY user_id, program_id, ask_id
    ),
    firsts AS
    (
        SELECT
            user_id,
            countIf(went_out) > 0 AS is_asked,
            countIf(went_out AND of_experiment = '') > 0 AS is_asked_without,
            argMinIf((program_id, sent_at), (sent_at, ask_id), went_out AND of_experiment = '') AS ask,
            argMin((program_id, reached_at), (reached_at, ask_id)) AS milestone
        FROM decided
        GROUP BY user_id
    ),
    people AS
    (
        SELECT user_id, if(arm = 'holdout', 'held_out', 'asked') AS standing, program_id, experiment_id, exposed_at AS start
        FROM milepost.exposures
        UNION ALL
        SELECT user_id, 'asked', ask.1, '', ask.2
        FROM firsts
        WHERE is_asked_without
        UNION ALL
        SELECT
            customers.user_id,
            'never_asked',
            if(firsts.user_id = '', '', firsts.milestone.1),
            '',
            if(firsts.user_id = '', customers.acquired_time, firsts.milestone.2)
        FROM milepost.customers AS customers
        LEFT JOIN firsts ON firsts.user_id = customers.user_id
        WHERE NOT firsts.is_asked AND customers.user_id NOT IN (SELECT user_id FROM milepost.exposures)
        SETTINGS join_use_nulls = 0
    ),
    orders AS
    (
        SELECT user_id, groupArray(conversion_time) AS times
        FROM milepost.conversions
        WHERE kind IN ('order', 'renewal')
        GROUP BY user_id
    ),
    leaves AS
    (
        SELECT user_id, groupArray(event_time) AS times
        FROM milepost.referral_signals
        WHERE name = 'opted_out' AND user_id != ''
        GROUP BY user_id
    )
SELECT
    standing,
    program_id,
    experiment_id,
    month,
    part.1 AS metric,
    part.2 AS window_days,
    part.3 AS numerator,
    users AS denominator,
    numerator / denominator AS rate,
    CAST(addDays(addMonths(month, 1), window_days) <= watermark AS Bool) AS mature
FROM
(
    SELECT
        standing,
        program_id,
        experiment_id,
        month,
        count() AS users,
        [
            ('opt_out', 7, countIf(left_7 > 0)),
            ('retention', 30, countIf(within_30 > 0)),
            ('retention', 90, countIf(within_90 > 0)),
            ('retention', 180, countIf(within_180 > 0)),
            ('retention', 365, countIf(within_365 > 0)),
            ('repeat', 30, countIf(within_30 > 1)),
            ('repeat', 90, countIf(within_90 > 1)),
            ('repeat', 180, countIf(within_180 > 1)),
            ('repeat', 365, countIf(within_365 > 1))] AS parts
    FROM
    (
        SELECT
            people.standing AS standing,
            people.program_id AS program_id,
            people.experiment_id AS experiment_id,
            toDate32(toStartOfMonth(people.start)) AS month,
            arrayCount(at -> at > people.start AND at <= people.start + INTERVAL 30 DAY, orders.times) AS within_30,
            arrayCount(at -> at > people.start AND at <= people.start + INTERVAL 90 DAY, orders.times) AS within_90,
            arrayCount(at -> at > people.start AND at <= people.start + INTERVAL 180 DAY, orders.times) AS within_180,
            arrayCount(at -> at > people.start AND at <= people.start + INTERVAL 365 DAY, orders.times) AS within_365,
            arrayCount(at -> at >= people.start AND at <= people.start + INTERVAL 7 DAY, leaves.times) AS left_7
        FROM people
        LEFT JOIN orders ON orders.user_id = people.user_id
        LEFT JOIN leaves ON leaves.user_id = people.user_id
        SETTINGS join_use_nulls = 0
    )
    GROUP BY standing, program_id, experiment_id, month
)
ARRAY JOIN parts AS part
ORDER BY standing, program_id, experiment_id, month, metric, window_days
COMMENT 'What became of users after they were asked, held out, or neither. Only asked against held_out of one experiment is a comparison: chance decided between them, and both are all whom it exposed. Who was asked without one, or never, differs in much else.';

CREATE VIEW IF NOT EXISTS milepost.assisted_conversions
(
    program_id LowCardinality(String) COMMENT 'The program of the user\'s binding, else default.',
    month Date32 COMMENT 'The first day of the month, UTC, of the conversion.',
    kind LowCardinality(String) COMMENT 'signup, order or renewal.',
    currency LowCardinality(String) COMMENT 'ISO 4217; empty of signups.',
    assisted UInt64 COMMENT 'Conversions with a referral touch in their window, the last touch being another: the numerator.',
    closed UInt64 COMMENT 'Conversions whose last touch is a referral.',
    denominator UInt64 COMMENT 'assisted + closed: conversions with a referral touch.',
    assisted_rate Float64 COMMENT 'assisted / denominator.',
    assisted_minor Int128 COMMENT 'What the model linear credits the referral touches of assisted with, net, minor units; 0 of signups.',
    closed_minor Int128 COMMENT 'Net amounts of closed, whole: what the model last credits referral touches with.',
    complete Bool COMMENT 'The month is over.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    touched AS
    (
        SELECT user_id, conversion_id, is_deleted, program_id, kind, currency, conversion_time, last_weight, last_minor, linear_minor
        FROM milepost_store.credits
        WHERE channel = 'referral'
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
        ORDER BY user_id, conversion_id, touch_id, anonymous_id, touch_millis, revision DESC
        LIMIT 1 BY user_id, conversion_id, touch_id, anonymous_id, touch_millis
        UNION ALL
        SELECT user_id, conversion_id, is_deleted, program_id, kind, currency, conversion_time, last_weight, last_minor, linear_minor
        FROM milepost_store_b.credits
        WHERE channel = 'referral'
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
        ORDER BY user_id, conversion_id, touch_id, anonymous_id, touch_millis, revision DESC
        LIMIT 1 BY user_id, conversion_id, touch_id, anonymous_id, touch_millis
    ),
    referred AS
    (
        SELECT
            user_id,
            conversion_id,
            any(touched.program_id) AS program_id,
            any(touched.kind) AS kind,
            any(touched.currency) AS currency,
            any(touched.conversion_time) AS at,
            max(touched.last_weight) > 0 AS is_closed,
            sum(touched.last_minor) AS last_minor,
            sum(touched.linear_minor) AS linear_minor
        FROM touched
        WHERE touched.is_deleted = 0
        GROUP BY user_id, conversion_id
    )
SELECT
    referred.program_id AS program_id,
    toDate32(toStartOfMonth(referred.at)) AS month,
    referred.kind AS kind,
    referred.currency AS currency,
    countIf(NOT referred.is_closed) AS assisted,
    countIf(referred.is_closed) AS closed,
    count() AS denominator,
    assisted / denominator AS assisted_rate,
    sumIf(toInt128(referred.linear_minor), NOT referred.is_closed) AS assisted_minor,
    sum(toInt128(referred.last_minor)) AS closed_minor,
    CAST(addMonths(month, 1) <= watermark AS Bool) AS complete
FROM referred AS referred
GROUP BY program_id, month, kind, currency
COMMENT 'Conversions that a referral had part in: assisted, where another touch was the last, and closed. Touches are those within the attribution window, as credits counts them.';

CREATE VIEW IF NOT EXISTS milepost.risk_metrics
(
    program_id LowCardinality(String) COMMENT 'The program; empty of refund_rate and chargeback_rate.',
    month Date32 COMMENT 'The first day of the month, UTC: of the signup that made the referral; of refund_rate and chargeback_rate of the refund.',
    metric LowCardinality(String) COMMENT 'suspicious_rate: latest verdict above the program\'s risk_over. confirmed_rate, confirmed_money: rejected, of what reviewers decided. self_referral: refused because advocate and referee are one user, or a verdict names a signal SELF_…. refund_rate: refunded and charged back, of revenue. chargeback_rate: charged back, of orders.',
    referred LowCardinality(String) COMMENT 'Of refund_rate and chargeback_rate: yes, of customers who are bound to an advocate, or no, of all others, whatever their channel is called; else empty.',
    currency LowCardinality(String) COMMENT 'Of money: ISO 4217, of confirmed_money perhaps a unit; else empty.',
    numerator Int128 COMMENT 'Referrals, minor units, or refunds: what it counts.',
    denominator Int128 COMMENT 'Of what: referrals with a verdict; decided ones; what decided ones earned, of a reward for several an equal part each, to one minor unit; referrals bound, and those refused as self; gross revenue of the month; orders and renewals of the month.',
    rate Nullable(Float64) COMMENT 'numerator / denominator; null of nothing.',
    mature Bool COMMENT 'Of suspicious_rate and self_referral: 30 days have passed since the end of the month. Of confirmed_rate and confirmed_money: 90, time enough to decide; of the rest: the month is over.'
)
SQL SECURITY DEFINER
AS WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    rules AS
    (
        SELECT
            program_id,
            extract(argMax(text, version), '(?m)^[^#\n]*\\brisk_over:\\s*["\']?([0-9.]+)') AS written,
            if(written = '', 0.3, toFloat64OrZero(written)) AS risk_over
        FROM milepost.programs
        GROUP BY program_id
    ),
    judged AS
    (
        SELECT
            program_id,
            referral_id,
            argMax((score, arrayExists(code -> startsWith(code, 'SELF_'), codes)), (decided_at, verdict_id)) AS latest
        FROM milepost.fraud_verdicts
        GROUP BY program_id, referral_id
    ),
    decided AS
    (
        SELECT program_id, referral_id, argMax(name, (event_time, name)) = 'referral.rejected' AS is_rejected
        FROM milepost.journey
        WHERE name IN ('referral.rejected', 'referral.approved')
        GROUP BY program_id, referral_id
    ),
    referrals AS
    (
        SELECT
            bindings.program_id AS program_id,
            bindings.referral_id AS referral_id,
            toDate32(toStartOfMonth(bindings.bound_time)) AS month,
            bindings.status = 'refused' AS is_refused,
            judged.referral_id != '' AS is_judged,
            is_judged AND toFloat64(judged.latest.1) > if(rules.program_id = '', 0.3, rules.risk_over) AS is_suspicious,
            is_refused OR (is_judged AND judged.latest.2) AS is_self,
            decided.referral_id != '' AS is_decided,
            is_decided AND decided.is_rejected AS is_rejected
        FROM (SELECT * FROM milepost.bindings WHERE status = 'bound' OR refusal = 'self') AS bindings
        LEFT JOIN judged ON judged.program_id = bindings.program_id AND judged.referral_id = bindings.referral_id
        LEFT JOIN decided ON decided.program_id = bindings.program_id AND decided.referral_id = bindings.referral_id
        LEFT JOIN rules ON rules.program_id = bindings.program_id
        SETTINGS join_use_nulls = 0
    ),
    money AS
    (
        SELECT
            referrals.program_id AS program_id,
            referrals.month AS month,
            rewards.currency AS currency,
            sumIf(rewards.part_minor, referrals.is_rejected) AS rejected,
            sum(rewards.part_minor) AS decided
        FROM
        (
            SELECT
                program_id,
                currency,
                toInt64(greatest(length(referral_ids), 1)) AS parts,
                toInt128(intDiv(amount_minor, parts) + (place <= amount_minor % parts)) AS part_minor,
                referral_id
            FROM milepost.rewards
            ARRAY JOIN arraySort(referral_ids) AS referral_id, arrayEnumerate(referral_ids) AS place
            WHERE state != 'SKIPPED'
        ) AS rewards
        INNER JOIN referrals ON referrals.program_id = rewards.program_id AND referrals.referral_id = rewards.referral_id
        WHERE referrals.is_decided
        GROUP BY program_id, month, currency
    ),
    refunds AS
    (
        SELECT
            toDate32(addMonths(cohort_start, period)) AS month,
            if(program_id != '', 'yes', 'no') AS referred,
            currency,
            toInt128(sum(refunds_minor)) AS refunded,
            toInt128(sum(revenue_minor)) AS revenue
        FROM milepost.cohort_cells
        WHERE anchor = 'first_purchase' AND grain = 'calendar_month' AND currency != ''
        GROUP BY month, referred, currency
    ),
    bought AS
    (
        SELECT
            toDate32(addMonths(cohort_start, period)) AS month,
            if(program_id != '', 'yes', 'no') AS referred,
            toUInt64(sum(orders)) AS orders,
            toUInt64(0) AS charged
        FROM milepost.cohort_retention
        WHERE anchor = 'first_purchase' AND grain = 'calendar_month'
        GROUP BY month, referred
    ),
    undone AS
    (
        SELECT event_time, entity_id, event_id, is_deleted, name, order_id, refund_id
        FROM milepost_store.events
        WHERE stream = 'purchases' AND name IN ('chargeback', 'refund_cancelled')
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
        ORDER BY event_time, entity_id, event_id, revision DESC
        LIMIT 1 BY event_time, entity_id, event_id
        UNION ALL
        SELECT event_time, entity_id, event_id, is_deleted, name, order_id, refund_id
        FROM milepost_store_b.events
        WHERE stream = 'purchases' AND name IN ('chargeback', 'refund_cancelled')
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
        ORDER BY event_time, entity_id, event_id, revision DESC
        LIMIT 1 BY event_time, entity_id, event_id
    ),
    charged AS
    (
        SELECT
            toDate32(toStartOfMonth(charges.at)) AS month,
            if(customers.advocate_id != '', 'yes', 'no') AS referred,
            toUInt64(0) AS orders,
            count() AS charged
        FROM
        (
            SELECT entity_id AS user_id, min(at) AS at
            FROM
            (
                SELECT entity_id, order_id, minIf(event_time, name = 'chargeback') AS at
                FROM undone
                WHERE is_deleted = 0
                GROUP BY entity_id, order_id, refund_id
                HAVING countIf(name = 'chargeback') > 0 AND countIf(name = 'refund_cancelled') = 0
            )
            GROUP BY entity_id, order_id
        ) AS charges
        INNER JOIN milepost.customers AS customers ON customers.user_id = charges.user_id
        GROUP BY month, referred
    )
SELECT
    program_id,
    month,
    metric,
    referred,
    currency,
    counts.1 AS numerator,
    counts.2 AS denominator,
    if(denominator = 0, NULL, toFloat64(numerator) / toFloat64(denominator)) AS rate,
    CAST(
        addDays(
            addMonths(month, 1),
            multiIf(metric IN ('suspicious_rate', 'self_referral'), 30, metric IN ('confirmed_rate', 'confirmed_money'), 90, 0)) <= watermark AS Bool) AS mature
FROM
(
    SELECT
        program_id,
        month,
        arrayJoin([
            ('suspicious_rate', toInt128(countIf(is_suspicious)), toInt128(countIf(is_judged AND NOT is_refused))),
            ('confirmed_rate', toInt128(countIf(is_rejected)), toInt128(countIf(is_decided))),
            ('self_referral', toInt128(countIf(is_self)), toInt128(count()))]) AS part,
        part.1 AS metric,
        '' AS referred,
        '' AS currency,
        (part.2, part.3) AS counts
    FROM referrals
    GROUP BY program_id, month
    UNION ALL
    SELECT program_id, month, ('', toInt128(0), toInt128(0)), 'confirmed_money', '', currency, (rejected, decided)
    FROM money
    UNION ALL
    SELECT '', month, ('', toInt128(0), toInt128(0)), 'refund_rate', referred, currency, (refunded, revenue)
    FROM refunds
    UNION ALL
    SELECT '', month, ('', toInt128(0), toInt128(0)), 'chargeback_rate', referred, '', (toInt128(sum(both.charged)), toInt128(sum(both.orders)))
    FROM (SELECT * FROM bought UNION ALL SELECT * FROM charged) AS both
    GROUP BY month, referred
)
ORDER BY program_id, month, metric, referred, currency
COMMENT 'How risky referrals are: suspicious, confirmed by reviewers, self-referrals; and refunds and chargebacks of referred customers beside others.';
