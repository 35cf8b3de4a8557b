-- What dashboards need beside the metrics: how many minor units a currency has, and how the pipeline itself is.

CREATE VIEW IF NOT EXISTS milepost.currencies
(
    currency String COMMENT 'ISO 4217: those with minor units, so no metals, tests, or "no currency"; old ones too.',
    digits UInt8 COMMENT 'How many digits its minor units are of it: 2 of USD, 0 of JPY.',
    unit_minor Int64 COMMENT 'Minor units in one of it: 10 to the digits. What is no currency is a unit: millionths.'
)
SQL SECURITY DEFINER
AS SELECT
    assumeNotNull(currency) AS currency,
    toUInt8(digits) AS digits,
    toInt64(exp10(digits)) AS unit_minor
FROM
(
        SELECT arrayJoin(splitByChar(' ', arrayStringConcat([
            'ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL RWF TPE TRL UGX UYI VND VUV',
            'XAF XOF XPF'], ' '))) AS currency, 0 AS digits
        UNION ALL
        SELECT arrayJoin(splitByChar(' ', arrayStringConcat([
            'AED AFA AFN ALL AMD ANG AOA ARS ATS AUD AWG AYM AZM AZN BAM BBD BDT BGL BGN BMD BND BOB BOV BRL BSD BTN BWP',
            'BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CSD CUC CUP CVE CYP CZK DEM DKK DOP DZD EEK EGP ERN ETB EUR FIM',
            'FJD FKP FRF GBP GEL GHC GHS GIP GMD GTQ GWP GYD HKD HNL HRK HTG HUF IDR IEP ILS INR IRR JMD KES KGS KHR KPW',
            'KYD KZT LAK LBP LKR LRD LSL LTL LVL MAD MDL MGA MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MXV MYR MZM MZN',
            'NAD NGN NIO NLG NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB RUR SAR SBD SCR SDD SDG SEK SGD SHP SIT',
            'SKK SLE SLL SOS SRD SRG SSP STD STN SVC SYP SZL THB TJS TMM TMT TOP TRY TTD TWD TZS UAH USD USN USS UYU UZS',
            'VEB VED VEF VES WST XCD XCG YER YUM ZAR ZMK ZMW ZWD ZWG ZWL ZWN ZWR'], ' '))) AS currency, 2 AS digits
        UNION ALL
        SELECT arrayJoin(splitByChar(' ', arrayStringConcat([
            'BHD IQD JOD KWD LYD OMR TND'], ' '))) AS currency, 3 AS digits
        UNION ALL
        SELECT arrayJoin(splitByChar(' ', arrayStringConcat([
            'CLF'], ' '))) AS currency, 4 AS digits
) AS listed
COMMENT 'The currencies of ISO 4217, as Java has them, with their minor units: amount_minor / unit_minor is an amount.';

-- Measurements of how the pipeline runs, by a metrics reporter of Flink. They are of no event and of no generation: not
-- revised, not rebuilt, in this store alone, and gone after a month.
CREATE TABLE IF NOT EXISTS milepost_store.pipeline_metrics
(
    recorded_at DateTime64(3, 'UTC') COMMENT 'When it was measured, by the clock of the machine that did.',
    job LowCardinality(String) COMMENT 'The job\'s name.',
    operator LowCardinality(String) COMMENT 'The operator\'s name; empty of what is the whole job\'s, as checkpoints.',
    subtask Int32 COMMENT 'Which of its parallel instances; -1 of what is the whole job\'s.',
    metric LowCardinality(String) COMMENT 'What is measured, by the last part of Flink\'s name: numRecordsOutPerSecond, busyTimeMsPerSecond, backPressuredTimeMsPerSecond, pendingRecords, watermarkLagMillis, lastCheckpointDuration, lastCheckpointSize, numberOfCompletedCheckpoints, numberOfFailedCheckpoints, numRestarts, …',
    value Float64 COMMENT 'The gauge\'s value, the counter\'s count since the start, or the meter\'s rate, in the unit of Flink\'s documentation.'
)
ENGINE = MergeTree
ORDER BY (metric, operator, subtask, recorded_at)
TTL toDateTime(recorded_at) + INTERVAL 30 DAY
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'Measurements of the running pipeline, of the last 30 days.';

CREATE VIEW IF NOT EXISTS milepost.pipeline_metrics
(
    recorded_at DateTime64(3, 'UTC') COMMENT 'When it was measured, by the clock of the machine that did.',
    job LowCardinality(String) COMMENT 'The job\'s name.',
    operator LowCardinality(String) COMMENT 'The operator\'s name; empty of what is the whole job\'s, as checkpoints.',
    subtask Int32 COMMENT 'Which of its parallel instances; -1 of what is the whole job\'s.',
    metric LowCardinality(String) COMMENT 'What is measured, by the last part of Flink\'s name: numRecordsOutPerSecond, busyTimeMsPerSecond, backPressuredTimeMsPerSecond, pendingRecords, watermarkLagMillis, lastCheckpointDuration, lastCheckpointSize, numberOfCompletedCheckpoints, numberOfFailedCheckpoints, numRestarts, …',
    value Float64 COMMENT 'The gauge\'s value, the counter\'s count since the start, or the meter\'s rate, in the unit of Flink\'s documentation.'
)
SQL SECURITY DEFINER
AS SELECT recorded_at, job, operator, subtask, metric, value
FROM milepost_store.pipeline_metrics AS measured
COMMENT 'A measurement of the running pipeline, of the last 30 days: one value of one metric of one instance of an operator.';
