-- Of each unit of one experiment what it has come to: in the place $TERMS rows (program_id, version, horizon_millis, currency).
WITH
    (SELECT min(watermark) FROM milepost.progress) AS watermark,
    terms AS
    (
        SELECT *
        FROM values('program_id String, version Int64, horizon_millis Int64, program_currency String', $TERMS)
    ),
    decided AS
    (
        SELECT program_id, user_id, ask_id, argMin(version, decided_at) AS version
        FROM milepost.asks
        WHERE experiment_id = {id:String} AND decision IN ('asked', 'held_out')
        GROUP BY program_id, user_id, ask_id
    ),
    units AS
    (
        SELECT
            exposures.user_id AS user_id,
            exposures.arm AS arm,
            exposures.program_id AS program_id,
            decided.version AS version,
            exposures.exposed_at AS exposed_at,
            exposures.exposed_at + toIntervalMillisecond(terms.horizon_millis) AS end_at,
            terms.program_currency AS program_currency
        FROM milepost.exposures AS exposures
        INNER JOIN decided
            ON decided.program_id = exposures.program_id AND decided.user_id = exposures.user_id AND decided.ask_id = exposures.ask_id
        INNER JOIN terms ON terms.program_id = exposures.program_id AND terms.version = decided.version
        WHERE exposures.experiment_id = {id:String}
    ),
