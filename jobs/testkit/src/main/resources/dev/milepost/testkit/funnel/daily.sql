SELECT
    decided.program_id AS program_id,
    decided.milestone_id AS milestone_id,
    toDate32(decided.reached_at) AS day,
    stages.stage_number AS stage_number,
    stages.stage AS stage,
    stages.step_days AS window_days,
    count(if(arrivals.at <= decided.reached_at + toIntervalDay(stages.step_days), 1, NULL)) AS numerator,
    uniqExact(decided.ask_id) AS denominator,
    numerator / denominator AS rate,
    count(arrivals.at) AS subjects,
    day + 1 + stages.step_days <= {present} AS mature
FROM funnel_oracle.decided
CROSS JOIN funnel_oracle.stages
LEFT JOIN funnel_oracle.arrivals ON arrivals.ask_id = decided.ask_id AND arrivals.stage_number = stages.stage_number
GROUP BY program_id, milestone_id, day, stage_number, stage, window_days
