SELECT
    parts.program_id AS program_id,
    parts.milestone_id AS milestone_id,
    parts.month AS month,
    parts.decision AS decision,
    parts.reason AS reason,
    parts.milestones AS numerator,
    totals.milestones AS denominator,
    numerator / denominator AS rate,
    totals.waiting = 0 AND addMonths(month, 1) <= {present} AS mature
FROM
(
    SELECT program_id, milestone_id, toDate32(toStartOfMonth(reached_at)) AS month, decision, reason, count() AS milestones
    FROM funnel_oracle.decided
    GROUP BY ALL
) AS parts
INNER JOIN
(
    SELECT program_id, milestone_id, toDate32(toStartOfMonth(reached_at)) AS month, count() AS milestones, countIf(decision = 'waiting') AS waiting
    FROM funnel_oracle.decided
    GROUP BY ALL
) AS totals USING (program_id, milestone_id, month)
