package dev.milepost.cli;

import dev.milepost.attribution.paths.ChannelCredit;
import dev.milepost.attribution.paths.DataDriven;
import dev.milepost.attribution.paths.Markov;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Credits channels under all eight models by what a warehouse shows, tells it, and leaves it there. */
final class AttributionModels {

    /** A commit of a live stack between two of the queries has gone by then. */
    private static final int ATTEMPTS = 4;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final Warehouse warehouse;

    AttributionModels(Terminal terminal, Warehouse warehouse) {
        this.terminal = terminal;
        this.warehouse = warehouse;
    }

    void run() throws ClickHouseFailure, InterruptedException {
        try (ClickHouseClient patient = warehouse.patient()) {
            AttributionReading reading = agreed(patient);
            if (reading.paths().orders().isEmpty()) {
                throw new CommandFailure(
                        ExitCode.REFUSED_INPUT,
                        "The warehouse in " + warehouse.name()
                                + " shows no orders: there is nothing to credit. Backfill or"
                                + " send files of the stream purchases.");
            }
            Markov markov = Markov.of(reading.paths());
            List<ChannelCredit> credits = new ArrayList<>(reading.byRules());
            credits.addAll(DataDriven.credits(reading.paths(), markov));
            AttributionModelRows rows = new AttributionModelRows(credits, markov, reading.latest());
            rows.lines().forEach(terminal::say);
            rows.write(patient);
        }
        terminal.say("All eight models are in milepost.attribution_models.");
    }

    private AttributionReading agreed(ClickHouseClient client) throws ClickHouseFailure, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            AttributionReading reading = AttributionReading.of(client);
            if (reading.agrees()) {
                return reading;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        throw new CommandFailure(
                ExitCode.FIGURES_DIFFER,
                "The credits in " + warehouse.name()
                        + " do not sum to one order each under every model, or change faster than"
                        + " they can be read. ./milepost reconcile lists what differs. Nothing was written.");
    }
}
