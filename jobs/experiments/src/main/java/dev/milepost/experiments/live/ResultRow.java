package dev.milepost.experiments.live;

import dev.milepost.experiments.model.ReadingTerms;
import dev.milepost.experiments.model.Result;
import dev.milepost.experiments.statistics.Comparison;
import dev.milepost.experiments.statistics.Estimate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A result as the view experiment_results would have it, but for what is adjusted: column to text, null where it is withheld. */
final class ResultRow {

    private ResultRow() {}

    static Map<String, String> of(Result result, boolean blocked, ReadingTerms terms) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("arm", result.line().arm());
        row.put("metric", result.line().metric().label());
        row.put("currency", result.line().currency());
        row.put("control", result.control());
        row.put("is_primary", Boolean.toString(result.line().metric().isPrimary()));
        row.put("status", result.status().name().toLowerCase(Locale.ROOT));
        row.put("blocked", Boolean.toString(blocked));
        row.put("n", Long.toString(result.n()));
        row.put("n_control", Long.toString(result.controlN()));
        Comparison comparison = result.comparison();
        Estimate absolute = comparison == null ? null : comparison.absolute().orElseThrow();
        row.put("mean", comparison == null ? null : text(comparison.treatment().mean()));
        row.put(
                "mean_control",
                comparison == null ? null : text(comparison.baseline().mean()));
        row.put("effect", absolute == null ? null : text(absolute.effect()));
        row.put("se", absolute == null ? null : text(absolute.se()));
        row.put("ci_low", absolute == null ? null : text(absolute.ciLow()));
        row.put("ci_high", absolute == null ? null : text(absolute.ciHigh()));
        row.put("p", absolute == null ? null : text(absolute.p()));
        row.put("p_holm", comparison == null ? null : text(comparison.pHolm()));
        Estimate relative = comparison == null ? null : comparison.relative().orElse(null);
        row.put("relative", relative == null ? null : text(relative.effect()));
        row.put("relative_ci_low", relative == null ? null : text(relative.ciLow()));
        row.put("relative_ci_high", relative == null ? null : text(relative.ciHigh()));
        row.put("adjusted_effect", null);
        row.put("alpha", text(terms.alpha()));
        return row;
    }

    private static String text(double figure) {
        return Double.isFinite(figure) ? Double.toString(figure) : null;
    }
}
