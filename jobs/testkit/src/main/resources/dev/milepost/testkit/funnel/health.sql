WITH
    -- By experiment whom it exposed first; beside them the first ask of none that went out; without either the first milestone of an ask;
    -- without one when they came.
    entries AS
    (
        SELECT advocate AS person, if(arm = 'holdout', 'held_out', 'asked') AS standing, program_id, experiment_id, at AS start
        FROM funnel_oracle.exposed
        UNION ALL
        SELECT advocate, 'asked', program_id, '', asked_at
        FROM (SELECT * FROM funnel_oracle.decided WHERE decision = 'asked' AND experiment_id = '' ORDER BY asked_at, ask_id LIMIT 1 BY advocate)
    ),
    standings AS
    (
        SELECT person, standing, program_id, experiment_id, assumeNotNull(start) AS start
        FROM entries
        UNION ALL
        SELECT people.person, 'never_asked', coalesce(reached.program_id, ''), '', coalesce(reached.at, people.came_at)
        FROM funnel_oracle.people
        LEFT JOIN (SELECT advocate, program_id, at FROM funnel_oracle.reached ORDER BY at, ask_id LIMIT 1 BY advocate) AS reached
            ON reached.advocate = people.person
        WHERE people.person NOT IN (SELECT person FROM entries)
            AND people.person NOT IN (SELECT advocate FROM funnel_oracle.sent)
    ),
    horizons AS
    (
        SELECT * FROM values('metric String, window_days UInt16, least_times UInt8',
            ('opt_out', 7, 1), ('retention', 30, 1), ('retention', 90, 1), ('retention', 180, 1), ('retention', 365, 1),
            ('repeat', 30, 2), ('repeat', 90, 2), ('repeat', 180, 2), ('repeat', 365, 2))
    ),
    times AS
    (
        SELECT person, experiment_id, metric, window_days, count() AS times
        FROM standings
        INNER JOIN (SELECT buyer, at FROM funnel_oracle.sales) AS sale ON sale.buyer = standings.person AND sale.at > standings.start
        CROSS JOIN horizons
        WHERE metric != 'opt_out' AND sale.at <= standings.start + toIntervalDay(window_days)
        GROUP BY person, experiment_id, metric, window_days
        UNION ALL
        SELECT standings.person AS person, standings.experiment_id, 'opt_out', 7, count()
        FROM standings
        INNER JOIN funnel_oracle.clicks AS leave ON leave.person = standings.person AND leave.at >= standings.start
        WHERE leave.name = 'opted_out' AND leave.at <= standings.start + INTERVAL 7 DAY
        GROUP BY person, standings.experiment_id
    )
SELECT
    standings.standing AS standing,
    standings.program_id AS program_id,
    standings.experiment_id AS experiment_id,
    toDate32(toStartOfMonth(standings.start)) AS month,
    horizons.metric AS metric,
    horizons.window_days AS window_days,
    countIf(times.times >= horizons.least_times) AS numerator,
    count() AS denominator,
    numerator / denominator AS rate,
    addMonths(month, 1) + horizons.window_days <= {present} AS mature
FROM standings
CROSS JOIN horizons
LEFT JOIN times ON times.person = standings.person AND times.experiment_id = standings.experiment_id AND times.metric = horizons.metric AND times.window_days = horizons.window_days
GROUP BY standing, program_id, experiment_id, month, metric, window_days
