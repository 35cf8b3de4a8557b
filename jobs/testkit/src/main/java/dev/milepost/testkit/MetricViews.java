package dev.milepost.testkit;

import java.util.Set;

/** The views of metrics: made of other views alone, and of what time it is by the watermark. */
public final class MetricViews {

    public static final Set<String> NAMES = Set.of(
            "referral_signals",
            "funnel_referrals",
            "funnel_asks",
            "funnel_steps",
            "funnel_stages",
            "funnel_daily",
            "ask_outcomes",
            "time_to_stage_curve",
            "time_to_stage",
            "cohort_retention",
            "cohort_ltv",
            "source_ltv",
            "source_comparison",
            "referral_rates",
            "referral_economics",
            "advocate_health",
            "assisted_conversions",
            "risk_metrics");

    private MetricViews() {}
}
