-- Experiments: exact sums of each arm on each metric, and what they say by now.

CREATE TABLE IF NOT EXISTS milepost_store.experiment_arms
(
    experiment_id LowCardinality(String) COMMENT 'The experiment.',
    arm LowCardinality(String) COMMENT 'The arm, or holdout.',
    metric LowCardinality(String) COMMENT 'own_net_revenue, referred_signups, referred_buyers, referred_net_revenue, or the guardrails own_retention and opt_out; each within the horizon after the exposure.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of revenue, that of the program when it exposed: what is in another currency is not counted; of other metrics empty.',
    exposed Int64 COMMENT 'The arm\'s units, whether their horizon is over or not; of all currencies.',
    planned_millionths Int64 COMMENT 'What the file gave the arm, in millionths of a unit, summed over the exposures of all arms.',
    matured Int64 COMMENT 'Those units whose horizon is over; of all currencies.',
    referees Int64 COMMENT 'Signups of the horizon, over or not, that are bound to a unit of the arm. Of the holdout: contamination.',
    n Int64 COMMENT 'Units with an outcome: those whose horizon is over, of money those of this currency.',
    sum_y Decimal(76, 0) COMMENT 'Sum of their outcomes: minor units, counts, or 0 and 1.',
    sum_yy Decimal(76, 0) COMMENT 'Sum of the squares of outcomes.',
    sum_x Decimal(76, 0) COMMENT 'Sum of their covariate: the gross of own orders and renewals in the time before the exposure that experiments.covariate_window sets (90 days), in minor units.',
    sum_xx Decimal(76, 0) COMMENT 'Sum of the squares of the covariate.',
    sum_xy Decimal(76, 0) COMMENT 'Sum of outcome times covariate.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (experiment_id, arm, metric, currency)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'An arm of an experiment on one metric: how many units it has, and exact sums of their outcomes and covariate. All that its statistics need.';

CREATE TABLE IF NOT EXISTS milepost_store_b.experiment_arms AS milepost_store.experiment_arms
COMMENT 'An arm of an experiment on one metric: how many units it has, and exact sums of their outcomes and covariate. All that its statistics need.';

CREATE TABLE IF NOT EXISTS milepost_store.experiment_results
(
    experiment_id LowCardinality(String) COMMENT 'The experiment.',
    arm LowCardinality(String) COMMENT 'The arm that is compared.',
    metric LowCardinality(String) COMMENT 'As in experiment_arms.',
    currency LowCardinality(String) COMMENT 'As in experiment_arms; amounts below are in its minor units.',
    control LowCardinality(String) COMMENT 'The arm that it is compared with: holdout; where nobody is held out, the first arm by name.',
    is_primary Bool COMMENT 'Whether the experiment is decided by the metric; false of a guardrail.',
    status LowCardinality(String) COMMENT 'blocked: the sample ratio of exposures is not as planned, and nothing may be read; too_early: too few outcomes, or none differs from another; read.',
    blocked Bool COMMENT 'Whether srm_p is below 0.001.',
    srm_p Float64 COMMENT 'p of a chi-squared test that exposures of all arms are as planned.',
    exposed Int64 COMMENT 'Units of the arm, whether their horizon is over or not.',
    exposed_control Int64 COMMENT 'Those of control.',
    contamination Int64 COMMENT 'Signups in the horizon of held-out units that are bound to them, whether it is over or not.',
    n Int64 COMMENT 'Outcomes of the arm: of units whose horizon is over.',
    n_control Int64 COMMENT 'Those of control.',
    mean Nullable(Float64) COMMENT 'Mean outcome of the arm. This and all that follows: null unless status is read.',
    mean_control Nullable(Float64) COMMENT 'That of control.',
    effect Nullable(Float64) COMMENT 'mean less mean_control.',
    se Nullable(Float64) COMMENT 'Standard error of effect.',
    ci_low Nullable(Float64) COMMENT 'Lower bound of effect, of a confidence sequence: it holds however often it is looked at.',
    ci_high Nullable(Float64) COMMENT 'Its upper bound.',
    p Nullable(Float64) COMMENT 'p of the same sequence, valid at every look.',
    p_holm Nullable(Float64) COMMENT 'p after Holm over all arms and primary metrics that can be read; null of a guardrail.',
    relative Nullable(Float64) COMMENT 'effect as a share of mean_control; null where that is within 3 standard errors of 0.',
    relative_ci_low Nullable(Float64) COMMENT 'Its lower bound, as above.',
    relative_ci_high Nullable(Float64) COMMENT 'Its upper bound.',
    adjusted_effect Nullable(Float64) COMMENT 'effect less what the covariate explains (CUPED).',
    adjusted_se Nullable(Float64) COMMENT 'Its standard error.',
    adjusted_ci_low Nullable(Float64) COMMENT 'Its lower bound, as above.',
    adjusted_ci_high Nullable(Float64) COMMENT 'Its upper bound.',
    variance_reduction Nullable(Float64) COMMENT '1 - (adjusted_se / se) squared.',
    alpha Float64 COMMENT '1 - confidence of the bounds.',
    tuning Float64 COMMENT 'N*: the units of two arms at which a bound is tightest.',
    revision UInt64 COMMENT 'Generation times 2^40 plus the number of this row\'s emission: of one key, the greatest stays.',
    is_deleted UInt8 COMMENT '1: the row no longer holds.'
)
ENGINE = ReplacingMergeTree(revision, is_deleted)
ORDER BY (experiment_id, arm, metric, currency)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'What an experiment says of an arm on one metric by now, valid however often it is looked at: computed from experiment_arms.';

CREATE TABLE IF NOT EXISTS milepost_store_b.experiment_results AS milepost_store.experiment_results
COMMENT 'What an experiment says of an arm on one metric by now, valid however often it is looked at: computed from experiment_arms.';

CREATE VIEW IF NOT EXISTS milepost.experiment_arms
(
    experiment_id LowCardinality(String) COMMENT 'The experiment.',
    arm LowCardinality(String) COMMENT 'The arm, or holdout.',
    metric LowCardinality(String) COMMENT 'own_net_revenue, referred_signups, referred_buyers, referred_net_revenue, or the guardrails own_retention and opt_out; each within the horizon after the exposure.',
    currency LowCardinality(String) COMMENT 'ISO 4217 of revenue, that of the program when it exposed: what is in another currency is not counted; of other metrics empty.',
    exposed Int64 COMMENT 'The arm\'s units, whether their horizon is over or not; of all currencies.',
    planned_millionths Int64 COMMENT 'What the file gave the arm, in millionths of a unit, summed over the exposures of all arms.',
    matured Int64 COMMENT 'Those units whose horizon is over; of all currencies.',
    referees Int64 COMMENT 'Signups of the horizon, over or not, that are bound to a unit of the arm. Of the holdout: contamination.',
    n Int64 COMMENT 'Units with an outcome: those whose horizon is over, of money those of this currency.',
    sum_y Decimal(76, 0) COMMENT 'Sum of their outcomes: minor units, counts, or 0 and 1.',
    sum_yy Decimal(76, 0) COMMENT 'Sum of the squares of outcomes.',
    sum_x Decimal(76, 0) COMMENT 'Sum of their covariate: the gross of own orders and renewals in the time before the exposure that experiments.covariate_window sets (90 days), in minor units.',
    sum_xx Decimal(76, 0) COMMENT 'Sum of the squares of the covariate.',
    sum_xy Decimal(76, 0) COMMENT 'Sum of outcome times covariate.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    experiment_id,
    arm,
    metric,
    currency,
    exposed,
    planned_millionths,
    matured,
    referees,
    n,
    sum_y,
    sum_yy,
    sum_x,
    sum_xx,
    sum_xy,
    revision
FROM milepost_store.experiment_arms FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    experiment_id,
    arm,
    metric,
    currency,
    exposed,
    planned_millionths,
    matured,
    referees,
    n,
    sum_y,
    sum_yy,
    sum_x,
    sum_xx,
    sum_xy,
    revision
FROM milepost_store_b.experiment_arms FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'An arm of an experiment on one metric: how many units it has, and exact sums of their outcomes and covariate. All that its statistics need.';

CREATE VIEW IF NOT EXISTS milepost.experiment_results
(
    experiment_id LowCardinality(String) COMMENT 'The experiment.',
    arm LowCardinality(String) COMMENT 'The arm that is compared.',
    metric LowCardinality(String) COMMENT 'As in experiment_arms.',
    currency LowCardinality(String) COMMENT 'As in experiment_arms; amounts below are in its minor units.',
    control LowCardinality(String) COMMENT 'The arm that it is compared with: holdout; where nobody is held out, the first arm by name.',
    is_primary Bool COMMENT 'Whether the experiment is decided by the metric; false of a guardrail.',
    status LowCardinality(String) COMMENT 'blocked: the sample ratio of exposures is not as planned, and nothing may be read; too_early: too few outcomes, or none differs from another; read.',
    blocked Bool COMMENT 'Whether srm_p is below 0.001.',
    srm_p Float64 COMMENT 'p of a chi-squared test that exposures of all arms are as planned.',
    exposed Int64 COMMENT 'Units of the arm, whether their horizon is over or not.',
    exposed_control Int64 COMMENT 'Those of control.',
    contamination Int64 COMMENT 'Signups in the horizon of held-out units that are bound to them, whether it is over or not.',
    n Int64 COMMENT 'Outcomes of the arm: of units whose horizon is over.',
    n_control Int64 COMMENT 'Those of control.',
    mean Nullable(Float64) COMMENT 'Mean outcome of the arm. This and all that follows: null unless status is read.',
    mean_control Nullable(Float64) COMMENT 'That of control.',
    effect Nullable(Float64) COMMENT 'mean less mean_control.',
    se Nullable(Float64) COMMENT 'Standard error of effect.',
    ci_low Nullable(Float64) COMMENT 'Lower bound of effect, of a confidence sequence: it holds however often it is looked at.',
    ci_high Nullable(Float64) COMMENT 'Its upper bound.',
    p Nullable(Float64) COMMENT 'p of the same sequence, valid at every look.',
    p_holm Nullable(Float64) COMMENT 'p after Holm over all arms and primary metrics that can be read; null of a guardrail.',
    relative Nullable(Float64) COMMENT 'effect as a share of mean_control; null where that is within 3 standard errors of 0.',
    relative_ci_low Nullable(Float64) COMMENT 'Its lower bound, as above.',
    relative_ci_high Nullable(Float64) COMMENT 'Its upper bound.',
    adjusted_effect Nullable(Float64) COMMENT 'effect less what the covariate explains (CUPED).',
    adjusted_se Nullable(Float64) COMMENT 'Its standard error.',
    adjusted_ci_low Nullable(Float64) COMMENT 'Its lower bound, as above.',
    adjusted_ci_high Nullable(Float64) COMMENT 'Its upper bound.',
    variance_reduction Nullable(Float64) COMMENT '1 - (adjusted_se / se) squared.',
    alpha Float64 COMMENT '1 - confidence of the bounds.',
    tuning Float64 COMMENT 'N*: the units of two arms at which a bound is tightest.',
    revision UInt64 COMMENT 'Grows with every revision of the row; comparisons of two runs leave it out.'
)
SQL SECURITY DEFINER
AS SELECT
    experiment_id,
    arm,
    metric,
    currency,
    control,
    is_primary,
    status,
    blocked,
    srm_p,
    exposed,
    exposed_control,
    contamination,
    n,
    n_control,
    mean,
    mean_control,
    effect,
    se,
    ci_low,
    ci_high,
    p,
    p_holm,
    relative,
    relative_ci_low,
    relative_ci_high,
    adjusted_effect,
    adjusted_se,
    adjusted_ci_low,
    adjusted_ci_high,
    variance_reduction,
    alpha,
    tuning,
    revision
FROM milepost_store.experiment_results FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) != 'milepost_store_b'
UNION ALL
SELECT
    experiment_id,
    arm,
    metric,
    currency,
    control,
    is_primary,
    status,
    blocked,
    srm_p,
    exposed,
    exposed_control,
    contamination,
    n,
    n_control,
    mean,
    mean_control,
    effect,
    se,
    ci_low,
    ci_high,
    p,
    p_holm,
    relative,
    relative_ci_low,
    relative_ci_high,
    adjusted_effect,
    adjusted_se,
    adjusted_ci_low,
    adjusted_ci_high,
    variance_reduction,
    alpha,
    tuning,
    revision
FROM milepost_store_b.experiment_results FINAL
WHERE revision >= (SELECT max(floor) FROM milepost_store.generations) * 1099511627776
    AND (SELECT argMaxIf(store, floor, floor > 0) FROM milepost_store.generations) = 'milepost_store_b'
COMMENT 'What an experiment says of an arm on one metric by now, valid however often it is looked at: computed from experiment_arms.';
