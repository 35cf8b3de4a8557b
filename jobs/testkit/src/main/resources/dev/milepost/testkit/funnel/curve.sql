SELECT
    program_id,
    milestone_id,
    since,
    stage_number,
    stage,
    millis / 1000 AS seconds,
    there AS at_risk,
    events,
    censored,
    survival,
    if(survival = 0, NULL, survival * sqrt(greenwood)) AS standard_error
FROM funnel_oracle.curves
ARRAY JOIN times AS millis, at_risk AS there, arrivals AS events, departures AS censored, survivals AS survival, greenwoods AS greenwood
