,
    terms AS
    (
        {terms}
    ),
    units AS
    (
        SELECT
            exposures.experiment_id AS experiment_id,
            exposures.user_id AS user_id,
            exposures.arm AS arm,
            exposures.exposed_at AS exposed_at,
            exposures.exposed_at + toIntervalMillisecond(terms.horizon_millis) AS end_at,
            terms.currency AS program_currency,
            terms.shares AS shares,
            end_at <= (SELECT max(event_time) FROM milepost.events) AS matured
        FROM milepost.exposures AS exposures
        INNER JOIN terms ON terms.experiment_id = exposures.experiment_id
    ),
    referred AS
    (
        SELECT referee_id, advocate_id, bound_time
        FROM milepost.bindings
        WHERE status = 'bound'
    ),
    things AS
    (
        SELECT user_id, 'own_sale' AS kind, sale.1 AS at, sale.4 AS currency, toInt256(sale.3) AS amount
        FROM sales
        UNION ALL
        SELECT user_id, 'own_refund', event_time, currency, toInt256(counted_minor)
        FROM refunds
        UNION ALL
        SELECT user_id, 'opt_out', event_time, '', toInt256(0)
        FROM milepost.events
        WHERE stream = 'clickstream' AND name = 'opted_out' AND user_id != ''
        UNION ALL
        SELECT advocate_id, 'signup', bound_time, '', toInt256(0)
        FROM referred
        UNION ALL
        SELECT any(referred.advocate_id), 'buyer', min(sales.sale.1), '', toInt256(0)
        FROM referred
        INNER JOIN sales ON sales.user_id = referred.referee_id
        WHERE sales.sale.1 >= referred.bound_time
        GROUP BY referred.referee_id
        UNION ALL
        SELECT referred.advocate_id, 'referred_sale', sales.sale.1, sales.sale.4, toInt256(sales.sale.3)
        FROM referred
        INNER JOIN sales ON sales.user_id = referred.referee_id
        WHERE sales.sale.1 >= referred.bound_time
        UNION ALL
        SELECT referred.advocate_id, 'referred_refund', refunds.event_time, refunds.currency, toInt256(refunds.counted_minor)
        FROM referred
        INNER JOIN refunds ON refunds.user_id = referred.referee_id
        WHERE refunds.sale_time >= referred.bound_time
    ),
    befell AS
    (
        SELECT
            units.experiment_id AS experiment_id,
            units.user_id AS user_id,
            units.arm AS arm,
            units.matured AS matured,
            things.kind AS kind,
            things.amount AS amount,
            things.at > units.exposed_at AND things.at <= units.end_at AS within,
            things.at < units.exposed_at AND things.at >= units.exposed_at - toIntervalDay(90) AS ahead,
            things.currency = units.program_currency AS in_currency
        FROM units
        LEFT JOIN things ON things.user_id = units.user_id
    ),
    outcomes AS
    (
        SELECT
            experiment_id,
            user_id,
            arm,
            matured,
            sumIf(amount, kind = 'own_sale' AND within AND in_currency)
                - sumIf(amount, kind = 'own_refund' AND within AND in_currency) AS own_net,
            countIf(kind = 'own_sale' AND within) AS orders,
            countIf(kind = 'opt_out' AND within) AS opt_outs,
            countIf(kind = 'signup' AND within) AS signups,
            countIf(kind = 'buyer' AND within) AS buyers,
            sumIf(amount, kind = 'referred_sale' AND within AND in_currency)
                - sumIf(amount, kind = 'referred_refund' AND within AND in_currency) AS referred_net,
            sumIf(amount, kind = 'own_sale' AND ahead AND in_currency) AS x
        FROM befell
        GROUP BY experiment_id, user_id, arm, matured
    ),
    planned AS
    (
        SELECT
            units.experiment_id AS experiment_id,
            listed AS planned_arm,
            sum(shares[listed]) AS planned_millionths,
            any(program_currency) AS program_currency
        FROM units
        ARRAY JOIN mapKeys(shares) AS listed
        GROUP BY experiment_id, listed
    ),
    counted AS
    (
        SELECT
            experiment_id,
            arm,
            count() AS exposed,
            countIf(matured) AS matured,
            sum(signups) AS referees
        FROM outcomes
        GROUP BY experiment_id, arm
    ),
    summed AS
    (
        SELECT
            experiment_id,
            arm,
            measured.1 AS metric,
            count() AS n,
            sum(measured.2) AS sum_y,
            sum(measured.2 * measured.2) AS sum_yy,
            sum(x) AS sum_x,
            sum(x * x) AS sum_xx,
            sum(measured.2 * x) AS sum_xy
        FROM outcomes
        ARRAY JOIN
            [
                tuple('own_net_revenue', own_net),
                tuple('referred_signups', toInt256(signups)),
                tuple('referred_buyers', toInt256(buyers)),
                tuple('referred_net_revenue', referred_net),
                tuple('own_retention', toInt256(orders > 0)),
                tuple('opt_out', toInt256(opt_outs > 0))
            ] AS measured
        WHERE matured
        GROUP BY experiment_id, arm, metric
    )
SELECT
    planned.experiment_id AS experiment_id,
    planned.planned_arm AS arm,
    of_metric AS metric,
    if(of_metric LIKE '%revenue', planned.program_currency, '') AS currency,
    counted.exposed AS exposed,
    planned.planned_millionths AS planned_millionths,
    counted.matured AS matured,
    counted.referees AS referees,
    summed.n AS n,
    summed.sum_y AS sum_y,
    summed.sum_yy AS sum_yy,
    summed.sum_x AS sum_x,
    summed.sum_xx AS sum_xx,
    summed.sum_xy AS sum_xy
FROM
(
    SELECT
        *,
        arrayJoin(['own_net_revenue', 'referred_signups', 'referred_buyers', 'referred_net_revenue', 'own_retention', 'opt_out']) AS of_metric
    FROM planned
) AS planned
LEFT JOIN counted ON counted.experiment_id = planned.experiment_id AND counted.arm = planned.planned_arm
LEFT JOIN summed ON summed.experiment_id = planned.experiment_id AND summed.arm = planned.planned_arm AND summed.metric = planned.of_metric
