    concerned AS
    (
        SELECT user_id FROM units
        UNION DISTINCT
        SELECT referee_id
        FROM milepost.bindings
        WHERE status = 'bound' AND advocate_id IN (SELECT user_id FROM units)
    ),
    sales AS
    (
        SELECT user_id, order_id, conversion_time AS sale_time, gross_minor, currency
        FROM milepost.conversions
        WHERE kind IN ('order', 'renewal') AND user_id IN (SELECT user_id FROM concerned)
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
            toInt256(sales.gross_minor) AS gross,
            sales.currency AS sale_currency
        FROM milepost.events AS refund
        INNER JOIN sales ON sales.user_id = refund.user_id AND sales.order_id = refund.order_id
        WHERE refund.stream = 'purchases' AND refund.name IN ('refund', 'chargeback', 'refund_cancelled')
    ),
    -- Of a refund_id the earliest counts, unless it is cancelled; together no more than the order's gross.
    refunds AS
    (
        SELECT
            user_id,
            event_time,
            sale_time,
            currency,
            least(gross, sum(amount_minor) OVER earlier) - least(gross, sum(amount_minor) OVER earlier - amount_minor) AS counted_minor
        FROM
        (
            SELECT *
            FROM taken_back
            WHERE name != 'refund_cancelled' AND currency = sale_currency
            ORDER BY event_time, event_id
            LIMIT 1 BY user_id, order_id, refund_id
        ) AS first
        WHERE (user_id, order_id, refund_id) NOT IN (
            SELECT user_id, order_id, refund_id FROM taken_back WHERE name = 'refund_cancelled')
        WINDOW earlier AS (PARTITION BY user_id, order_id ORDER BY event_time, event_id ROWS UNBOUNDED PRECEDING)
    ),
    referred AS
    (
        SELECT referee_id, advocate_id, bound_time
        FROM milepost.bindings
        WHERE status = 'bound' AND advocate_id IN (SELECT user_id FROM units)
    ),
    things AS
    (
        SELECT user_id, 'own_sale' AS kind, sale_time AS at, currency, toInt256(gross_minor) AS amount
        FROM sales
        UNION ALL
        SELECT user_id, 'own_refund', event_time, currency, counted_minor
        FROM refunds
        UNION ALL
        SELECT user_id, 'opt_out', event_time, '', toInt256(0)
        FROM milepost.events
        WHERE stream = 'clickstream' AND name = 'opted_out' AND user_id IN (SELECT user_id FROM units)
        UNION ALL
        SELECT advocate_id, 'signup', bound_time, '', toInt256(0)
        FROM referred
        UNION ALL
        SELECT any(referred.advocate_id), 'buyer', min(sales.sale_time), '', toInt256(0)
        FROM referred
        INNER JOIN sales ON sales.user_id = referred.referee_id
        WHERE sales.sale_time >= referred.bound_time
        GROUP BY referred.referee_id
        UNION ALL
        SELECT referred.advocate_id, 'referred_sale', sales.sale_time, sales.currency, toInt256(sales.gross_minor)
        FROM referred
        INNER JOIN sales ON sales.user_id = referred.referee_id
        WHERE sales.sale_time >= referred.bound_time
        UNION ALL
        SELECT referred.advocate_id, 'referred_refund', refunds.event_time, refunds.currency, refunds.counted_minor
        FROM referred
        INNER JOIN refunds ON refunds.user_id = referred.referee_id
        WHERE refunds.sale_time >= referred.bound_time
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
            countIf(kind = 'buyer' AND within) AS referred_buyers,
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
