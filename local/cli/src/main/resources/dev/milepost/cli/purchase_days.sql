-- What each customer has bought by UTC day, as it was known at a time: one row per customer (user and currency) and day, in that order,
-- with the source of the customer.
--
-- :until    epoch milliseconds: purchases and refunds of before count
-- :reach    milliseconds: how far from its sale a refund concerns an order (attribution.order_retention)
--
-- The net of an order is its amount less the refunds that stand by then, as in reconcile.sql. One that was taken back altogether is no
-- purchase; one that cost nothing is. Sources are those of now, and of cohorts: milepost.customers.
WITH

purchases AS
(
    SELECT
        user_id,
        order_id,
        name,
        refund_id,
        amount_minor,
        currency,
        toUnixTimestamp64Milli(event_time) AS at,
        convertCharset(event_id, 'UTF-8', 'UTF-16BE') AS place
    FROM milepost.events
    WHERE stream = 'purchases' AND toUnixTimestamp64Milli(event_time) < :until
),

sales AS
(
    SELECT user_id, order_id, argMin((amount_minor, currency, at), (at, place)) AS sale
    FROM purchases
    WHERE name IN ('order', 'renewal')
    GROUP BY user_id, order_id
),

returns AS
(
    SELECT purchases.*, sale.2 AS sale_currency
    FROM purchases
    INNER JOIN sales ON sales.user_id = purchases.user_id AND sales.order_id = purchases.order_id
    WHERE name NOT IN ('order', 'renewal') AND abs(purchases.at - sale.3) <= :reach
),

refunds AS
(
    SELECT user_id, order_id, sum(refund_minor) AS refunded_minor
    FROM
    (
        SELECT user_id, order_id, toInt128(argMin(amount_minor, (at, place))) AS refund_minor
        FROM returns
        WHERE name IN ('refund', 'chargeback')
            AND currency = sale_currency
            AND (user_id, order_id, refund_id) NOT IN
                (SELECT user_id, order_id, refund_id FROM returns WHERE name = 'refund_cancelled')
        GROUP BY user_id, order_id, refund_id
    )
    GROUP BY user_id, order_id
),

orders AS
(
    SELECT
        sales.user_id AS user_id,
        toString(sale.2) AS currency,
        toInt32(intDiv(sale.3, 86400000)) AS day,
        sale.1 AS gross_minor,
        if(toFloat64(refunded_minor) > 9e18, toInt64(0), greatest(toInt64(0), sale.1 - toInt64(refunded_minor))) AS net_minor
    FROM sales
    LEFT JOIN refunds ON refunds.user_id = sales.user_id AND refunds.order_id = sales.order_id
),

days AS
(
    SELECT user_id, currency, day, sum(toInt128(net_minor)) AS minor
    FROM orders
    WHERE net_minor > 0 OR gross_minor = 0
    GROUP BY user_id, currency, day
)

SELECT
    days.currency,
    days.user_id,
    if(customers.source != '', toString(customers.source), '(none)') AS source,
    days.day,
    toString(days.minor) AS net_minor
FROM days
LEFT JOIN (SELECT user_id, source FROM milepost.customers) AS customers ON customers.user_id = days.user_id
ORDER BY days.currency, days.user_id, days.day
