package dev.milepost.cli;

import dev.milepost.fraud.FraudSettings;
import dev.milepost.milestones.MilestoneSettings;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.StreamFiles;
import dev.milepost.schemas.Streams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the figures of a dry run rest on.
 *
 * @param found the folder's files, those that were left out too
 */
record DryRunNotes(DryRun.Order order, EventSpool spool, StreamFiles found, List<DryRunReport.Run> runs) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Instant first = Instant.ofEpochMilli(spool.firstMillis());
        lines.add("Dry run of "
                + DryRun.names(runs.get(0).programs(), runs.get(0).programs().programs())
                + (runs.size() > 1 ? " against " + runs.get(1).side().name() : "") + " on " + order.events() + ": "
                + Text.count(spool.events(), "event") + " from " + first + " to "
                + Instant.ofEpochMilli(spool.horizonMillis()) + ". Nothing was asked or paid.");
        Set<String> validity = new LinkedHashSet<>();
        runs.forEach(run -> validity.addAll(validity(run, first)));
        lines.addAll(validity);
        if (needsVerdicts()) {
            lines.add(
                    "No fraud verdicts are among the events, and a reward is held until it has one: it stays held, or goes"
                            + " the way of its file's review. To see what the end of each hold would release, add --set "
                            + MilestoneSettings.REQUIRE_VERDICT.key() + "=false.");
        }
        lines.addAll(codes());
        if (!found.without(Streams.PROGRAMS).equals(found)) {
            lines.add("Programs that " + order.events() + " has are left out: those of the files hold alone.");
        }
        Map<String, Long> dead = runs.get(0).deadLetters();
        if (!dead.isEmpty()) {
            lines.add(
                    Text.count(dead.values().stream().mapToLong(Long::longValue).sum(), "record")
                            + " could not be used: " + Text.tally(dead) + ".");
        }
        if (spool.afterUntil() > 0) {
            lines.add(Text.count(spool.afterUntil(), "record") + " after --until, not read.");
        }
        if (!found.ignored().isEmpty()) {
            lines.add("Not stream files, so passed over: " + String.join(", ", found.ignored()));
        }
        return List.copyOf(lines);
    }

    private List<String> codes() {
        DryRunReport.Run run = runs.get(0);
        String program = String.join(", ", run.figures().keySet());
        if (order.allCodes()) {
            return List.of("Every code is taken as one of " + program
                    + ", and every verdict and review as one of its referrals (--all-codes); payouts are left out.");
        }
        if (run.elsewhere().isEmpty()) {
            return List.of();
        }
        long all = run.elsewhere().values().stream().mapToLong(Long::longValue).sum();
        return List.of(
                Text.count(all, "referral") + " came by codes of other programs, of which nothing is earned here: "
                        + Text.counts(run.elsewhere()) + "."
                        + (run.figures().size() == 1
                                ? " To see what " + program + " would have made of them, add --all-codes."
                                : ""));
    }

    private static List<String> validity(DryRunReport.Run run, Instant first) {
        List<String> said = new ArrayList<>();
        List<ProgramVersion> held = run.programs().versions();
        for (int i = 0; i < held.size(); i++) {
            ProgramVersion declared = run.side().declared().versions().get(i);
            Instant from = Instant.ofEpochMilli(declared.validFromMillis());
            if (declared.validFromMillis() != held.get(i).validFromMillis()) {
                said.add(declared.label() + " is taken to hold from the first event on, not only from " + from
                        + " as its file says (--as-declared).");
            } else if (from.isAfter(first)) {
                said.add(declared.label() + " holds from " + from + " on, as its file says.");
            }
            if (declared.validToMillis() <= first.toEpochMilli()) {
                said.add(declared.label() + " ended before the first event: its valid_to is "
                        + Instant.ofEpochMilli(declared.validToMillis()) + ".");
            }
        }
        return said;
    }

    private boolean needsVerdicts() {
        return order.settings().get(MilestoneSettings.REQUIRE_VERDICT)
                && !order.settings().get(FraudSettings.OWN_VERDICTS)
                && !spool.eventsByStream().containsKey(Streams.FRAUD_VERDICTS)
                && runs.stream()
                        .flatMap(run -> run.programs().versions().stream())
                        .anyMatch(version -> !version.rewards().isEmpty());
    }
}
