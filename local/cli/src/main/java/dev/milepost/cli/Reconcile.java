package dev.milepost.cli;

import dev.milepost.attribution.reconcile.Difference;
import dev.milepost.attribution.reconcile.Reconciliation;
import dev.milepost.attribution.reconcile.Reconciliation.Outcome;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Holds a warehouse against SQL over its events, and tells what differs.
 *
 * @param files versions of programs that are taken in place of the warehouse's own
 * @param limit the most differences that are told
 */
record Reconcile(Terminal terminal, ProgramCatalog files, Settings settings, int limit, SqlTarget target) {

    /** A commit of a live stack that shows in one table and not yet in another has gone by then. */
    private static final int ATTEMPTS = 4;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** So many are held to tell which stay: more than a commit leaves, and no burden to memory. */
    private static final int HELD = 50_000;

    /** One comparison. */
    @FunctionalInterface
    interface Comparison {
        Outcome compare() throws ClickHouseFailure;
    }

    /** Gives the exit code: {@link ExitCode#FIGURES_DIFFER} where anything differs. */
    int run() throws ClickHouseFailure, InterruptedException {
        try (Warehouse warehouse = target.open()) {
            warehouse.requireTables();
            boolean rests = warehouse.isEmbedded();
            Reconciliation reconciliation =
                    Reconciliation.of(warehouse.client(), files, settings, rests ? limit : Math.max(limit, HELD));
            tellOfTerms(reconciliation, warehouse);
            Comparison comparison = () -> reconciliation.compare(warehouse.client());
            Outcome outcome = rests ? comparison.compare() : staying(comparison, PAUSE);
            if (!outcome.isEmpty()) {
                list(outcome);
            }
            terminal.say("Compared " + Text.count(outcome.conversions(), "conversion") + " and "
                    + Text.count(outcome.credits(), "credit") + " under first, last and linear: "
                    + (outcome.isEmpty() ? "no difference." : Text.count(outcome.count(), "difference") + "."));
            return outcome.isEmpty() ? ExitCode.OK : ExitCode.FIGURES_DIFFER;
        }
    }

    private void tellOfTerms(Reconciliation reconciliation, Warehouse warehouse) throws ClickHouseFailure {
        List<String> unknown = reconciliation.unknownPrograms(warehouse.client());
        if (!unknown.isEmpty()) {
            terminal.tell("Neither the warehouse nor a file has a version of " + String.join(", ", unknown)
                    + ": the defaults are taken, a window of 30 days and no channel excluded. If the pipeline ran with"
                    + " files of them, name their folder by --programs.");
        }
        if (!reconciliation.contradicted().isEmpty()) {
            terminal.tell(
                    "The files of --programs say something else of "
                            + String.join(", ", reconciliation.contradicted())
                            + " than the pipeline had, and are taken at their word. Leave --programs out to go by what it had.");
        }
    }

    /** Where something moves, only what every comparison tells of is a difference. */
    static Outcome staying(Comparison comparison, Duration pause) throws ClickHouseFailure, InterruptedException {
        Outcome outcome = comparison.compare();
        for (int i = 1; i < ATTEMPTS && !outcome.isEmpty(); i++) {
            Thread.sleep(pause.toMillis());
            outcome = comparison.compare().staying(outcome);
        }
        return outcome;
    }

    private void list(Outcome outcome) {
        Table table = new Table("conversion", "model", "touch", "difference", "expected", "found");
        List<Difference> listed =
                outcome.listed().subList(0, Math.min(limit, outcome.listed().size()));
        for (Difference difference : listed) {
            table.row(
                    difference.conversionId(),
                    difference.model(),
                    orDash(difference.touchId()),
                    difference.difference(),
                    orDash(difference.expected()),
                    orDash(difference.found()));
        }
        table.print(terminal);
        long more = outcome.count() - listed.size();
        if (more > 0) {
            terminal.say("  … and " + Text.number(more) + " more: see --limit.");
        }
        terminal.say("");
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
