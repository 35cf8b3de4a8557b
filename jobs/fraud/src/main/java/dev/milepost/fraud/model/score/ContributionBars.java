package dev.milepost.fraud.model.score;

import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A verdict as lines for a terminal: what each group adds to the log odds, as bars. No line is wider than {@link #WIDTH}; what is
 * above 0 is drawn with {@code +}, what is below with {@code -}, so it reads the same without colour.
 */
public final class ContributionBars {

    public static final int WIDTH = 100;

    private static final int BAR = 28;
    private static final int CODES = 20;
    private static final String RED = "\u001B[31m";
    private static final String GREEN = "\u001B[32m";
    private static final String PLAIN = "\u001B[0m";

    private ContributionBars() {}

    /**
     * The lines, without line ends.
     *
     * @param colour whether bars are red and green
     */
    public static List<String> lines(Verdict verdict, boolean colour) {
        List<String> lines = new ArrayList<>();
        lines.add(cut("referral " + verdict.subject().referralId() + ": score " + score(verdict.scoreMillionths())));
        lines.add(cut("advocate " + verdict.subject().advocateId() + ", referee "
                + verdict.subject().refereeId() + ", program "
                + verdict.subject().programId()));
        lines.add(cut(Instant.ofEpochMilli(verdict.timeMillis()) + ", segment "
                + verdict.subject().segment() + ", model " + verdict.versions().model() + ", rules "
                + verdict.versions().rules() + ", weights "
                + verdict.versions().weights()));
        lines.add("");
        lines.addAll(bars(verdict, colour));
        if (verdict.floor() != null) {
            lines.add(cut("OVERRIDE  " + codes(verdict.floor().signals()) + " raise "
                    + score(verdict.floor().calibratedMillionths()) + " to at least "
                    + score(verdict.floor().leastMillionths())));
        }
        evidence(verdict, lines);
        missing(verdict, lines);
        return lines;
    }

    private static List<String> bars(Verdict verdict, boolean colour) {
        double widest = verdict.contributions().stream()
                .mapToDouble(each -> Math.abs(each.amount()))
                .reduce(Math.abs(verdict.intercept()), Math::max);
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-" + CODES + "s %9s %9s %9s", "signal", "value", "usual", "log odds"));
        lines.add(bar("base rate", "", "", verdict.intercept(), widest, colour));
        verdict.contributions().stream()
                .filter(each -> each.signal() != null)
                .sorted(Comparator.comparingDouble(Contribution::amount).reversed())
                .forEach(each -> {
                    Reading reading = verdict.features().of(each.signal());
                    lines.add(bar(
                            each.signal().name(),
                            number(reading.value()),
                            number(reading.baseline()),
                            each.amount(),
                            widest,
                            colour));
                });
        lines.add(String.format(Locale.ROOT, "%-" + CODES + "s %9s %9s %+9.3f", "sum", "", "", verdict.logit()));
        return lines;
    }

    private static String bar(String name, String value, String usual, double amount, double widest, boolean colour) {
        String line = String.format(Locale.ROOT, "%-" + CODES + "s %9s %9s %+9.3f", name, value, usual, amount);
        int length = widest == 0 ? 0 : (int) Math.round(Math.abs(amount) / widest * BAR);
        if (length == 0) {
            return line;
        }
        String drawn = (amount > 0 ? "+" : "-").repeat(length);
        return line + "  " + (colour ? (amount > 0 ? RED : GREEN) + drawn + PLAIN : drawn);
    }

    private static void evidence(Verdict verdict, List<String> lines) {
        for (Reason reason : verdict.reasons()) {
            String text = reason.signal() + ": " + reason.signal().meaning();
            lines.add(
                    cut(reason.evidence().isEmpty() ? text : text + " (" + String.join(", ", reason.evidence()) + ")"));
        }
    }

    private static void missing(Verdict verdict, List<String> lines) {
        for (Reading reading : verdict.missing()) {
            lines.add(
                    cut("missing " + reading.signal() + ": " + reading.missing().meaning()));
        }
    }

    private static String codes(List<Signal> signals) {
        return signals.stream().map(Signal::name).collect(Collectors.joining(" and "));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String score(int millionths) {
        return String.format(Locale.ROOT, "%.3f", millionths / Verdict.MILLION);
    }

    /** Ids come from outside: what would move a terminal's cursor is shown as a question mark. */
    private static String cut(String text) {
        String shown = text.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
        return shown.length() <= WIDTH ? shown : shown.substring(0, WIDTH - 1) + "…";
    }
}
