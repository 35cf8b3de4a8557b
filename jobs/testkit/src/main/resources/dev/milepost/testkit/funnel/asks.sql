SELECT
    decided.program_id AS program_id,
    decided.milestone_id AS milestone_id,
    decided.ask_id AS ask_id,
    decided.advocate AS user_id,
    decided.experiment_id AS experiment_id,
    decided.arm AS arm,
    decided.decision AS decision,
    decided.reason AS reason,
    decided.reached_at AS reached_at,
    decided.asked_at AS asked_at,
    decided.watched_until AS watched_until,
    coalesce(referees.referees, 0) AS referees,
    opted_out.at AS opted_out_at
FROM funnel_oracle.decided
LEFT JOIN (SELECT ask_id, count() AS referees FROM funnel_oracle.brought GROUP BY ask_id) AS referees ON referees.ask_id = decided.ask_id
LEFT JOIN (SELECT ask_id, at FROM funnel_oracle.heard WHERE name = 'opted_out') AS opted_out ON opted_out.ask_id = decided.ask_id
