package dev.milepost.cli;

import dev.milepost.experiments.discovery.Discoveries;
import dev.milepost.experiments.discovery.Finding;
import dev.milepost.experiments.discovery.Grid;
import dev.milepost.experiments.discovery.Outcome;
import dev.milepost.runtime.text.Digits;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Candidates for milestones as a growth manager reads them. */
final class DiscoverReport {

    /** Said wherever findings are. */
    static final String WARNING =
            "Observational: users chose what they did. Who is alike in signup, activity and days may"
                    + " still differ in what no event shows, and that would look the same. Before you build on a milestone, ask at it"
                    + " with a holdout, and believe what that says: docs/experiments.md.";

    private static final int POINTS = 1;

    private final Discover.Answer answer;
    private final Discoveries found;

    DiscoverReport(Discover.Answer answer) {
        this.answer = answer;
        this.found = answer.found();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(outcome());
        lines.add(Text.count(found.signups(), "signup") + " until "
                + Instant.ofEpochMilli(answer.untilMillis()).truncatedTo(ChronoUnit.SECONDS) + ". Of "
                + Text.number(found.users()) + " the outcome is known; " + Text.number(found.had()) + " have it. "
                + Text.count(found.judged(), "candidate") + " judged; the best of each event:");
        lines.add("");
        lines.addAll(table().lines());
        lines.add("");
        lines.add(summary());
        lines.add(
                "Compared are users who had done it by the end of the window with users of the same month of signup who had"
                        + " not, and had done as much by then. Activity is measured without and with the event itself; shown is the"
                        + " weaker difference. Intervals hold all together.");
        notes(lines);
        lines.add(WARNING);
        return lines;
    }

    private String outcome() {
        return found.outcome().text() + ": "
                + switch (found.outcome()) {
                    case REFERRAL_SHARED ->
                        "who had not shared by the end of the window shares in the "
                                + Outcome.REFERRAL_SHARED.untilDay() + " days after it.";
                    case RETAINED_90D ->
                        "there is any activity in days " + Outcome.RETAINED_90D.fromDay() + " to "
                                + Outcome.RETAINED_90D.untilDay() + " after the end of the window.";
                };
    }

    private Table table() {
        Table table = new Table(
                "Event",
                "Times",
                "Within",
                "Reached",
                "Not yet",
                "Share",
                "Of not yet",
                "Points",
                Digits.interval(found.alpha()),
                "Lift",
                "p (Holm)",
                "");
        for (Finding finding : found.findings()) {
            table.row(
                    finding.candidate().event(),
                    finding.candidate().count(),
                    new Table.Figure(finding.candidate().days() + " d"),
                    finding.reached(),
                    finding.notYet(),
                    new Table.Figure(Digits.percent(finding.share())),
                    new Table.Figure(Digits.percent(finding.shareNotYet())),
                    new Table.Figure(points(finding.difference())),
                    points(finding.ciLow()) + " to " + points(finding.ciHigh()),
                    new Table.Figure(Digits.signedPercent(finding.lift())),
                    new Table.Figure(Digits.p(finding.pHolm())),
                    word(finding.verdict()));
        }
        return table;
    }

    private static String points(double share) {
        return Digits.signed(100 * share, POINTS);
    }

    private static String word(Finding.Verdict verdict) {
        return switch (verdict) {
            case MILESTONE -> "milestone";
            case LESS -> "less";
            case ACTIVITY -> "activity";
            case NOTHING -> "";
        };
    }

    private String summary() {
        List<String> milestones = found.findings().stream()
                .filter(finding -> finding.verdict() == Finding.Verdict.MILESTONE)
                .map(Finding::candidate)
                .map(candidate ->
                        candidate.count() + " " + candidate.event() + " within " + Text.count(candidate.days(), "day"))
                .toList();
        return milestones.isEmpty()
                ? "No milestone stands out. That is no proof that there is none: see how wide the intervals are."
                : "After " + String.join("; after ", milestones) + ": more than chance and activity explain.";
    }

    private void notes(List<String> lines) {
        if (has(Finding.Verdict.ACTIVITY)) {
            lines.add("activity: stands out among users who did as much else, and not once the event itself counts as"
                    + " activity: it shows who is active, and nothing beyond.");
        }
        if (has(Finding.Verdict.LESS)) {
            lines.add("less: the outcome follows it less often.");
        }
        if (!found.tooFew().isEmpty()) {
            lines.add("Too few users who can be compared: " + Text.some(found.tooFew()) + ".");
        }
        if (!answer.notAsked().isEmpty()) {
            lines.add("Not judged, as others have more users: " + Text.some(answer.notAsked())
                    + ". --events names those that are.");
        }
        if (found.findings().stream()
                .anyMatch(finding -> finding.verdict() == Finding.Verdict.MILESTONE
                        && finding.candidate().days() == Grid.LONGEST_DAYS)) {
            lines.add(Grid.LONGEST_DAYS + " days is the longest window there is: the best may be longer.");
        }
    }

    private boolean has(Finding.Verdict verdict) {
        return found.findings().stream().anyMatch(finding -> finding.verdict() == verdict);
    }
}
