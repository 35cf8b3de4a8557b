-- Words of fraud's tables and of the dead letters that say what is so, and an interval that ends at 1; labels by less reading.

ALTER TABLE milepost_store.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, rule_late, rule_conflict, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit, payout_refused, review_unresolved, review_refused, verdict_refused, referral_unknown or refused_row.';
ALTER TABLE milepost_store_b.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, rule_late, rule_conflict, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit, payout_refused, review_unresolved, review_refused, verdict_refused, referral_unknown or refused_row.';
ALTER TABLE milepost.dead_letters COMMENT COLUMN reason 'undecodable, unknown_schema, invalid, late, future, behind_base, conflicting_duplicate, rule_late, rule_conflict, duplicate_order, order_expired, order_unknown, currency_mismatch, click_limit, payout_refused, review_unresolved, review_refused, verdict_refused, referral_unknown or refused_row.';

ALTER TABLE milepost_store.fraud_case_events COMMENT COLUMN kind 'An action of reviews, or ALERT, MERGED, JOINED, SLA_BREACHED or TIMED_OUT.';
ALTER TABLE milepost_store_b.fraud_case_events COMMENT COLUMN kind 'An action of reviews, or ALERT, MERGED, JOINED, SLA_BREACHED or TIMED_OUT.';
ALTER TABLE milepost.fraud_case_events COMMENT COLUMN kind 'An action of reviews, or ALERT, MERGED, JOINED, SLA_BREACHED or TIMED_OUT.';

ALTER TABLE milepost_store.fraud_case_events COMMENT COLUMN happened_at 'Event time of what happened; of what came late the time of the event before it, for it happened to the case when it came.';
ALTER TABLE milepost_store_b.fraud_case_events COMMENT COLUMN happened_at 'Event time of what happened; of what came late the time of the event before it, for it happened to the case when it came.';
ALTER TABLE milepost.fraud_case_events COMMENT COLUMN happened_at 'Event time of what happened; of what came late the time of the event before it, for it happened to the case when it came.';

ALTER TABLE milepost_store.fraud_verdicts COMMENT COLUMN decided_at 'Event time of the assessment; of one that came after a later one was told, a millisecond after that.';
ALTER TABLE milepost_store_b.fraud_verdicts COMMENT COLUMN decided_at 'Event time of the assessment; of one that came after a later one was told, a millisecond after that.';
ALTER TABLE milepost.fraud_verdicts COMMENT COLUMN decided_at 'Event time of the assessment; of one that came after a later one was told, a millisecond after that.';

ALTER TABLE milepost_store.fraud_verdicts COMMENT COLUMN rule_version 'Version of the signals\' formulas: raised with each change that reads other signals of the same events.';
ALTER TABLE milepost_store_b.fraud_verdicts COMMENT COLUMN rule_version 'Version of the signals\' formulas: raised with each change that reads other signals of the same events.';
ALTER TABLE milepost.fraud_verdicts COMMENT COLUMN rule_version 'Version of the signals\' formulas: raised with each change that reads other signals of the same events.';

-- The same labels, without FINAL over events, and without every order of the warehouse: those of charged referees alone.

CREATE OR REPLACE VIEW milepost.fraud_labels
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
    undone AS
    (
        SELECT event_time, entity_id, event_id, is_deleted, name, user_id, order_id, refund_id
        FROM milepost_store.events
        WHERE stream = 'purchases' AND name IN ('chargeback', 'refund_cancelled')
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
        ORDER BY event_time, entity_id, event_id, revision DESC
        LIMIT 1 BY event_time, entity_id, event_id
        UNION ALL
        SELECT event_time, entity_id, event_id, is_deleted, name, user_id, order_id, refund_id
        FROM milepost_store_b.events
        WHERE stream = 'purchases' AND name IN ('chargeback', 'refund_cancelled')
            AND revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
            AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
        ORDER BY event_time, entity_id, event_id, revision DESC
        LIMIT 1 BY event_time, entity_id, event_id
    ),
    of_chargebacks AS
    (
        SELECT
            bound.program_id AS program_id,
            bound.referral_id AS referral_id,
            charged.at AS at
        FROM
        (
            SELECT undone.user_id AS user_id, minIf(undone.event_time, undone.name = 'chargeback') AS at
            FROM undone
            WHERE undone.is_deleted = 0
                AND undone.user_id IN (SELECT referee_id FROM milepost.bindings WHERE status = 'bound')
                AND (undone.user_id, undone.order_id) IN
                (
                    SELECT user_id, order_id
                    FROM milepost.conversions
                    WHERE kind != 'signup' AND user_id IN (SELECT user_id FROM undone WHERE user_id IN (SELECT referee_id FROM milepost.bindings WHERE status = 'bound'))
                )
            GROUP BY undone.user_id, undone.order_id, undone.refund_id
            HAVING countIf(undone.name = 'chargeback') > 0 AND countIf(undone.name = 'refund_cancelled') = 0
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
            OR (program_id, referral_id) IN
            (
                SELECT program_id, referral_id
                FROM milepost.bindings
                WHERE status = 'bound' AND referee_id IN (SELECT user_id FROM undone)
            )
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

ALTER TABLE milepost.fraud_labels COMMENT COLUMN source 'review, audit or chargeback. Weights are learnt from some refunds too, which nobody has said anything of: they are no labels here, by which verdicts are measured.';

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
    least(1., (share + 1.9207294103470494 / effective
        + 1.959963984540054 * sqrt((share * (1 - share) + 0.9603647051735247 / effective) / effective))
        / (1 + 3.8414588206940988 / effective)) AS high,
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
