package dev.milepost.cli;

import dev.milepost.fraud.backtest.BacktestFigures;
import dev.milepost.fraud.backtest.Course;
import dev.milepost.fraud.backtest.Judged;
import dev.milepost.fraud.backtest.Reviewers;
import dev.milepost.fraud.backtest.Truth;
import dev.milepost.programs.Antedating;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.StreamFiles;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The verdicts on the referrals of past events, held against the truth. */
final class FraudBacktest {

    private static final Set<String> TABLES = Set.of("bindings", "fraud_verdicts", "journey");

    private final Context context;
    private final Terminal terminal;
    private final Order order;

    /**
     * What to do.
     *
     * @param truth a folder
     * @param labels name of the file of referrals in it
     * @param csv where to write the figures; null: nowhere
     * @param referrals where to write each referral; null: nowhere
     * @param reviewers who teach in a second run; null: there is none
     */
    record Order(
            PastRun.Input input,
            Path truth,
            String labels,
            ProgramCatalog programs,
            Path csv,
            Path referrals,
            Reviewers reviewers) {}

    FraudBacktest(Context context, Order order) {
        this.context = context;
        this.terminal = context.terminal();
        this.order = order;
    }

    /** Runs, prints the figures, and writes the files that were asked for. */
    void run() throws Exception {
        long started = System.nanoTime();
        Truth truth = Truth.read(order.truth(), order.labels());
        StreamFiles found = PastRun.files(order.input().events());
        context.stop().listen(terminal);
        try (WorkFolder work = context.home().work("fraud-backtest");
                Warehouse warehouse = Warehouse.embedded(work.path().resolve("warehouse"), 0)) {
            PastRun past = new PastRun(context, order.input(), work.path());
            EventSpool spool = past.sort(found);
            ProgramCatalog programs = Antedating.of(order.programs(), Instant.ofEpochMilli(spool.firstMillis()));
            past.compute("verdicts", programs, spool, warehouse, TABLES);
            judge(truth, new FraudOpinions(warehouse.client(), programs).of(truth), spool);
            if (order.reviewers() != null) {
                learn(
                        new FraudLearning(truth, order.reviewers()),
                        past,
                        programs,
                        warehouse,
                        found,
                        spool,
                        work.path());
            }
        }
        terminal.say("");
        terminal.say("Took " + Text.duration(Duration.ofNanos(System.nanoTime() - started)) + ".");
    }

    private void learn(
            FraudLearning learning,
            PastRun past,
            ProgramCatalog programs,
            Warehouse warehouse,
            StreamFiles found,
            EventSpool spool,
            Path work)
            throws Exception {
        List<Course> before = learning.courses(warehouse.client());
        List<Reviewers.Word> words = learning.words(before, spool.horizonMillis());
        Path file = FraudLearning.write(words, work.resolve("reviews"));
        EventSpool reviewed = past.sort(found, List.of(StreamFiles.file(file)));
        past.compute("verdicts with reviews", programs, reviewed, warehouse, TABLES);
        learning.print(terminal, before, learning.courses(warehouse.client()), words, warehouse.client());
    }

    private void judge(Truth truth, FraudOpinions.Found found, EventSpool spool) throws ClickHouseFailure, IOException {
        if (found.bound() == 0) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "None of the truth's " + Text.count(truth.referrals().size(), "referral")
                            + " is bound by these events: are they of the same world, and are --programs those of the truth?");
        }
        terminal.say(Text.count(spool.events(), "event") + " from " + Instant.ofEpochMilli(spool.firstMillis()) + " to "
                + Instant.ofEpochMilli(spool.horizonMillis()) + ". Referrals of the truth: "
                + Text.number(truth.referrals().size()) + ", bound: " + Text.number(found.bound())
                + "; bound beside them, and not counted: " + Text.number(found.strange()) + ".");
        StringBuilder csv = new StringBuilder(FraudBacktestReport.CSV_NAMES);
        for (FraudOpinions.Horizon horizon : FraudOpinions.Horizon.values()) {
            List<Judged> judged = found.judged().get(horizon);
            FraudBacktestReport report = new FraudBacktestReport(horizon, BacktestFigures.of(judged, truth.hasRings()));
            report.lines().forEach(terminal::say);
            csv.append(report.csv());
        }
        if (order.csv() != null) {
            Files.writeString(order.csv(), csv);
            terminal.tell("The figures are in " + order.csv() + ".");
        }
        if (order.referrals() != null) {
            try (Writer out = Files.newBufferedWriter(order.referrals())) {
                FraudBacktestRows.write(found.judged(), out);
            }
            terminal.tell("The referrals are in " + order.referrals() + ".");
        }
    }
}
