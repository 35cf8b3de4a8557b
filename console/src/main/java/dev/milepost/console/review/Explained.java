package dev.milepost.console.review;

import dev.milepost.fraud.model.signal.Signal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Why a referral was judged as it was.
 *
 * @param alert its latest
 * @param refereeId who was referred; empty where the verdict is not there
 * @param scoreNow of the latest verdict, which may be a later one that raised no alert
 * @param judged when, and for what
 * @param versions of formulas, overrides and weights
 * @param segment against which it was judged
 * @param bars what each group adds to the log odds, the intercept first
 * @param logit what they sum to
 * @param reasons the strongest first
 * @param missing the signals without a value, and why
 */
public record Explained(
        ShownAlert alert,
        String refereeId,
        String scoreNow,
        String judged,
        String versions,
        String segment,
        List<Bar> bars,
        String logit,
        List<Reason> reasons,
        List<String> missing) {

    private static final double HALF = 100;

    /**
     * A bar to the left or the right of the middle of 200.
     *
     * @param x where it begins
     * @param width how long it is
     * @param more whether it makes fraud likelier
     */
    public record Bar(String name, String text, String x, String width, boolean more) {}

    /**
     * One reason.
     *
     * @param meaning in words
     * @param baseline what is usual in the segment; empty where nothing is known
     * @param valueWidth how long its bar is, of 100
     * @param baselineWidth how long the usual one's is
     * @param evidence what it rests on
     */
    public record Reason(
            String code,
            String meaning,
            String value,
            String baseline,
            String contribution,
            String valueWidth,
            String baselineWidth,
            List<String> evidence) {}

    /**
     * Of a row of {@link CaseReads#verdicts}.
     *
     * @param verdict null: it is not there
     * @param reasons rows of {@link CaseReads#reasons} of that verdict
     */
    static Explained of(ShownAlert alert, Map<String, String> verdict, List<Map<String, String>> reasons) {
        if (verdict == null) {
            return new Explained(alert, "", "", "", "", "", List.of(), "", List.of(), List.of());
        }
        return new Explained(
                alert,
                verdict.get("referee_id"),
                verdict.get("score_now"),
                verdict.get("decided") + ", " + verdict.get("assessed_for").replace('_', ' '),
                "formulas " + verdict.get("model_version") + ", signals " + verdict.get("rule_version") + ", weights "
                        + verdict.get("weights_version"),
                verdict.get("segment"),
                bars(verdict.get("intercept"), Json.map(verdict.get("contributions"))),
                verdict.get("logit"),
                reasons.stream().map(Explained::reason).toList(),
                Json.map(verdict.get("missing")).entrySet().stream()
                        .map(one -> words(one.getKey()) + ": " + words(one.getValue()))
                        .toList());
    }

    private static List<Bar> bars(String intercept, Map<String, String> contributions) {
        double most = Stream.concat(Stream.of(intercept), contributions.values().stream())
                .mapToDouble(text -> Math.abs(Double.parseDouble(text)))
                .max()
                .orElse(0);
        List<Bar> bars = new ArrayList<>();
        bars.add(bar("a usual referral", intercept, most));
        contributions.entrySet().stream()
                .sorted((one, other) -> new BigDecimal(other.getValue()).compareTo(new BigDecimal(one.getValue())))
                .forEach(one -> bars.add(bar(words(one.getKey()), one.getValue(), most)));
        return List.copyOf(bars);
    }

    private static Bar bar(String name, String text, double most) {
        double value = Double.parseDouble(text);
        double width = most == 0 ? 0 : HALF * Math.abs(value) / most;
        return new Bar(
                name,
                String.format(Locale.ROOT, "%+.3f", value),
                number(value < 0 ? HALF - width : HALF),
                number(width),
                value > 0);
    }

    private static Reason reason(Map<String, String> row) {
        String baseline = row.get("baseline") == null ? "" : row.get("baseline");
        double value = Math.abs(Double.parseDouble(row.get("value")));
        double usual = baseline.isEmpty() ? 0 : Math.abs(Double.parseDouble(baseline));
        double most = Math.max(value, usual);
        return new Reason(
                row.get("code"),
                meaning(row.get("code")),
                row.get("value"),
                baseline,
                row.get("contribution"),
                number(most == 0 ? 0 : HALF * value / most),
                number(most == 0 ? 0 : HALF * usual / most),
                Json.list(row.get("evidence"), node -> node.asText()));
    }

    private static String meaning(String code) {
        if (code.equals("OVERRIDE")) {
            return "a rule demands at least this score";
        }
        return Signal.all().stream()
                .filter(signal -> signal.name().equals(code))
                .map(Signal::meaning)
                .findFirst()
                .orElse("");
    }

    private static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** The score, as the alert has it. */
    public String score() {
        return BigDecimal.valueOf(alert.scoreMillionths(), 6)
                .stripTrailingZeros()
                .toPlainString();
    }
}
