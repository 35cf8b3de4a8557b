    -- Whose orders count for a unit, and from when: its own, and those of everybody whom it referred. A WITH is computed wherever it is
    -- named, so that what reads facts is named as seldom as can be.
    parties AS
    (
        SELECT user_id AS party, user_id AS unit, 'own' AS whose, toDateTime64(0, 3, 'UTC') AS since
        FROM units
        UNION ALL
        SELECT referee_id, advocate_id, 'referred', bound_time
        FROM milepost.bindings
        WHERE status = 'bound' AND advocate_id IN (SELECT user_id FROM units)
    ),
    sales AS
    (
        SELECT user_id, order_id, conversion_time AS sale_time, toInt256(gross_minor) AS gross, currency
        FROM milepost.conversions
        WHERE kind IN ('order', 'renewal') AND user_id IN (SELECT party FROM parties)
    ),
    taken_back AS
    (
        SELECT
            refund.user_id AS user_id,
            refund.order_id AS order_id,
            refund.event_time AS event_time,
            refund.event_id AS event_id,
            refund.name AS name,
            refund.refund_id AS refund_id,
            toInt256(refund.amount_minor) AS amount_minor,
            refund.currency AS currency,
            sales.sale_time AS sale_time,
            sales.gross AS gross,
            sales.currency AS sale_currency,
            countIf(refund.name = 'refund_cancelled')
                OVER (PARTITION BY refund.user_id, refund.order_id, refund.refund_id) AS cancelled
        FROM milepost.events AS refund
        INNER JOIN sales ON sales.user_id = refund.user_id AND sales.order_id = refund.order_id
        WHERE refund.stream = 'purchases' AND refund.name IN ('refund', 'chargeback', 'refund_cancelled')
    ),
    -- Of a refund_id the earliest counts, unless it is cancelled; together no more than the order's gross.
    moves AS
    (
        SELECT user_id, 'sale' AS what, sale_time AS at, sale_time, order_id, currency, gross AS amount
        FROM sales
        UNION ALL
        SELECT
            user_id,
            'refund',
            event_time,
            sale_time,
            order_id,
            currency,
            least(gross, sum(amount_minor) OVER earlier) - least(gross, sum(amount_minor) OVER earlier - amount_minor)
        FROM
        (
            SELECT *
            FROM taken_back
            WHERE name != 'refund_cancelled' AND cancelled = 0 AND currency = sale_currency
            ORDER BY event_time, event_id
            LIMIT 1 BY user_id, order_id, refund_id
        ) AS first_of_its_id
        WINDOW earlier AS (PARTITION BY user_id, order_id ORDER BY event_time, event_id ROWS UNBOUNDED PRECEDING)
    ),
    of_parties AS
    (
        SELECT
            parties.unit AS unit,
            parties.whose AS whose,
            moves.what AS what,
            moves.at AS at,
            moves.currency AS currency,
            moves.amount AS amount,
            row_number() OVER (PARTITION BY parties.party, whose, what ORDER BY moves.at, moves.order_id) = 1 AS first
        FROM parties
        INNER JOIN moves ON moves.user_id = parties.party
        WHERE moves.sale_time >= parties.since
    ),
    things AS
    (
        SELECT unit AS user_id, concat(whose, '_', what) AS kind, at, currency, amount, first
        FROM of_parties
        UNION ALL
        SELECT user_id, 'opt_out', event_time, '', toInt256(0), false
        FROM milepost.events
        WHERE stream = 'clickstream' AND name = 'opted_out' AND user_id IN (SELECT user_id FROM units)
        UNION ALL
        SELECT unit, 'signup', since, '', toInt256(0), false
        FROM parties
        WHERE whose = 'referred'
    ),
    befell AS
    (
        SELECT
            units.user_id AS user_id,
            units.arm AS arm,
            units.end_at AS over_at,
            units.program_currency AS money,
            things.kind AS kind,
            things.amount AS amount,
            things.first AS first,
            things.at > units.exposed_at AND things.at <= units.end_at AS within,
            things.currency = units.program_currency AS in_currency
        FROM units
        LEFT JOIN things ON things.user_id = units.user_id
        WHERE units.end_at <= watermark
    ),
    outcomes AS
    (
        SELECT
            user_id,
            arm,
            over_at,
            money,
            sumIf(amount, kind = 'own_sale' AND within AND in_currency)
                - sumIf(amount, kind = 'own_refund' AND within AND in_currency) AS own_net_revenue,
            countIf(kind = 'signup' AND within) AS referred_signups,
            countIf(kind = 'referred_sale' AND first AND within) AS referred_buyers,
            sumIf(amount, kind = 'referred_sale' AND within AND in_currency)
                - sumIf(amount, kind = 'referred_refund' AND within AND in_currency) AS referred_net_revenue,
            countIf(kind = 'own_sale' AND within) AS orders,
            countIf(kind = 'opt_out' AND within) AS opt_outs
        FROM befell
        GROUP BY user_id, arm, over_at, money
    )
SELECT
    toString(toDate32(over_at)) AS day,
    arm,
    measured.1 AS metric,
    if(metric LIKE '%revenue', money, '') AS currency,
    toString(count()) AS n,
    toString(sum(measured.2)) AS sum_y,
    toString(sum(measured.2 * measured.2)) AS sum_yy
FROM outcomes
ARRAY JOIN
    [
        tuple('own_net_revenue', own_net_revenue),
        tuple('referred_signups', toInt256(referred_signups)),
        tuple('referred_buyers', toInt256(referred_buyers)),
        tuple('referred_net_revenue', referred_net_revenue),
        tuple('own_retention', toInt256(orders > 0)),
        tuple('opt_out', toInt256(opt_outs > 0))
    ] AS measured
WHERE metric NOT LIKE '%revenue' OR money != ''
GROUP BY day, arm, metric, currency
ORDER BY day, arm, metric, currency
