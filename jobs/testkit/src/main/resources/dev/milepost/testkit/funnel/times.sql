SELECT
    program_id,
    milestone_id,
    since,
    stage_number,
    stage,
    arraySum(arrivals) AS numerator,
    arraySum(departures) AS censored,
    numerator + censored AS denominator,
    arrayCumSum(arrivals) AS so_far,
    if(numerator = 0, NULL, arrayFirst((millis, came) -> 4 * came >= numerator, times, so_far) / 1000) AS seconds_p25,
    if(numerator = 0, NULL, arrayFirst((millis, came) -> 2 * came >= numerator, times, so_far) / 1000) AS seconds_p50,
    if(numerator = 0, NULL, arrayFirst((millis, came) -> 10 * came >= 9 * numerator, times, so_far) / 1000) AS seconds_p90,
    arrayFirstOrNull((millis, survival) -> survival <= 0.75 + 1e-12, times, survivals) / 1000 AS all_seconds_p25,
    arrayFirstOrNull((millis, survival) -> survival <= 0.5 + 1e-12, times, survivals) / 1000 AS all_seconds_p50,
    arrayFirstOrNull((millis, survival) -> survival <= 0.1 + 1e-12, times, survivals) / 1000 AS all_seconds_p90,
    1 - survivals[-1] AS came,
    early = 0 AS mature
FROM funnel_oracle.curves
