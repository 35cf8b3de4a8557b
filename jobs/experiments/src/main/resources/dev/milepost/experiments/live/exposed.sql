    days AS
    (
        SELECT toDate32(exposed_at) AS day, arm, program_id, version, count() AS units
        FROM units
        GROUP BY day, arm, program_id, version
    )
SELECT
    toString(day) AS day,
    arm,
    program_id,
    toString(version) AS version,
    toString(units) AS units,
    toString(toDate32(least(watermark, (SELECT max(end_at) FROM units)))) AS last_day
FROM days
ORDER BY day, arm, program_id, version
