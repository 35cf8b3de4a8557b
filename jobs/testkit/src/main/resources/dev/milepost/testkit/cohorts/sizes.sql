SELECT
    anchor,
    grain,
    cohort_start,
    source,
    program_id,
    milestone_id,
    count() AS users
FROM anchored
GROUP BY ALL
