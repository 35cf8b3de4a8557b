-- What an event activates a referee, by program; without one the program's qualification does.
CREATE OR REPLACE TABLE funnel_oracle.activations ENGINE = Memory AS
SELECT * FROM values('program_id String, event String', {activations});

-- A browser belongs to the user of the earliest event that names both.
CREATE OR REPLACE TABLE funnel_oracle.devices ENGINE = Memory AS
SELECT named.anonymous_id AS device, named.user_id AS holder
FROM milepost.events AS named
WHERE named.stream IN ('clickstream', 'signups') AND named.anonymous_id != '' AND named.user_id != ''
ORDER BY named.event_time, named.event_id
LIMIT 1 BY named.anonymous_id;

CREATE OR REPLACE TABLE funnel_oracle.clicks ENGINE = Memory AS
SELECT
    click.name AS name,
    click.event_time AS at,
    click.event_id AS event_id,
    click.referral_code AS code,
    click.anonymous_id AS device,
    if(click.user_id = '', devices.holder, click.user_id) AS person
FROM milepost.events AS click
LEFT JOIN funnel_oracle.devices ON devices.device = click.anonymous_id
WHERE click.stream = 'clickstream';

CREATE OR REPLACE TABLE funnel_oracle.owners ENGINE = Memory AS
SELECT creation.code AS code, assumeNotNull(creation.person) AS owner
FROM funnel_oracle.clicks AS creation
WHERE creation.name = 'referral_code_created' AND creation.code != '' AND creation.person != ''
ORDER BY creation.at, creation.event_id
LIMIT 1 BY creation.code;

-- Of an order_id the earliest sale counts.
CREATE OR REPLACE TABLE funnel_oracle.sales ENGINE = Memory AS
SELECT sale.user_id AS buyer, sale.order_id AS order_id, min(sale.event_time) AS at
FROM milepost.events AS sale
WHERE sale.stream = 'purchases' AND sale.name IN ('order', 'renewal')
GROUP BY sale.user_id, sale.order_id;

CREATE OR REPLACE TABLE funnel_oracle.people ENGINE = Memory AS
SELECT person, minIf(at, is_signup) AS signup_at, countIf(is_signup) > 0 AS signed_up, minIf(at, NOT is_signup) AS bought_at, countIf(NOT is_signup) > 0 AS bought, min(at) AS came_at
FROM
(
    SELECT signup.user_id AS person, signup.event_time AS at, true AS is_signup
    FROM milepost.events AS signup
    WHERE signup.stream = 'signups'
    UNION ALL
    SELECT buyer, at, false
    FROM funnel_oracle.sales
)
GROUP BY person;

-- Asks that went out: they were told, or are due and nothing has stopped them.
CREATE OR REPLACE TABLE funnel_oracle.sent ENGINE = Memory AS
SELECT ask.program_id AS program_id, ask.milestone_id AS milestone_id, ask.ask_id AS ask_id, ask.user_id AS advocate, coalesce(ask.send_at, ask.decided_at) AS at
FROM milepost.asks AS ask
LEFT JOIN (SELECT ask_id, user_id, program_id FROM milepost.asks WHERE decision = 'withdrawn') AS stop
    ON stop.ask_id = ask.ask_id AND stop.user_id = ask.user_id AND stop.program_id = ask.program_id
WHERE ask.decision = 'asked' AND (ask.turn > 0 OR (stop.ask_id IS NULL AND at <= {present}));

-- The latest ask of an advocate at each moment at which one went out.
CREATE OR REPLACE TABLE funnel_oracle.turns ENGINE = Memory AS
SELECT advocate, at, max(tuple(ask_id, program_id, milestone_id)) AS ask
FROM funnel_oracle.sent
GROUP BY advocate, at;

CREATE OR REPLACE TABLE funnel_oracle.turns_of_milestone ENGINE = Memory AS
SELECT advocate, program_id, milestone_id, at, max(ask_id) AS ask_id
FROM funnel_oracle.sent
GROUP BY advocate, program_id, milestone_id, at;

CREATE OR REPLACE TABLE funnel_oracle.watched ENGINE = Memory AS
SELECT ask.ask_id AS ask_id, least(min(ask.at) + INTERVAL 30 DAY, coalesce(minOrNull(further.at), min(ask.at) + INTERVAL 30 DAY)) AS until
FROM funnel_oracle.sent AS ask
LEFT JOIN funnel_oracle.sent AS further ON further.advocate = ask.advocate AND tuple(further.at, further.ask_id) > tuple(ask.at, ask.ask_id)
GROUP BY ask.ask_id;

-- What an advocate does, or a stranger for them, is of the latest ask before it.
CREATE OR REPLACE TABLE funnel_oracle.signals ENGINE = Memory AS
SELECT assumeNotNull(person) AS advocate, name, at
FROM funnel_oracle.clicks
WHERE name IN ('ask_viewed', 'referral_shared', 'opted_out') AND person != ''
UNION ALL
SELECT owners.owner, visit.name, visit.at
FROM funnel_oracle.clicks AS visit
INNER JOIN funnel_oracle.owners ON owners.code = visit.code
WHERE visit.name = 'referral_link_clicked' AND (visit.person IS NULL OR visit.person != owners.owner);

CREATE OR REPLACE TABLE funnel_oracle.heard ENGINE = Memory AS
SELECT turns.ask.1 AS ask_id, signals.name AS name, min(signals.at) AS at
FROM funnel_oracle.signals
ASOF INNER JOIN funnel_oracle.turns ON turns.advocate = signals.advocate AND turns.at <= signals.at
WHERE signals.at < turns.at + INTERVAL 30 DAY
GROUP BY ask_id, name;

-- The touch that bound is the signup of an entered code, else its click.
CREATE OR REPLACE TABLE funnel_oracle.bound ENGINE = Memory AS
SELECT
    binding.referral_id AS referral_id,
    binding.program_id AS program_id,
    binding.referee_id AS referee,
    binding.advocate_id AS advocate,
    binding.bound_time AS at,
    assumeNotNull(if(binding.evidence = 'code', binding.bound_time, touch.at)) AS touched_at
FROM milepost.bindings AS binding
ASOF LEFT JOIN funnel_oracle.clicks AS touch
    ON touch.event_id = binding.touch_id AND touch.code = binding.code AND touch.at <= binding.bound_time
WHERE binding.status = 'bound';

CREATE OR REPLACE TABLE funnel_oracle.prompted ENGINE = Memory AS
SELECT bound.referral_id AS referral_id, bound.advocate AS advocate, bound.at AS at, turns.ask.2 AS program_id, turns.ask.3 AS milestone_id
FROM funnel_oracle.bound
ASOF INNER JOIN funnel_oracle.turns ON turns.advocate = bound.advocate AND turns.at <= bound.touched_at
WHERE turns.at > bound.touched_at - INTERVAL 30 DAY;

-- Of that milestone the latest ask before the signup.
CREATE OR REPLACE TABLE funnel_oracle.brought ENGINE = Memory AS
SELECT prompted.referral_id AS referral_id, turns_of_milestone.ask_id AS ask_id
FROM funnel_oracle.prompted
ASOF INNER JOIN funnel_oracle.turns_of_milestone
    ON turns_of_milestone.advocate = prompted.advocate
    AND turns_of_milestone.program_id = prompted.program_id
    AND turns_of_milestone.milestone_id = prompted.milestone_id
    AND turns_of_milestone.at <= prompted.at;

CREATE OR REPLACE TABLE funnel_oracle.qualified ENGINE = Memory AS
SELECT referral_id, min(event_time) AS at
FROM milepost.journey
WHERE name = 'referral.qualified'
GROUP BY referral_id;

CREATE OR REPLACE TABLE funnel_oracle.purchased ENGINE = Memory AS
SELECT bound.referral_id AS referral_id, min(sales.at) AS at
FROM funnel_oracle.bound
INNER JOIN funnel_oracle.sales ON sales.buyer = bound.referee AND sales.at >= bound.at
GROUP BY bound.referral_id;

CREATE OR REPLACE TABLE funnel_oracle.happened ENGINE = Memory AS
SELECT assumeNotNull(person) AS person, name, at
FROM funnel_oracle.clicks
WHERE person != ''
UNION ALL
SELECT user_id, name, event_time
FROM milepost.events
WHERE stream IN ('signups', 'purchases');

CREATE OR REPLACE TABLE funnel_oracle.activated ENGINE = Memory AS
SELECT bound.referral_id AS referral_id, min(happened.at) AS at
FROM funnel_oracle.bound
INNER JOIN funnel_oracle.activations ON activations.program_id = bound.program_id
INNER JOIN funnel_oracle.happened ON happened.person = bound.referee AND happened.name = activations.event
WHERE happened.at >= bound.at
GROUP BY bound.referral_id;

CREATE OR REPLACE TABLE funnel_oracle.rewarded ENGINE = Memory AS
SELECT referral_id, min(entry.effective_at) AS at
FROM milepost.rewards AS reward
ARRAY JOIN reward.referral_ids AS referral_id
INNER JOIN milepost.ledger AS entry
    ON entry.reward_id = reward.reward_id
    AND entry.beneficiary_id = reward.beneficiary_id
    AND entry.program_id = reward.program_id
WHERE entry.step = 'RELEASED'
GROUP BY referral_id;

CREATE OR REPLACE TABLE funnel_oracle.judged ENGINE = Memory AS
SELECT referral_id, name = 'referral.rejected' AS rejected
FROM milepost.journey
WHERE name IN ('referral.rejected', 'referral.approved')
ORDER BY event_time DESC, name DESC
LIMIT 1 BY referral_id;

CREATE OR REPLACE TABLE funnel_oracle.referrals ENGINE = Memory AS
SELECT
    bound.referral_id AS referral_id,
    bound.program_id AS program_id,
    bound.referee AS referee,
    bound.advocate AS advocate,
    bound.at AS signed_up_at,
    qualified.at AS qualified_at,
    if(activations.program_id IS NULL, qualified.at, activated.at) AS activated_at,
    purchased.at AS purchased_at,
    rewarded.at AS rewarded_at,
    coalesce(judged.rejected, false) AS rejected,
    coalesce(prompted.program_id, '') AS milestone_program_id,
    coalesce(prompted.milestone_id, '') AS milestone_id
FROM funnel_oracle.bound
LEFT JOIN funnel_oracle.qualified ON qualified.referral_id = bound.referral_id
LEFT JOIN funnel_oracle.activations ON activations.program_id = bound.program_id
LEFT JOIN funnel_oracle.activated ON activated.referral_id = bound.referral_id
LEFT JOIN funnel_oracle.purchased ON purchased.referral_id = bound.referral_id
LEFT JOIN funnel_oracle.rewarded ON rewarded.referral_id = bound.referral_id
LEFT JOIN funnel_oracle.judged ON judged.referral_id = bound.referral_id
LEFT JOIN funnel_oracle.prompted ON prompted.referral_id = bound.referral_id;

-- What became of each milestone of an ask.
CREATE OR REPLACE TABLE funnel_oracle.reached ENGINE = Memory AS
SELECT program_id, milestone_id, ask_id, user_id AS advocate, min(milestone_time) AS at, max(arm) AS arm, max(experiment_id) AS experiment_id
FROM milepost.asks
GROUP BY program_id, milestone_id, ask_id, user_id;

-- An experiment exposes an advocate once, whatever becomes of the ask.
CREATE OR REPLACE TABLE funnel_oracle.exposed ENGINE = Memory AS
SELECT exposure.experiment_id AS experiment_id, exposure.user_id AS advocate, exposure.program_id AS program_id, exposure.arm AS arm, exposure.exposed_at AS at
FROM milepost.exposures AS exposure;

CREATE OR REPLACE TABLE funnel_oracle.refused ENGINE = Memory AS
SELECT ask_id, reason
FROM milepost.asks
WHERE decision IN ('not_asked', 'withdrawn')
ORDER BY decided_at DESC, decision DESC
LIMIT 1 BY ask_id;

CREATE OR REPLACE TABLE funnel_oracle.decided ENGINE = Memory AS
SELECT
    reached.program_id AS program_id,
    reached.milestone_id AS milestone_id,
    reached.ask_id AS ask_id,
    reached.advocate AS advocate,
    reached.arm AS arm,
    reached.experiment_id AS experiment_id,
    reached.at AS reached_at,
    sent.at AS asked_at,
    watched.until AS watched_until,
    multiIf(
        sent.ask_id IS NOT NULL, 'asked',
        held.ask_id IS NOT NULL, 'held_out',
        planned.ask_id IS NOT NULL AND refused.reason IS NULL, 'waiting',
        'not_asked') AS decision,
    if(decision = 'not_asked', coalesce(refused.reason, ''), '') AS reason
FROM funnel_oracle.reached
LEFT JOIN funnel_oracle.sent ON sent.ask_id = reached.ask_id
LEFT JOIN funnel_oracle.watched ON watched.ask_id = reached.ask_id
LEFT JOIN (SELECT ask_id FROM milepost.asks WHERE decision = 'held_out') AS held ON held.ask_id = reached.ask_id
LEFT JOIN (SELECT ask_id FROM milepost.asks WHERE decision = 'asked') AS planned ON planned.ask_id = reached.ask_id
LEFT JOIN funnel_oracle.refused ON refused.ask_id = reached.ask_id;

-- When each milestone came to each stage, a row for each pair: none where it did not.
CREATE OR REPLACE TABLE funnel_oracle.arrivals ENGINE = Memory AS
SELECT ask_id, 1 AS stage_number, reached_at AS at FROM funnel_oracle.decided
UNION ALL
SELECT ask_id, 2, asked_at FROM funnel_oracle.decided WHERE asked_at IS NOT NULL
UNION ALL
SELECT ask_id, 3, at FROM funnel_oracle.heard WHERE name = 'ask_viewed'
UNION ALL
SELECT ask_id, 4, at FROM funnel_oracle.heard WHERE name = 'referral_shared'
UNION ALL
SELECT ask_id, 5, at FROM funnel_oracle.heard WHERE name = 'referral_link_clicked'
UNION ALL
SELECT brought.ask_id, stages.stage_number, min(stages.at)
FROM funnel_oracle.brought
INNER JOIN
(
    SELECT referral_id, 6 AS stage_number, signed_up_at AS at FROM funnel_oracle.referrals
    UNION ALL
    SELECT referral_id, 7, activated_at FROM funnel_oracle.referrals WHERE activated_at IS NOT NULL
    UNION ALL
    SELECT referral_id, 8, purchased_at FROM funnel_oracle.referrals WHERE purchased_at IS NOT NULL
    UNION ALL
    SELECT referral_id, 9, rewarded_at FROM funnel_oracle.referrals WHERE rewarded_at IS NOT NULL
) AS stages ON stages.referral_id = brought.referral_id
GROUP BY brought.ask_id, stages.stage_number;

CREATE OR REPLACE TABLE funnel_oracle.stages ENGINE = Memory AS
SELECT * FROM values('stage_number UInt8, stage String, step_days UInt8',
    (1, 'reached', 0), (2, 'asked', 7), (3, 'viewed', 7), (4, 'shared', 7), (5, 'clicked', 30),
    (6, 'signed_up', 30), (7, 'activated', 30), (8, 'purchased', 30), (9, 'rewarded', 90));

-- How long each milestone took to a stage, or was watched for in vain, from the stage before and from the milestone.
CREATE OR REPLACE TABLE funnel_oracle.spans ENGINE = Memory AS
SELECT
    decided.program_id AS program_id,
    decided.milestone_id AS milestone_id,
    beginnings.since AS since,
    stages.stage_number AS stage_number,
    stages.stage AS stage,
    there.at IS NOT NULL AS came,
    if(stages.stage_number <= 5, least(decided.watched_until, {present}), {present}) AS seen_until,
    greatest(0, dateDiff('millisecond', beginnings.at, coalesce(there.at, seen_until))) AS millis,
    NOT came AND seen_until = {present} AND (stages.stage_number > 5 OR decided.watched_until > {present}) AS goes_on
FROM funnel_oracle.decided
CROSS JOIN funnel_oracle.stages
INNER JOIN
(
    SELECT ask_id, stage_number + 1 AS next_number, 'previous' AS since, at FROM funnel_oracle.arrivals
    UNION ALL
    SELECT ask_id, stage_number, 'reached', reached_at FROM funnel_oracle.decided CROSS JOIN funnel_oracle.stages
) AS beginnings ON beginnings.ask_id = decided.ask_id AND beginnings.next_number = stages.stage_number
LEFT JOIN funnel_oracle.arrivals AS there ON there.ask_id = decided.ask_id AND there.stage_number = stages.stage_number
WHERE decided.decision = 'asked' AND stages.stage_number >= 3;

CREATE OR REPLACE TABLE funnel_oracle.moments ENGINE = Memory AS
SELECT
    program_id,
    milestone_id,
    since,
    stage_number,
    stage,
    millis,
    countIf(came) AS events,
    countIf(NOT came) AS censored,
    countIf(goes_on AND millis < if(stage_number <= 4, 7, 30) * 86400000) AS unfinished
FROM funnel_oracle.spans
GROUP BY program_id, milestone_id, since, stage_number, stage, millis;

-- A row for each curve: its times in order, and for each of them who was there until then, and which share stayed beyond it.
CREATE OR REPLACE TABLE funnel_oracle.curves ENGINE = Memory AS
SELECT
    program_id,
    milestone_id,
    since,
    stage_number,
    stage,
    sum(unfinished) AS early,
    arraySort(groupArray(tuple(millis, events, censored))) AS steps,
    arrayMap(step -> step.1, steps) AS times,
    arrayMap(step -> step.2, steps) AS arrivals,
    arrayMap(step -> step.3, steps) AS departures,
    arrayMap(i -> arraySum(arraySlice(arrivals, i)) + arraySum(arraySlice(departures, i)), arrayEnumerate(times)) AS at_risk,
    arrayMap((came, there) -> (there - came) / there, arrivals, at_risk) AS stays,
    arrayMap(i -> arrayProduct(arraySlice(stays, 1, i)), arrayEnumerate(times)) AS survivals,
    arrayCumSum(arrayMap((came, there) -> came / (there * toFloat64(there - came)), arrivals, at_risk)) AS greenwoods
FROM funnel_oracle.moments
GROUP BY program_id, milestone_id, since, stage_number, stage;
