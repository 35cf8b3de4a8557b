WITH
    toIntervalDay(400) AS retention,
    toIntervalDay(30) AS ask_window,

    -- Of an order_id of a user the earliest sale counts.
    sales AS
    (
        SELECT
            user_id,
            order_id,
            argMin(tuple(event_time, event_id, amount_minor, currency), tuple(event_time, event_id)) AS sale
        FROM milepost.events
        WHERE stream = 'purchases' AND name IN ('order', 'renewal')
        GROUP BY user_id, order_id
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
            toInt128(refund.amount_minor) AS amount_minor,
            refund.currency AS currency,
            sales.sale.1 AS sale_time,
            sales.sale.3 AS gross,
            sales.sale.4 AS sale_currency
        FROM milepost.events AS refund
        INNER JOIN sales ON sales.user_id = refund.user_id AND sales.order_id = refund.order_id
        WHERE refund.stream = 'purchases'
            AND refund.name IN ('refund', 'chargeback', 'refund_cancelled')
            AND refund.event_time <= sales.sale.1 + retention
            AND sales.sale.1 <= refund.event_time + retention
    ),
    cancelled AS
    (
        SELECT DISTINCT user_id, order_id, refund_id
        FROM taken_back
        WHERE name = 'refund_cancelled'
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
        WHERE (user_id, order_id, refund_id) NOT IN (SELECT user_id, order_id, refund_id FROM cancelled)
        WINDOW earlier AS (PARTITION BY user_id, order_id ORDER BY event_time, event_id ROWS UNBOUNDED PRECEDING)
    ),
    signups AS
    (
        SELECT
            user_id,
            min(tuple(event_time, event_id)) AS signup
        FROM milepost.events
        WHERE stream = 'signups'
        GROUP BY user_id
    ),
    first_sales AS
    (
        SELECT
            user_id,
            min(tuple(sale.1, sale.2)) AS sold,
            argMin(order_id, tuple(sale.1, sale.2)) AS order_id
        FROM sales
        GROUP BY user_id
    ),
    people AS
    (
        SELECT
            if(signups.user_id != '', signups.user_id, first_sales.user_id) AS user_id,
            if(signups.user_id != '', toNullable(signups.signup.1), NULL) AS signup_time,
            if(first_sales.user_id != '', toNullable(first_sales.sold.1), NULL) AS first_purchase_time,
            signups.user_id != '' AND (first_sales.user_id = '' OR signups.signup < first_sales.sold) AS signed_up_first,
            if(
                signed_up_first,
                concat('signup/', user_id, '/', signups.signup.2, '@', toString(toUnixTimestamp64Milli(signups.signup.1))),
                concat('order/', user_id, '/', first_sales.order_id)) AS conversion_id,
            if(signed_up_first, signup_time, first_purchase_time) AS acquired_time
        FROM signups
        FULL OUTER JOIN first_sales ON first_sales.user_id = signups.user_id
    ),
    touched AS
    (
        SELECT conversion_id, channel
        FROM milepost.credits
        WHERE model = 'first' AND weight > 0
    ),
    -- The touch of a code that was entered is the signup.
    bound AS
    (
        SELECT
            binding.referee_id AS user_id,
            binding.advocate_id AS advocate_id,
            binding.program_id AS program_id,
            if(binding.evidence = 'code', binding.bound_time, max(click.event_time)) AS touch_time
        FROM milepost.bindings AS binding
        LEFT JOIN
        (
            SELECT event_id, referral_code, event_time
            FROM milepost.events
            WHERE stream = 'clickstream' AND referral_code != ''
        ) AS click ON click.event_id = binding.touch_id AND click.referral_code = binding.code
        WHERE binding.status = 'bound' AND (binding.evidence = 'code' OR click.event_time <= binding.bound_time)
        GROUP BY binding.referee_id, binding.advocate_id, binding.program_id, binding.evidence, binding.bound_time
    ),
    prompted AS
    (
        SELECT
            bound.user_id AS user_id,
            argMax(tuple(asks.program_id, asks.milestone_id), tuple(asks.send_at, asks.ask_id)) AS ask
        FROM bound
        INNER JOIN milepost.asks AS asks ON asks.user_id = bound.advocate_id
        WHERE asks.decision = 'asked'
            AND asks.turn > 0
            AND asks.send_at <= bound.touch_time
            AND asks.send_at > bound.touch_time - ask_window
        GROUP BY bound.user_id
    ),
    customers AS
    (
        SELECT
            people.user_id AS user_id,
            people.acquired_time AS acquired_time,
            people.signup_time AS signup_time,
            people.first_purchase_time AS first_purchase_time,
            if(bound.user_id != '', 'referral', if(touched.conversion_id != '', touched.channel, '(none)')) AS source,
            bound.program_id AS program_id,
            prompted.ask.2 AS milestone_id,
            prompted.ask.1 AS milestone_program_id,
            bound.advocate_id AS advocate_id
        FROM people
        LEFT JOIN touched ON touched.conversion_id = people.conversion_id
        LEFT JOIN bound ON bound.user_id = people.user_id
        LEFT JOIN prompted ON prompted.user_id = people.user_id
    ),
    happened AS
    (
        SELECT
            user_id,
            sale.1 AS event_time,
            sale.4 AS currency,
            1 AS sold,
            sale.3 AS gross_minor,
            0 AS taken_minor
        FROM sales
        UNION ALL
        SELECT user_id, event_time, currency, 0, 0, counted_minor
        FROM refunds
        WHERE counted_minor > 0
    ),
    anchored AS
    (
        SELECT
            user_id,
            source,
            program_id,
            milestone_id,
            anchored_by.1 AS anchor,
            assumeNotNull(anchored_by.2) AS anchor_time,
            arrayJoin(['calendar_month', 'week', 'days30']) AS grain,
            if(grain = 'week', toMonday(toDate32(anchor_time)), toStartOfMonth(toDate32(anchor_time))) AS cohort_start
        FROM customers
        ARRAY JOIN [tuple('signup', signup_time), tuple('first_purchase', first_purchase_time)] AS anchored_by
        WHERE anchored_by.2 IS NOT NULL
    )
