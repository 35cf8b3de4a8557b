SELECT
    decided.program_id AS program_id,
    decided.milestone_id AS milestone_id,
    toDate32(toStartOfMonth(decided.reached_at)) AS month,
    stages.stage_number AS stage_number,
    stages.stage AS stage,
    stages.step_days AS window_days,
    countIf(before.at + toIntervalDay(stages.step_days) <= {present} AND here.at <= before.at + toIntervalDay(stages.step_days)) AS numerator,
    countIf(before.at + toIntervalDay(stages.step_days) <= {present}) AS denominator,
    if(denominator = 0, NULL, numerator / denominator) AS rate,
    count(here.at) AS subjects,
    countIf(before.at + toIntervalDay(stages.step_days) > {present}) AS waiting,
    waiting = 0 AND addMonths(month, 1) <= {present} AS mature
FROM funnel_oracle.decided
CROSS JOIN funnel_oracle.stages
LEFT JOIN funnel_oracle.arrivals AS here ON here.ask_id = decided.ask_id AND here.stage_number = stages.stage_number
LEFT JOIN (SELECT ask_id, stage_number + 1 AS next_number, at FROM funnel_oracle.arrivals UNION ALL SELECT ask_id, 1, at FROM funnel_oracle.arrivals WHERE stage_number = 1) AS before
    ON before.ask_id = decided.ask_id AND before.next_number = stages.stage_number
GROUP BY program_id, milestone_id, month, stage_number, stage, window_days
