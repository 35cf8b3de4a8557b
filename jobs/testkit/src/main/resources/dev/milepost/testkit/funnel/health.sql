WITH
    -- The first ask that went out or was withheld; without one the first milestone of an ask; without one when they came.
    standings AS
    (
        SELECT people.person AS person, coalesce(put.standing, 'never_asked') AS standing, coalesce(put.program_id, '') AS program_id, coalesce(put.at, people.came_at) AS start
        FROM funnel_oracle.people
        LEFT JOIN
        (
            SELECT advocate, program_id, if(decision IN ('asked', 'held_out'), decision, 'never_asked') AS standing, coalesce(asked_at, reached_at) AS at
            FROM funnel_oracle.decided
            ORDER BY standing = 'never_asked', at, ask_id
            LIMIT 1 BY advocate
        ) AS put ON put.advocate = people.person
    ),
    horizons AS
    (
        SELECT * FROM values('metric String, window_days UInt16, least_times UInt8',
            ('opt_out', 7, 1), ('retention', 30, 1), ('retention', 90, 1), ('retention', 180, 1), ('retention', 365, 1),
            ('repeat', 30, 2), ('repeat', 90, 2), ('repeat', 180, 2), ('repeat', 365, 2))
    ),
    times AS
    (
        SELECT person, metric, window_days, count() AS times
        FROM standings
        INNER JOIN (SELECT buyer, at FROM funnel_oracle.sales) AS sale ON sale.buyer = standings.person AND sale.at > standings.start
        CROSS JOIN horizons
        WHERE metric != 'opt_out' AND sale.at <= standings.start + toIntervalDay(window_days)
        GROUP BY person, metric, window_days
        UNION ALL
        SELECT standings.person AS person, 'opt_out', 7, count()
        FROM standings
        INNER JOIN funnel_oracle.clicks AS leave ON leave.person = standings.person AND leave.at >= standings.start
        WHERE leave.name = 'opted_out' AND leave.at <= standings.start + INTERVAL 7 DAY
        GROUP BY person
    )
SELECT
    standings.standing AS standing,
    standings.program_id AS program_id,
    toDate32(toStartOfMonth(standings.start)) AS month,
    horizons.metric AS metric,
    horizons.window_days AS window_days,
    countIf(times.times >= horizons.least_times) AS numerator,
    count() AS denominator,
    numerator / denominator AS rate,
    addMonths(month, 1) + horizons.window_days <= {present} AS mature
FROM standings
CROSS JOIN horizons
LEFT JOIN times ON times.person = standings.person AND times.metric = horizons.metric AND times.window_days = horizons.window_days
GROUP BY standing, program_id, month, metric, window_days
