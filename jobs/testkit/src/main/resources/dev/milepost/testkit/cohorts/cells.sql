SELECT
    anchor,
    grain,
    cohort_start,
    multiIf(
        grain = 'calendar_month', dateDiff('month', cohort_start, event_time),
        grain = 'week', intDiv(dateDiff('day', cohort_start, event_time), 7),
        intDiv(dateDiff('millisecond', anchor_time, event_time), 30 * 86400000)) AS period,
    source,
    program_id,
    milestone_id,
    shown AS currency,
    uniqExactIf(user_id, sold > 0) AS active_users,
    sum(sold) AS orders,
    sum(if(shown = '', 0, toInt128(gross_minor))) AS revenue_minor,
    sum(if(shown = '', 0, toInt128(taken_minor))) AS refunds_minor
FROM anchored
INNER JOIN happened ON happened.user_id = anchored.user_id
ARRAY JOIN [currency, ''] AS shown
WHERE event_time >= anchor_time
GROUP BY ALL
HAVING orders > 0 OR refunds_minor > 0 OR revenue_minor > 0
