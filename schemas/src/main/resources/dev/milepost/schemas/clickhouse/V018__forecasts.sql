-- What commands compute of the warehouse and leave in it: forecasts of lifetime value (./milepost ltv fit), and the channels' credit under
-- all models (./milepost attribution models).
--
-- Written by whoever runs the command, not by the pipeline, and not of a store: a rebuild leaves them as they are until the command is run
-- again. A computation is one computed_at. What is written of a key again takes the place of what was, and a view shows the rows of the
-- latest computation alone: a source that is no more leaves nothing behind.

CREATE TABLE IF NOT EXISTS milepost_store.ltv_forecast
(
    as_of Date32 COMMENT 'The last day whose purchases are counted; the horizon begins with the day after.',
    holdout_days UInt32 COMMENT 'How many days up to as_of the fit did not see, and was held against.',
    currency LowCardinality(String) COMMENT 'ISO 4217; customers are of one currency each, and nothing is converted.',
    source String COMMENT 'Where the customers came from, as in customers; (all) is everybody.',
    horizon_days UInt32 COMMENT 'H: how far ahead.',
    fitted_on String COMMENT 'Whose parameters: the source itself, or (all) where the source has no fit of its own: it is too small, or its spend has no mean.',
    customers UInt64 COMMENT 'Customers of the source up to as_of: those with a purchase that still counts.',
    purchases Float64 COMMENT 'Purchase days expected of them within the horizon.',
    revenue_minor Int64 COMMENT 'What these bring, minor units, net of refunds as they stood in what was fitted to.',
    new_customer_purchases Float64 COMMENT 'Repeat purchase days expected of one new customer within the horizon after the first purchase.',
    new_customer_minor Int64 COMMENT 'LTV(H): what one new customer brings within the horizon, the first day with it, minor units.',
    fit_customers UInt64 COMMENT 'Customers that the parameters were fitted to.',
    fit_repeat_buyers UInt64 COMMENT 'Those of them who bought on a second day.',
    r Float64 COMMENT 'BG/NBD: shape of purchase rates.',
    alpha Float64 COMMENT 'BG/NBD: scale of purchase rates, weeks.',
    a Float64 COMMENT 'BG/NBD: of the beta distribution of leaving.',
    b Float64 COMMENT 'BG/NBD: of the beta distribution of leaving.',
    p Float64 COMMENT 'Gamma-Gamma: shape of a customer\'s purchases.',
    q Float64 COMMENT 'Gamma-Gamma: shape of their scale over customers.',
    v Float64 COMMENT 'Gamma-Gamma: scale over customers, major units of the currency.',
    holdout_customers UInt64 COMMENT 'Customers of the source at the end of the calibration, who were held against what they did after it.',
    holdout_purchases_expected Float64 COMMENT 'Purchase days that the fit expected of them in the hold-out.',
    holdout_purchases UInt64 COMMENT 'Those that there were.',
    holdout_purchases_mae Float64 COMMENT 'Mean absolute difference of the two per customer.',
    holdout_revenue_expected_minor Int64 COMMENT 'What the fit expected them to bring in the hold-out, minor units.',
    holdout_revenue_minor Int64 COMMENT 'What they brought, minor units, net of refunds up to as_of.',
    holdout_revenue_mae_minor Int64 COMMENT 'Mean absolute difference of the two per customer, minor units.',
    computed_at DateTime64(3, 'UTC') COMMENT 'When, by the server\'s clock.'
)
ENGINE = ReplacingMergeTree(computed_at)
ORDER BY (as_of, holdout_days, currency, source, horizon_days)
COMMENT 'Forecasts of lifetime value by source, each with how far its fit was from a hold-out.';

CREATE VIEW IF NOT EXISTS milepost.ltv_forecast
(
    as_of Date32 COMMENT 'The last day whose purchases are counted; the horizon begins with the day after.',
    holdout_days UInt32 COMMENT 'How many days up to as_of the fit did not see, and was held against.',
    currency LowCardinality(String) COMMENT 'ISO 4217; customers are of one currency each, and nothing is converted.',
    source String COMMENT 'Where the customers came from, as in customers; (all) is everybody.',
    horizon_days UInt32 COMMENT 'H: how far ahead.',
    fitted_on String COMMENT 'Whose parameters: the source itself, or (all) where the source has no fit of its own: it is too small, or its spend has no mean.',
    customers UInt64 COMMENT 'Customers of the source up to as_of: those with a purchase that still counts.',
    purchases Float64 COMMENT 'Purchase days expected of them within the horizon.',
    revenue_minor Int64 COMMENT 'What these bring, minor units, net of refunds as they stood in what was fitted to.',
    new_customer_purchases Float64 COMMENT 'Repeat purchase days expected of one new customer within the horizon after the first purchase.',
    new_customer_minor Int64 COMMENT 'LTV(H): what one new customer brings within the horizon, the first day with it, minor units.',
    fit_customers UInt64 COMMENT 'Customers that the parameters were fitted to.',
    fit_repeat_buyers UInt64 COMMENT 'Those of them who bought on a second day.',
    r Float64 COMMENT 'BG/NBD: shape of purchase rates.',
    alpha Float64 COMMENT 'BG/NBD: scale of purchase rates, weeks.',
    a Float64 COMMENT 'BG/NBD: of the beta distribution of leaving.',
    b Float64 COMMENT 'BG/NBD: of the beta distribution of leaving.',
    p Float64 COMMENT 'Gamma-Gamma: shape of a customer\'s purchases.',
    q Float64 COMMENT 'Gamma-Gamma: shape of their scale over customers.',
    v Float64 COMMENT 'Gamma-Gamma: scale over customers, major units of the currency.',
    holdout_customers UInt64 COMMENT 'Customers of the source at the end of the calibration, who were held against what they did after it.',
    holdout_purchases_expected Float64 COMMENT 'Purchase days that the fit expected of them in the hold-out.',
    holdout_purchases UInt64 COMMENT 'Those that there were.',
    holdout_purchases_mae Float64 COMMENT 'Mean absolute difference of the two per customer.',
    holdout_revenue_expected_minor Int64 COMMENT 'What the fit expected them to bring in the hold-out, minor units.',
    holdout_revenue_minor Int64 COMMENT 'What they brought, minor units, net of refunds up to as_of.',
    holdout_revenue_mae_minor Int64 COMMENT 'Mean absolute difference of the two per customer, minor units.',
    computed_at DateTime64(3, 'UTC') COMMENT 'When, by the server\'s clock.'
)
SQL SECURITY DEFINER
AS SELECT
    as_of,
    holdout_days,
    currency,
    source,
    horizon_days,
    fitted_on,
    customers,
    purchases,
    revenue_minor,
    new_customer_purchases,
    new_customer_minor,
    fit_customers,
    fit_repeat_buyers,
    r,
    alpha,
    a,
    b,
    p,
    q,
    v,
    holdout_customers,
    holdout_purchases_expected,
    holdout_purchases,
    holdout_purchases_mae,
    holdout_revenue_expected_minor,
    holdout_revenue_minor,
    holdout_revenue_mae_minor,
    computed_at
FROM milepost_store.ltv_forecast FINAL
WHERE (as_of, holdout_days, computed_at) IN
    (SELECT as_of, holdout_days, max(computed_at) FROM milepost_store.ltv_forecast GROUP BY as_of, holdout_days)
COMMENT 'Predicted lifetime value by source, currency and horizon (BG/NBD and Gamma-Gamma, not discounted), beside the error of its fit on a hold-out. A fit is named by as_of and holdout_days; of one that was made again the latest is shown.';

CREATE TABLE IF NOT EXISTS milepost_store.attribution_models
(
    model LowCardinality(String) COMMENT 'first, last, last_non_direct, linear, position, time_decay, shapley or markov.',
    channel String COMMENT 'The channel; (none) is what no touch led to.',
    currency LowCardinality(String) COMMENT 'ISO 4217, of the orders.',
    conversions Decimal(38, 9) COMMENT 'Orders and renewals that the channel is credited with; over channels they sum to all.',
    amount_minor Int128 COMMENT 'Their net amount that it is credited with, minor units; over channels it sums to all.',
    conversion_share Float64 COMMENT 'Of the currency\'s conversions, under the model.',
    revenue_share Float64 COMMENT 'Of the currency\'s net amount, under the model; 0 where there is none.',
    removal_effect Nullable(Float64) COMMENT 'markov alone, over all currencies: the share of conversions that would be lost without the channel; null for (none).',
    as_of DateTime64(3, 'UTC') COMMENT 'Event time of the latest order among them.',
    computed_at DateTime64(3, 'UTC') COMMENT 'When, by the server\'s clock.'
)
ENGINE = ReplacingMergeTree(computed_at)
ORDER BY (model, channel, currency)
COMMENT 'What each channel is credited with under each model, over all orders.';

CREATE VIEW IF NOT EXISTS milepost.attribution_models
(
    model LowCardinality(String) COMMENT 'first, last, last_non_direct, linear, position, time_decay, shapley or markov.',
    channel String COMMENT 'The channel; (none) is what no touch led to.',
    currency LowCardinality(String) COMMENT 'ISO 4217, of the orders.',
    conversions Decimal(38, 9) COMMENT 'Orders and renewals that the channel is credited with; over channels they sum to all.',
    amount_minor Int128 COMMENT 'Their net amount that it is credited with, minor units; over channels it sums to all.',
    conversion_share Float64 COMMENT 'Of the currency\'s conversions, under the model.',
    revenue_share Float64 COMMENT 'Of the currency\'s net amount, under the model; 0 where there is none.',
    removal_effect Nullable(Float64) COMMENT 'markov alone, over all currencies: the share of conversions that would be lost without the channel; null for (none).',
    as_of DateTime64(3, 'UTC') COMMENT 'Event time of the latest order among them.',
    computed_at DateTime64(3, 'UTC') COMMENT 'When, by the server\'s clock.'
)
SQL SECURITY DEFINER
AS SELECT
    model,
    channel,
    currency,
    conversions,
    amount_minor,
    conversion_share,
    revenue_share,
    removal_effect,
    as_of,
    computed_at
FROM milepost_store.attribution_models FINAL
WHERE computed_at = (SELECT max(computed_at) FROM milepost_store.attribution_models)
COMMENT 'What each channel is credited with under all eight models: the six that split an order by rules, and Shapley and Markov over all paths. Of the latest computation.';
