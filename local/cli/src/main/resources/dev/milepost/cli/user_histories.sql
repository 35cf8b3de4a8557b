-- A row for each user who signed up before the end: month of signup, whole days known since, day of the first share (-1: none), whether
-- active in the days that make a user retained (a bit for each window), and for each event that is asked about (0: any other) its
-- number, the days with any (a bit each) and how many within each window. A user's clicks are those that name them, and those of their
-- browsers that name nobody. Days are of 24 hours since signup.
WITH
    :until AS until,
    signup AS
    (
        SELECT user_id, min(toUnixTimestamp64Milli(event_time)) AS at
        FROM milepost.events
        WHERE stream = 'signups'
        GROUP BY user_id
        HAVING at < until
    ),
    done AS
    (
        SELECT user_id, name, event_time
        FROM milepost.events
        WHERE stream = 'clickstream' AND user_id != ''
        UNION ALL
        SELECT owner.user_id AS user_id, click.name AS name, click.event_time AS event_time
        FROM
        (
            SELECT anonymous_id, name, event_time
            FROM milepost.events
            WHERE stream = 'clickstream' AND user_id = ''
        ) AS click
        INNER JOIN (SELECT anonymous_id, user_id FROM milepost.identities) AS owner ON owner.anonymous_id = click.anonymous_id
        UNION ALL
        SELECT user_id, name, event_time
        FROM milepost.events
        WHERE stream = 'purchases' AND name = 'order'
    ),
    dated AS
    (
        SELECT
            done.user_id AS user_id,
            transform(toString(done.name), [:names], [:numbers], 0) AS event,
            if(done.name = 'referral_shared', day, NULL) AS share_day,
            toUnixTimestamp64Milli(done.event_time) AS time,
            intDiv(time - signup.at, 86400000) AS day
        FROM done
        INNER JOIN signup ON signup.user_id = done.user_id
        WHERE time >= signup.at AND day < :horizon
    ),
    kinds AS
    (
        SELECT
            user_id,
            event,
            groupBitOr(if(day < :longest, bitShiftLeft(toUInt32(1), toUInt8(day)), toUInt32(0))) AS days,
            [:counts] AS counts,
            min(share_day) AS share_day,
            groupBitOr(toUInt32(:retained)) AS retained
        FROM dated
        GROUP BY user_id, event
    ),
    users AS
    (
        SELECT
            user_id,
            min(kinds.share_day) AS share_day,
            groupBitOr(kinds.retained) AS retained,
            groupArray(arrayConcat([toInt64(event), toInt64(days)], arrayMap(count -> toInt64(count), counts))) AS events
        FROM kinds
        GROUP BY user_id
    )
SELECT
    toRelativeMonthNum(fromUnixTimestamp64Milli(signup.at, 'UTC')) AS month,
    intDiv(until - signup.at, 86400000) AS known_days,
    ifNull(users.share_day, -1) AS share_day,
    users.retained AS retained,
    users.events AS events
FROM signup
LEFT JOIN users ON users.user_id = signup.user_id
SETTINGS output_format_json_quote_64bit_integers = 0
