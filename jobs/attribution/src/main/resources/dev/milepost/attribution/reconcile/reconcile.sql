-- Conversions, and credit under the models first, last and linear, recomputed from milepost.events, against
-- milepost.conversions and milepost.credits. One row per conversion (model "(conversion)") or credit that differs; no row
-- where all agree. ./milepost reconcile runs it; so does any client:
--
--   clickhouse-client --param_terms="[]" --param_look_back_millis=2592000000 --param_order_retention_millis=34560000000 \
--       --param_limit=1000 --queries-file reconcile.sql
--
-- Recomputed here from events alone: which user an anonymous_id belongs to and since when, whose each click is, which
-- events make a conversion, which refunds stand, the net amount, which touches fall in the window, their order, the
-- weights and the cents.
--
-- Not in the thin table of events, and so taken from elsewhere:
--   * whether a click is a touch (it takes is_bot, session_id and the day's limit of clicks): milepost.touches, of which
--     only the list of clicks is read, not their users;
--   * the program, code and advocate of a referral (they take e-mail hashes and the properties of clicks):
--     milepost.bindings;
--   * the channel and campaign of a click (they take url and referrer_url): events shows what ingest made of them;
--   * windows and excluded channels: the program files, as the parameter terms.
--
-- Parameters:
--   terms                of each program version: id, version, valid_from (epoch ms), window (ms), excluded channels
--   look_back_millis     the setting attribution.look_back
--   order_retention_millis  the setting attribution.order_retention: how far from its sale an event concerns an order
--   limit                the most differences that are listed; the column differences counts them all
--
-- "Earlier" is smaller in (event_time, event_id), ids compared by UTF-16 unit, as Java compares them: the column place.
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
    WHERE stream = 'purchases'
),

-- Who an anonymous_id belongs to: the earliest signup or click that names both.
links AS
(
    SELECT
        anonymous_id,
        argMin(user_id, (toUnixTimestamp64Milli(event_time), convertCharset(event_id, 'UTF-8', 'UTF-16BE'))) AS linked_user,
        min(toUnixTimestamp64Milli(event_time)) AS linked_at
    FROM milepost.events
    WHERE stream IN ('clickstream', 'signups') AND anonymous_id != '' AND user_id != ''
    GROUP BY anonymous_id
),

-- Touches that belong to a user: that of the click itself, else that of the link, where it is at most the look-back later.
touches AS
(
    SELECT
        if(click.user_id != '', click.user_id, linked_user) AS owner,
        click.anonymous_id AS anonymous_id,
        click.event_id AS touch_id,
        convertCharset(click.event_id, 'UTF-8', 'UTF-16BE') AS touch_place,
        toUnixTimestamp64Milli(click.event_time) AS touch_at,
        click.channel AS channel,
        click.campaign AS campaign,
        click.referral_code AS referral_code
    FROM milepost.events AS click
    LEFT JOIN links ON links.anonymous_id = click.anonymous_id
    WHERE click.stream = 'clickstream'
        AND click.name NOT IN ('referral_code_created', 'invite_sent')
        AND (click.anonymous_id, click.event_id, click.event_time) IN
            (SELECT anonymous_id, touch_id, event_time FROM milepost.touches)
        AND (click.user_id != '' OR (linked_user != '' AND linked_at <= touch_at + {look_back_millis:Int64}))
),

-- The earliest ORDER or RENEWAL of an order_id makes the order; others of it count nothing.
sales AS
(
    SELECT
        user_id,
        order_id,
        argMin((name, amount_minor, currency, at, place), (at, place)) AS sale
    FROM purchases
    WHERE name IN ('order', 'renewal')
    GROUP BY user_id, order_id
),

-- What goes back, with the currency of its sale. Events farther from it than the retention count nothing.
returns AS
(
    SELECT purchases.*, sale.3 AS sale_currency
    FROM purchases
    INNER JOIN sales ON sales.user_id = purchases.user_id AND sales.order_id = purchases.order_id
    WHERE name NOT IN ('order', 'renewal') AND abs(purchases.at - sale.4) <= {order_retention_millis:Int64}
),

-- A refund_id counts once, by its earliest event in the order's currency, unless any event cancels it.
refunds AS
(
    SELECT user_id, order_id, sum(refund_minor) AS refunded_minor
    FROM
    (
        SELECT
            user_id,
            order_id,
            toInt128(argMin(amount_minor, (at, place))) AS refund_minor
        FROM returns
        WHERE name IN ('refund', 'chargeback')
            AND currency = sale_currency
            AND (user_id, order_id, refund_id) NOT IN
                (SELECT user_id, order_id, refund_id FROM returns WHERE name = 'refund_cancelled')
        GROUP BY user_id, order_id, refund_id
    )
    GROUP BY user_id, order_id
),

-- One per signup and per order; net is gross less the refunds that stand, never below 0; the earliest of kind order is
-- the user's first.
conversions AS
(
    SELECT
        user_id,
        concat('signup/', user_id, '/', event_id, '@', toString(toUnixTimestamp64Milli(event_time))) AS conversion_id,
        'signup' AS kind,
        '' AS order_id,
        0 AS is_first,
        toUnixTimestamp64Milli(event_time) AS at,
        convertCharset(event_id, 'UTF-8', 'UTF-16BE') AS place,
        toInt64(0) AS gross_minor,
        toInt64(0) AS net_minor,
        '' AS currency
    FROM milepost.events
    WHERE stream = 'signups'
    UNION ALL
    SELECT
        sales.user_id,
        concat('order/', sales.user_id, '/', sales.order_id),
        toString(sale.1),
        sales.order_id,
        sale.1 = 'order' AND row_number() OVER (PARTITION BY sales.user_id, sale.1 ORDER BY sale.4, sale.5) = 1,
        sale.4,
        sale.5,
        sale.2,
        -- Not greatest() of Int128: compiled, it takes them for unsigned (ClickHouse issue 118334).
        if(toFloat64(refunded_minor) > 9e18, toInt64(0), greatest(toInt64(0), sale.2 - toInt64(refunded_minor))),
        toString(sale.3)
    FROM sales
    LEFT JOIN refunds ON refunds.user_id = sales.user_id AND refunds.order_id = sales.order_id
),

-- A referral's program counts from its signup on; its referral_id is the referee, a slash and the signup's event_id.
bound AS
(
    SELECT
        referee_id,
        toString(program_id) AS bound_program,
        code AS bound_code,
        advocate_id AS bound_advocate,
        toUnixTimestamp64Milli(bound_time) AS bound_at,
        convertCharset(substring(referral_id, length(referee_id) + 2), 'UTF-8', 'UTF-16BE') AS bound_place
    FROM milepost.bindings
    WHERE status = 'bound'
),

-- Each conversion with its program, and of that the version in force: the latest with valid_from <= its time, else the
-- defaults, 30 days and nothing excluded.
governed AS
(
    SELECT
        user_id,
        conversion_id,
        kind,
        at,
        net_minor,
        currency,
        referee_id != '' AND (bound_at, bound_place) <= (at, place) AS is_referred,
        if(is_referred, bound_program, 'default') AS program_id,
        if(is_referred, bound_code, '') AS code,
        if(is_referred, bound_advocate, '') AS advocate,
        arrayLast(
            version -> version.1 = program_id AND version.3 <= at,
            arraySort(version -> version.2, {terms:Array(Tuple(String, Int32, Int64, Int64, Array(String)))})) AS version,
        if(version.1 = '', toInt64(2592000000), version.4) AS window_millis,
        version.5 AS excluded
    FROM conversions
    LEFT JOIN bound ON bound.referee_id = conversions.user_id
),

-- The touches of each conversion, numbered from the earliest.
paths AS
(
    SELECT
        governed.*,
        touches.*,
        row_number() OVER (
            PARTITION BY user_id, conversion_id ORDER BY
                touch_at, touch_place, convertCharset(anonymous_id, 'UTF-8', 'UTF-16BE')
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS position,
        count() OVER (PARTITION BY user_id, conversion_id) AS length
    FROM governed
    INNER JOIN touches ON touches.owner = governed.user_id
    WHERE touch_at <= at AND touch_at >= at - window_millis AND NOT has(excluded, channel)
),

-- Weights in parts of 1e-9, and cents. All remainders of linear are alike, and ties go to the later touch: what is left
-- over goes, one by one, to the last touches.
expected AS
(
    SELECT
        user_id,
        conversion_id,
        model,
        touch_id,
        anonymous_id,
        kind,
        toString(channel) AS channel,
        campaign,
        referral_code,
        if(code != '' AND referral_code = code, advocate, '') AS advocate_id,
        program_id,
        currency,
        at AS conversion_at,
        toNullable(touch_at) AS touch_at,
        multiIf(
            model = 'first', if(position = 1, 1000000000, 0),
            model = 'last', if(position = length, 1000000000, 0),
            intDiv(1000000000, length) + (length - position < 1000000000 % length)) AS nanos,
        multiIf(
            model = 'first', if(position = 1, net_minor, 0),
            model = 'last', if(position = length, net_minor, 0),
            intDiv(net_minor, toInt64(length)) + (length - position < net_minor % toInt64(length))) AS minor
    FROM paths
    ARRAY JOIN ['first', 'last', 'linear'] AS model
    UNION ALL
    SELECT
        user_id, conversion_id, model, '', '', kind, '(none)', '', '', '', program_id, currency, at, NULL, 1000000000, net_minor
    FROM governed
    ARRAY JOIN ['first', 'last', 'linear'] AS model
    WHERE (user_id, conversion_id) NOT IN (SELECT user_id, conversion_id FROM paths)
),

-- Both sides as one list, each row with what it says. A credit without weight and amount is none.
sides AS
(
    SELECT
        user_id,
        conversion_id,
        model,
        touch_id,
        anonymous_id,
        touch_at,
        'events' AS side,
        toInt64(nanos) AS nanos,
        toInt64(minor) AS minor,
        [kind, '', '', '', channel, campaign, referral_code, advocate_id, program_id, currency,
            toString(fromUnixTimestamp64Milli(conversion_at, 'UTC')),
            ifNull(toString(fromUnixTimestamp64Milli(touch_at, 'UTC')), ''),
            toString(toDecimal128(nanos, 9) / 1000000000), toString(minor)] AS words
    FROM expected
    WHERE nanos != 0 OR minor != 0
    UNION ALL
    SELECT
        user_id,
        conversion_id,
        model,
        touch_id,
        anonymous_id,
        toUnixTimestamp64Milli(touch_time),
        'warehouse',
        toInt64(toDecimal128(weight, 9) * 1000000000),
        amount_minor,
        [toString(kind), '', '', '', toString(channel), campaign, referral_code, advocate_id, toString(program_id),
            toString(currency), toString(conversion_time), ifNull(toString(touch_time), ''),
            toString(toDecimal128(weight, 9)), toString(amount_minor)]
    FROM milepost.credits
    WHERE model IN ('first', 'last', 'linear')
    UNION ALL
    SELECT
        user_id,
        conversion_id,
        '(conversion)',
        '',
        '',
        NULL,
        'events',
        toInt64(0),
        net_minor,
        [kind, order_id, if(is_first, 'yes', 'no'), toString(gross_minor), '', '', '', '', '', currency,
            toString(fromUnixTimestamp64Milli(at, 'UTC')), '', '', toString(net_minor)]
    FROM conversions
    UNION ALL
    SELECT
        user_id,
        conversion_id,
        '(conversion)',
        '',
        '',
        NULL,
        'warehouse',
        toInt64(0),
        amount_minor,
        [toString(kind), order_id, if(is_first, 'yes', 'no'), toString(gross_minor), '', '', '', '', '',
            toString(currency), toString(conversion_time), '', '', toString(amount_minor)]
    FROM milepost.conversions
),

-- The columns in which the two sides of a row differ: name, by events, in the warehouse. A side that is absent is empty.
compared AS
(
    SELECT
        user_id,
        conversion_id,
        model,
        touch_id,
        anonymous_id,
        touch_at,
        countIf(side = 'events') AS earned,
        countIf(side = 'warehouse') AS stored,
        sumIf(nanos, side = 'events') AS expected_nanos,
        sumIf(nanos, side = 'warehouse') AS found_nanos,
        sumIf(minor, side = 'events') AS expected_minor,
        sumIf(minor, side = 'warehouse') AS found_minor,
        arrayFilter(
            column -> column.2 != column.3,
            arrayZip(
                ['kind', 'order_id', 'is_first', 'gross_minor', 'channel', 'campaign', 'referral_code', 'advocate_id',
                    'program_id', 'currency', 'conversion_time', 'touch_time', 'weight', 'amount_minor'],
                arrayResize(anyIf(words, side = 'events'), 14),
                arrayResize(anyIf(words, side = 'warehouse'), 14))) AS differing
    FROM sides
    GROUP BY user_id, conversion_id, model, touch_id, anonymous_id, touch_at
)

SELECT
    user_id,
    conversion_id,
    model,
    touch_id,
    multiIf(
        stored = 0, if(model = '(conversion)', 'missing from conversions', 'missing from credits'),
        earned = 0, 'not earned by events',
        stored != earned, 'repeated',
        arrayStringConcat(arrayMap(column -> column.1, differing), ', ')) AS difference,
    expected_nanos,
    found_nanos,
    expected_minor,
    found_minor,
    arrayStringConcat(
        arrayMap(column -> concat(column.1, ' ', column.2), arrayFilter(column -> column.2 != '', differing)),
        ', ') AS expected,
    arrayStringConcat(
        arrayMap(column -> concat(column.1, ' ', column.3), arrayFilter(column -> column.3 != '', differing)),
        ', ') AS found,
    count() OVER () AS differences
FROM compared
WHERE difference != ''
ORDER BY user_id, conversion_id, model, touch_at, touch_id, anonymous_id
LIMIT {limit:UInt32}
