package dev.milepost.cli;

import dev.milepost.attribution.reconcile.Difference;
import dev.milepost.attribution.reconcile.Reconciliation;
import dev.milepost.attribution.reconcile.Reconciliation.Outcome;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Duration;
import java.util.List;

/** Holds a warehouse against SQL over its events, and tells what differs. */
record Reconcile(Terminal terminal, Reconciliation reconciliation, SqlTarget target) {

    /** A commit of a live stack that shows in one table and not yet in another has gone by then. */
    private static final int ATTEMPTS = 4;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Gives the exit code: {@link ExitCode#FIGURES_DIFFER} where anything differs. */
    int run() throws ClickHouseFailure, InterruptedException {
        try (Warehouse warehouse = target.open()) {
            warehouse.requireTables();
            tellProgramsWithoutFile(warehouse.client());
            Outcome outcome = compare(warehouse);
            if (!outcome.isEmpty()) {
                list(outcome);
            }
            terminal.say("Compared " + Text.count(outcome.conversions(), "conversion") + " and "
                    + Text.count(outcome.credits(), "credit") + " under first, last and linear: "
                    + (outcome.isEmpty() ? "no difference." : Text.count(outcome.count(), "difference") + "."));
            return outcome.isEmpty() ? ExitCode.OK : ExitCode.FIGURES_DIFFER;
        }
    }

    private void tellProgramsWithoutFile(ClickHouseClient client) throws ClickHouseFailure {
        List<String> programs = reconciliation.programsWithoutFile(client);
        if (!programs.isEmpty()) {
            terminal.tell(
                    "No file was given of " + String.join(", ", programs) + ": the defaults are taken, a window of"
                            + " 30 days and no channel excluded. If the pipeline ran with files, name their folder by"
                            + " --programs.");
        }
    }

    /** At rest nothing moves; where something does, only what stays is a difference. */
    private Outcome compare(Warehouse warehouse) throws ClickHouseFailure, InterruptedException {
        Outcome outcome = reconciliation.compare(warehouse.client());
        for (int i = 1; i < ATTEMPTS && !outcome.isEmpty() && !warehouse.isEmbedded(); i++) {
            Thread.sleep(PAUSE.toMillis());
            outcome = reconciliation.compare(warehouse.client());
        }
        return outcome;
    }

    private void list(Outcome outcome) {
        Table table = new Table("conversion", "model", "touch", "difference", "expected", "found");
        for (Difference difference : outcome.listed()) {
            table.row(
                    difference.conversionId(),
                    difference.model(),
                    orDash(difference.touchId()),
                    difference.difference(),
                    orDash(difference.expected()),
                    orDash(difference.found()));
        }
        table.print(terminal);
        long more = outcome.count() - outcome.listed().size();
        if (more > 0) {
            terminal.say("  … and " + Text.number(more) + " more: see --limit.");
        }
        terminal.say("");
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
