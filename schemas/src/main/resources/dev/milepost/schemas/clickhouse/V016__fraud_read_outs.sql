-- What else fraud tells: the alerts of a case, rings, and what weights were learnt; and read-outs of how good verdicts are.

ALTER TABLE milepost_store.fraud_cases
    ADD COLUMN IF NOT EXISTS alerts Array(String) COMMENT 'The latest alert of each referral, a JSON object: referral, verdict, at_millis, score_millionths, money_minor, propensity_millionths, blocked, and state: open, approved, rejected or appealed. First those that somebody has to decide, then by score; at most 100.' AFTER audit_hash;

ALTER TABLE milepost_store_b.fraud_cases
    ADD COLUMN IF NOT EXISTS alerts Array(String) COMMENT 'The latest alert of each referral, a JSON object: referral, verdict, at_millis, score_millionths, money_minor, propensity_millionths, blocked, and state: open, approved, rejected or appealed. First those that somebody has to decide, then by score; at most 100.' AFTER audit_hash;

CREATE OR REPLACE VIEW milepost.fraud_cases
(
    program_id LowCardinality(String) COMMENT 'The program.',
    case_id String COMMENT 'Identity: hash of the advocate and the first alert.',
    advocate_id String COMMENT 'Whose referrals they are.',
    ring_id String COMMENT 'The ring of the latest alert that had one; empty: none had.',
    status LowCardinality(String) COMMENT 'OPEN, PENDING (a second person has to confirm), BLOCKED (it waits for nobody unless the advocate appeals), DECIDED, TIMED_OUT or MERGED.',
    version Int64 COMMENT 'How many alerts and accepted actions it has had: the expected_version of a review.',
    opened_at DateTime64(3, 'UTC') COMMENT 'When it was opened, or opened again, event time.',
    claimed_by String COMMENT 'Who has claimed it; empty: nobody.',
    claimed_until Nullable(DateTime64(3, 'UTC')) COMMENT 'When the claim ends by itself; null: there is none.',
    escalated Bool COMMENT 'It is for somebody with more say: a person said so, or its time was up.',
    referrals Int64 COMMENT 'How many referrals it has.',
    undecided Int64 COMMENT 'How many of them nobody has decided, or an appeal has opened again.',
    score Decimal(18, 6) COMMENT 'The highest score of the undecided; 0: there are none.',
    money_minor Int64 COMMENT 'What is at risk in the undecided, in minor units: what rewards of one referral give by the program\'s own amounts, 0 where that depends on an event.',
    currency LowCardinality(String) COMMENT 'ISO 4217: the program\'s; empty where it has none.',
    sla_at Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when somebody should have decided; null: that is over, or no matter.',
    due_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it times out; null: never, or it is over.',
    pending_by String COMMENT 'Who decided first, where a second person has to confirm; empty: nobody.',
    merged_into String COMMENT 'The case of the same ring that it has become part of; empty: none.',
    audit_events Int64 COMMENT 'How many events its audit log has.',
    audit_hash String COMMENT 'The hash of the last of them: what the log is checked against.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.',
    alerts Array(String) COMMENT 'The latest alert of each referral, a JSON object: referral, verdict, at_millis, score_millionths, money_minor, propensity_millionths, blocked, and state: open, approved, rejected or appealed. First those that somebody has to decide, then by score; at most 100.'
)
SQL SECURITY DEFINER
AS SELECT
    program_id,
    case_id,
    advocate_id,
    ring_id,
    status,
    version,
    opened_at,
    claimed_by,
    claimed_until,
    escalated,
    referrals,
    undecided,
    score,
    money_minor,
    currency,
    sla_at,
    due_at,
    pending_by,
    merged_into,
    audit_events,
    audit_hash,
    revision,
    alerts
FROM milepost_store.fraud_cases FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    program_id,
    case_id,
    advocate_id,
    ring_id,
    status,
    version,
    opened_at,
    claimed_by,
    claimed_until,
    escalated,
    referrals,
    undecided,
    score,
    money_minor,
    currency,
    sla_at,
    due_at,
    pending_by,
    merged_into,
    audit_events,
    audit_hash,
    revision,
    alerts
FROM milepost_store_b.fraud_cases FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'A case as it stands now: referrals of one advocate that somebody has to look at. How it came to be so is in fraud_case_events.';

CREATE TABLE IF NOT EXISTS milepost_store.rings
(
    ring_id String COMMENT 'Identity: the smallest id of its accounts. The smallest may join or leave, and then it is another ring.',
    since DateTime64(3, 'UTC') COMMENT 'From when on it was so, event time.',
    generation DateTime64(3, 'UTC') COMMENT 'The midnight, UTC, at which the links it is made of were gone through: links that end still count until the next.',
    change LowCardinality(String) COMMENT 'began, grew, shrank, changed (as many accounts, others or other figures) or ended, since the row before.',
    size Int64 COMMENT 'How many accounts; 0 where it ended.',
    members Array(String) COMMENT 'The accounts in the order of their ids, at most 500.',
    kinds Array(String) COMMENT 'The kinds of identifiers that link them: device, payment, email.',
    referrals Int64 COMMENT 'Bound referrals of 90 days of which an account of it is the referee.',
    internal_referrals Int64 COMMENT 'Those of them of which another account of it is the advocate.',
    internal_share Decimal(18, 6) COMMENT 'internal_referrals of referrals, 0 to 1; 0 where there are none.',
    mean_omega Decimal(18, 6) COMMENT 'How much it says that they share an identifier: the mean of 1/log2(1 + accounts on it) over all pairs, once for each that they share.',
    cycles Int64 COMMENT 'Cycles of two and three among referrals, refused ones too, with an account of it.',
    is_part Bool COMMENT 'It is part of more than 500 accounts that are linked, which nobody believes: cut by devices and payment instruments.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (ring_id, since)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'What a ring was from a time on: linked accounts, at least three, or two with a cycle of referrals. A ring that begins, gains or loses accounts, or ends, has another row at once; one whose figures alone have changed, at midnight. Rings are of all programs.';

CREATE TABLE IF NOT EXISTS milepost_store_b.rings AS milepost_store.rings
COMMENT 'What a ring was from a time on: linked accounts, at least three, or two with a cycle of referrals. A ring that begins, gains or loses accounts, or ends, has another row at once; one whose figures alone have changed, at midnight. Rings are of all programs.';

CREATE TABLE IF NOT EXISTS milepost_store.fraud_weights
(
    trained_at DateTime64(3, 'UTC') COMMENT 'The midnight, UTC, of event time; of the experts\' weights 1970-01-01.',
    outcome LowCardinality(String) COMMENT 'experts, went_live, worse (than the weights that were live, on the held-out examples) or too_few (examples, or none of fraud, or none without).',
    version Int64 COMMENT 'The version that the weights have, or would have had; 0 of too_few.',
    live_version Int64 COMMENT 'The version that is live after it.',
    valid_from Nullable(DateTime64(3, 'UTC')) COMMENT 'From when on these weights score; null where they do not.',
    intercept Nullable(Decimal(18, 6)) COMMENT 'Log odds of a referral with nothing unusual; null of too_few.',
    weights Map(String, String) COMMENT 'Log odds of each group of signals at full strength, in six decimals; empty of too_few.',
    centres Map(String, String) COMMENT 'The usual strength of each group, 0 to 1, in six decimals: there it adds nothing.',
    calibration String COMMENT 'From log odds to a probability, a JSON object: of platt slope and offset, of isotonic logits and probabilities; empty of too_few.',
    candidate_loss Nullable(Decimal(18, 6)) COMMENT 'Mean log loss of these weights on the held-out examples, in nats, each by its inverse propensity; null where nothing was compared.',
    live_loss Nullable(Decimal(18, 6)) COMMENT 'The same of the weights that were live.',
    trained_on Int64 COMMENT 'Examples that they were learnt from.',
    held_out Int64 COMMENT 'The latest examples, which they were compared on.',
    audited Int64 COMMENT 'How many of those learnt from were shown by chance.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY trained_at
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'What came of a training of the weights that verdicts are made with. The first row is of the experts\' weights, which hold until one goes live.';

CREATE TABLE IF NOT EXISTS milepost_store_b.fraud_weights AS milepost_store.fraud_weights
COMMENT 'What came of a training of the weights that verdicts are made with. The first row is of the experts\' weights, which hold until one goes live.';

-- Of a ring a row holds until the next one; one that ended has a last row of no accounts, which only ends the one before.

CREATE VIEW IF NOT EXISTS milepost.rings
(
    ring_id String COMMENT 'Identity: the smallest id of its accounts. The smallest may join or leave, and then it is another ring.',
    since DateTime64(3, 'UTC') COMMENT 'From when on it was so, event time.',
    until Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when it was so, itself excluded; null: it is so now.',
    generation DateTime64(3, 'UTC') COMMENT 'The midnight, UTC, at which the links it is made of were gone through: links that end still count until the next.',
    change LowCardinality(String) COMMENT 'began, grew, shrank, changed (as many accounts, others or other figures) or ended, since the row before.',
    size Int64 COMMENT 'How many accounts; 0 where it ended.',
    members Array(String) COMMENT 'The accounts in the order of their ids, at most 500.',
    kinds Array(String) COMMENT 'The kinds of identifiers that link them: device, payment, email.',
    referrals Int64 COMMENT 'Bound referrals of 90 days of which an account of it is the referee.',
    internal_referrals Int64 COMMENT 'Those of them of which another account of it is the advocate.',
    internal_share Decimal(18, 6) COMMENT 'internal_referrals of referrals, 0 to 1; 0 where there are none.',
    mean_omega Decimal(18, 6) COMMENT 'How much it says that they share an identifier: the mean of 1/log2(1 + accounts on it) over all pairs, once for each that they share.',
    cycles Int64 COMMENT 'Cycles of two and three among referrals, refused ones too, with an account of it.',
    is_part Bool COMMENT 'It is part of more than 500 accounts that are linked, which nobody believes: cut by devices and payment instruments.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    ring_id,
    since,
    until,
    generation,
    change,
    size,
    members,
    kinds,
    referrals,
    internal_referrals,
    internal_share,
    mean_omega,
    cycles,
    is_part,
    revision
FROM
(
    SELECT
        *,
        leadInFrame(toNullable(since)) OVER (
            PARTITION BY ring_id
            ORDER BY since
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS until
    FROM
    (
        SELECT *
        FROM milepost_store.rings FINAL
        WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
        UNION ALL
        SELECT *
        FROM milepost_store_b.rings FINAL
        WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
    )
)
WHERE size > 0
COMMENT 'What a ring was from a time on: linked accounts, at least three, or two with a cycle of referrals. A ring that begins, gains or loses accounts, or ends, has another row at once; one whose figures alone have changed, at midnight. Rings are of all programs. Rings now: WHERE until IS NULL. As of a time: WHERE since <= time AND (until IS NULL OR until > time).';

CREATE VIEW IF NOT EXISTS milepost.fraud_weights
(
    trained_at DateTime64(3, 'UTC') COMMENT 'The midnight, UTC, of event time; of the experts\' weights 1970-01-01.',
    outcome LowCardinality(String) COMMENT 'experts, went_live, worse (than the weights that were live, on the held-out examples) or too_few (examples, or none of fraud, or none without).',
    version Int64 COMMENT 'The version that the weights have, or would have had; 0 of too_few.',
    live_version Int64 COMMENT 'The version that is live after it.',
    valid_from Nullable(DateTime64(3, 'UTC')) COMMENT 'From when on these weights score; null where they do not.',
    intercept Nullable(Decimal(18, 6)) COMMENT 'Log odds of a referral with nothing unusual; null of too_few.',
    weights Map(String, String) COMMENT 'Log odds of each group of signals at full strength, in six decimals; empty of too_few.',
    centres Map(String, String) COMMENT 'The usual strength of each group, 0 to 1, in six decimals: there it adds nothing.',
    calibration String COMMENT 'From log odds to a probability, a JSON object: of platt slope and offset, of isotonic logits and probabilities; empty of too_few.',
    candidate_loss Nullable(Decimal(18, 6)) COMMENT 'Mean log loss of these weights on the held-out examples, in nats, each by its inverse propensity; null where nothing was compared.',
    live_loss Nullable(Decimal(18, 6)) COMMENT 'The same of the weights that were live.',
    trained_on Int64 COMMENT 'Examples that they were learnt from.',
    held_out Int64 COMMENT 'The latest examples, which they were compared on.',
    audited Int64 COMMENT 'How many of those learnt from were shown by chance.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    trained_at,
    outcome,
    version,
    live_version,
    valid_from,
    intercept,
    weights,
    centres,
    calibration,
    candidate_loss,
    live_loss,
    trained_on,
    held_out,
    audited,
    revision
FROM milepost_store.fraud_weights FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    trained_at,
    outcome,
    version,
    live_version,
    valid_from,
    intercept,
    weights,
    centres,
    calibration,
    candidate_loss,
    live_loss,
    trained_on,
    held_out,
    audited,
    revision
FROM milepost_store_b.fraud_weights FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'What came of a training of the weights that verdicts are made with. The first row is of the experts\' weights, which hold until one goes live.';

-- What people decided about referrals, and what verdicts had said of them before.

CREATE VIEW IF NOT EXISTS milepost.fraud_labels
(
    program_id LowCardinality(String) COMMENT 'The program.',
    referral_id String COMMENT 'The referral.',
    fraud Bool COMMENT 'What it was found to be: rejected in a case, or charged back, which outweighs an approval; a chargeback that was cancelled says nothing.',
    source LowCardinality(String) COMMENT 'Who says so: chargeback; else audit, of a referral that only the random audit showed to people; else review.',
    decision LowCardinality(String) COMMENT 'approved or rejected, as the latest accepted decision of its cases has it; empty: nobody has decided.',
    typology LowCardinality(String) COMMENT 'Of rejected: what kind of fraud the reviewer named.',
    labelled_at DateTime64(3, 'UTC') COMMENT 'When that was decided; where nobody has, when it was charged back.',
    propensity Nullable(Float64) COMMENT 'With what probability it was shown to people until then: 1 above the program\'s risk_over, 0.01 of the random audit; null: it was not.',
    verdict_id String COMMENT 'The last verdict before, which has not seen it; empty: there was none.',
    score Nullable(Decimal(18, 6)) COMMENT 'Of that verdict.',
    weights_version Int64 COMMENT 'Of that verdict; 0: there was none.',
    codes Array(String) COMMENT 'Of that verdict: the reasons\' codes, the strongest first; then OVERRIDE, where one holds.'
)
SQL SECURITY DEFINER
AS WITH
    of_cases AS
    (
        SELECT
            program_id,
            named.2 AS referral_id,
            named.1 AS kind,
            happened_at AS at,
            (happened_at, case_id, sequence) AS place,
            JSONExtractString(detail, 'typology') AS typology,
            JSONExtractInt(detail, 'propensity_millionths') AS propensity_millionths,
            ('', toDecimal64(0, 6), toInt64(0), CAST([] AS Array(String))) AS verdict
        FROM milepost.fraud_case_events
        ARRAY JOIN if(
            fraud_case_events.kind = 'ALERT',
            [('alert', JSONExtractString(detail, 'referral'))],
            arrayConcat(
                arrayMap(each -> ('approved', each), JSONExtract(detail, 'approved', 'Array(String)')),
                arrayMap(each -> ('rejected', each), JSONExtract(detail, 'rejected', 'Array(String)')))) AS named
        WHERE fraud_case_events.kind IN ('ALERT', 'APPROVE', 'REJECT', 'PARTIAL') AND NOT JSONHas(detail, 'pending')
    ),
    of_chargebacks AS
    (
        SELECT
            bound.program_id AS program_id,
            bound.referral_id AS referral_id,
            charged.at AS at
        FROM
        (
            SELECT user_id, minIf(event_time, name = 'chargeback') AS at
            FROM milepost.events
            WHERE stream = 'purchases' AND name IN ('chargeback', 'refund_cancelled')
                AND (user_id, order_id) IN (SELECT user_id, order_id FROM milepost.conversions WHERE kind != 'signup')
            GROUP BY user_id, order_id, refund_id
            HAVING countIf(name = 'chargeback') > 0 AND countIf(name = 'refund_cancelled') = 0
        ) AS charged
        INNER JOIN (SELECT * FROM milepost.bindings WHERE status = 'bound') AS bound ON bound.referee_id = charged.user_id
        WHERE charged.at >= bound.bound_time
    ),
    of_verdicts AS
    (
        SELECT
            program_id,
            referral_id,
            'judged' AS kind,
            decided_at AS at,
            (decided_at, '', toInt64(0)) AS place,
            '' AS typology,
            toInt64(0) AS propensity_millionths,
            (verdict_id, score, weights_version, codes) AS verdict
        FROM milepost.fraud_verdicts
        WHERE (program_id, referral_id) IN (SELECT program_id, referral_id FROM of_cases WHERE kind != 'alert')
            OR (program_id, referral_id) IN (SELECT program_id, referral_id FROM of_chargebacks)
    ),
    referrals AS
    (
        SELECT
            program_id,
            referral_id,
            argMaxIf(kind, place, kind IN ('approved', 'rejected')) AS decision,
            argMaxIf(typology, place, kind IN ('approved', 'rejected')) AS named_typology,
            maxIf(at, kind IN ('approved', 'rejected')) AS last_decided_at,
            countIf(kind = 'charged_back') > 0 AS is_charged_back,
            minIf(at, kind = 'charged_back') AS charged_back_at,
            if(decision = '', charged_back_at, last_decided_at) AS labelled_at,
            groupArrayIf((at, propensity_millionths), kind = 'alert') AS alerts,
            groupArrayIf((at, verdict), kind = 'judged') AS verdicts
        FROM
        (
            SELECT * FROM of_cases
            UNION ALL
            SELECT * FROM of_verdicts
            UNION ALL
            SELECT
                program_id,
                referral_id,
                'charged_back',
                at,
                (at, '', toInt64(0)),
                '',
                toInt64(0),
                ('', toDecimal64(0, 6), toInt64(0), CAST([] AS Array(String)))
            FROM of_chargebacks
        )
        GROUP BY program_id, referral_id
    )
SELECT
    program_id,
    referral_id,
    CAST(is_charged_back OR decision = 'rejected' AS Bool) AS fraud,
    multiIf(is_charged_back, 'chargeback', shown BETWEEN 1 AND 999999, 'audit', 'review') AS source,
    decision,
    if(decision = 'rejected', named_typology, '') AS typology,
    labelled_at,
    if(shown > 0, shown / 1000000, NULL) AS propensity,
    latest.1 AS verdict_id,
    if(latest.1 = '', NULL, latest.2) AS score,
    latest.3 AS weights_version,
    latest.4 AS codes
FROM
(
    SELECT
        *,
        arrayMax(arrayMap(each -> if(each.1 <= labelled_at, each.2, 0), arrayPushBack(alerts, (labelled_at, 0)))) AS shown,
        arrayLast(each -> true, arraySort(arrayFilter(each -> each.1 < labelled_at, verdicts))).2 AS latest
    FROM referrals
)
WHERE decision != '' OR is_charged_back
COMMENT 'A referral of which somebody has said what it was: by the latest decision that its cases accepted, or by a chargeback; with the last verdict of before.';

-- Each measure is a share with its interval, or a number. What people decided counts by its inverse propensity: one that the
-- random audit showed stands for a hundred.

CREATE VIEW IF NOT EXISTS milepost.fraud_quality
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
    )
SELECT
    program_id,
    measure,
    code,
    if(bin < 0, NULL, toInt64(bin)) AS bin,
    weights_version,
    share AS value,
    if(measure = 'calibration', predicted / denominator, NULL) AS expected,
    greatest(0., share + 1.9207294103470494 / effective
        - 1.959963984540054 * sqrt((share * (1 - share) + 0.9603647051735247 / effective) / effective))
        / (1 + 3.8414588206940988 / effective) AS low,
    (share + 1.9207294103470494 / effective
        + 1.959963984540054 * sqrt((share * (1 - share) + 0.9603647051735247 / effective) / effective))
        / (1 + 3.8414588206940988 / effective) AS high,
    numerator,
    denominator,
    n,
    CAST(NULL AS Nullable(DateTime64(3, 'UTC'))) AS as_of
FROM (SELECT *, numerator / denominator AS share, denominator * denominator / squares AS effective FROM sums)
UNION ALL
SELECT
    program_id,
    'calibration_error',
    '',
    NULL,
    weights_version,
    arraySum(arraySort(groupArray(abs(numerator - predicted)))) / sum(denominator),
    NULL,
    NULL,
    NULL,
    arraySum(arraySort(groupArray(abs(numerator - predicted)))),
    sum(denominator),
    sum(n),
    NULL
FROM sums
WHERE measure = 'calibration'
GROUP BY program_id, weights_version
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
