package dev.milepost.cli;

import dev.milepost.experiments.ExperimentSettings;
import dev.milepost.fraud.FraudSettings;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import dev.milepost.simulator.LiveTraffic;
import dev.milepost.simulator.LiveTruth;
import dev.milepost.simulator.ProgramTruth;
import dev.milepost.simulator.SimulatedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Live traffic through the whole stack for a while, then the proof that every figure is right. */
final class Demo {

    /** For a few hundred events a second, of which each is soon to be seen: what waits for others, or is done twice, costs that. */
    static final Settings DEFAULTS = Up.DEFAULTS
            .with(LocalSettings.PARALLELISM, 1)
            .with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMillis(500))
            .with(IngestSettings.CLOCK_INTERVAL, Duration.ofMillis(500))
            .with(IngestSettings.OUT_OF_ORDERNESS, Duration.ofSeconds(1))
            .with(LaunchSettings.WATERMARK_INTERVAL, Duration.ofMillis(50))
            .with(LaunchSettings.BUFFER_TIMEOUT, Duration.ZERO)
            .with(LocalSettings.METRICS_INTERVAL, Duration.ofSeconds(5))
            // Of these it is known whose referrals are cleared, so that every figure can be held against what it must
            // be.
            .with(FraudSettings.OWN_VERDICTS, false);

    /**
     * Where people review: what its past has is not too late, and a partition in which a decision came, and then nothing, soon holds
     * nothing up. That may be shorter than the out-of-orderness: broker and job are one machine's, so nothing is on its way for long.
     * Experiments show their interval, however wide, of ten users of an arm: it is valid at any time, and whoever looks has minutes.
     */
    static final Settings WITH_CASES = DEFAULTS.with(FraudSettings.OWN_VERDICTS, true)
            .with(IngestSettings.LATENESS, DemoPast.REACH)
            .with(IngestSettings.IDLENESS, Duration.ofMillis(250))
            .with(ExperimentSettings.LEAST_UNITS, 10L);

    /** Within 80 columns up to a hundred million events. */
    private static final String LINE = "%9s %12s %9s | %12s %12s %7s %9s";

    private static final String HEADING =
            String.format(LINE, "time", "events sent", "rate", "events shown", "conversions", "dead", "behind");

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);
    private static final Duration CATCH_UP = Duration.ofSeconds(90);

    private final Context context;
    private final Terminal terminal;
    private final LocalStack.Order order;
    private final Play play;

    /**
     * The traffic.
     *
     * @param time how long it flows
     * @param rate events a second
     * @param seed of its random numbers
     * @param withPrograms whether people know of the demo's three programs, which then are those of the order
     * @param cases whether Milepost judges referrals itself and people review them: then nobody knows beforehand what comes of them,
     *     and no figure is checked
     * @param review how they do
     */
    record Play(
            Duration time, double rate, long seed, boolean withPrograms, boolean cases, DemoPrograms.Review review) {}

    /** What verdicts, reviews and payouts from outside come in; not where people review. */
    static final Set<String> FROM_OUTSIDE = Set.of(Streams.FRAUD_VERDICTS, Streams.REVIEWS, Streams.PAYOUTS);

    /** What the traffic knows that it sent. */
    private record Truth(LiveTruth events, ProgramTruth programs) {}

    Demo(Context context, LocalStack.Order order, Play play) {
        this.context = context;
        this.terminal = context.terminal();
        this.order = order;
        this.play = play;
    }

    void run() throws Exception {
        context.stop().listen(terminal);
        terminal.tell("Starting ClickHouse, Kafka and Flink on an empty " + order.data() + " …");
        List<DemoCheck.Figure> figures;
        DemoReport told;
        Instant asOf;
        Path accounts = order.data().resolve("console");
        try (LocalStack stack = LocalStack.start(order, context.home(), terminal);
                LocalConsole console = stack.console(accounts, context.environment())) {
            stack.addresses().forEach(address -> terminal.say("  " + address));
            terminal.say("  Console     " + console.address() + "  " + LocalConsole.letVisitorsIn(accounts));
            Path programs = null;
            if (play.withPrograms()) {
                programs = DemoPrograms.write(order.data(), play.review());
                DemoPrograms.introduce(terminal);
            }
            terminal.say(
                    play.cases()
                            ? "What is suspicious waits for reviewers: sign in to the console as rev, and open Review."
                            : "Its figures are proven at the end; for heatmaps, intervals and cases: ./milepost demo --cases");
            Truth truth = traffic(stack);
            if (play.cases()) {
                return;
            }
            figures = settle(stack, truth);
            asOf = play.withPrograms() ? truth.programs().asOf() : Instant.now();
            told = DemoReport.of(stack.client(), stack.generation(), programs, asOf);
        }
        report(figures, told, asOf);
    }

    private Truth traffic(LocalStack stack) throws Exception {
        LiveTraffic traffic = play.withPrograms()
                ? LiveTraffic.withPrograms(play.seed(), play.rate())
                : new LiveTraffic(play.seed(), play.rate());
        Instant start = Instant.now();
        Instant before = start;
        Instant nextTold = start.plus(TELL_EVERY);
        long told = 0;
        terminal.say(HEADING);
        try (StreamProducer producer = new StreamProducer(stack.bootstrapServers())) {
            while (before.isBefore(start.plus(play.time())) && !context.stop().await(STEP)) {
                stack.watch(Duration.ZERO);
                Instant now = Instant.now();
                for (SimulatedEvent event : traffic.step(now, Duration.between(before, now))) {
                    if (play.cases() && FROM_OUTSIDE.contains(event.stream())) {
                        continue;
                    }
                    producer.send(event.stream(), event.key(), event.payload());
                }
                before = now;
                if (!now.isBefore(nextTold)) {
                    long sent = producer.acknowledged();
                    long millis =
                            Duration.between(nextTold.minus(TELL_EVERY), now).toMillis();
                    tell(stack, Duration.between(start, now), sent, (sent - told) * 1000 / millis);
                    told = sent;
                    nextTold = now.plus(TELL_EVERY);
                }
            }
            producer.flush();
        }
        return new Truth(traffic.truth(), traffic.programTruth());
    }

    private void tell(LocalStack stack, Duration since, long sent, long rate) {
        try {
            terminal.say(line(since, sent, rate, Pulse.of(stack.client())));
        } catch (ClickHouseFailure e) {
            terminal.tell("ClickHouse does not answer just now: " + e.getMessage());
        }
    }

    static String line(Duration since, long sent, long rate, Pulse visible) {
        return String.format(
                LINE,
                Text.duration(since),
                Text.number(sent),
                Text.number(rate) + "/s",
                Text.number(visible.events()),
                Text.number(visible.conversions()),
                Text.number(visible.deadLetters()),
                visible.behind());
    }

    /** Waits until the watermark has passed the last event and all figures are right, or for so long. */
    private List<DemoCheck.Figure> settle(LocalStack stack, Truth truth) throws Exception {
        Instant last = Instant.now();
        Instant end = last.plus(CATCH_UP);
        terminal.tell("Traffic has stopped; waiting for the last events to become visible …");
        List<DemoCheck.Figure> figures = List.of();
        while (true) {
            stack.watch(STEP);
            boolean over = Instant.now().isAfter(end);
            Pulse pulse = Pulse.of(stack.client());
            if (over || (pulse.watermark() != null && pulse.watermark().isAfter(last))) {
                figures = new ArrayList<>(DemoCheck.compare(stack.client(), stack.generation(), truth.events()));
                if (play.withPrograms()) {
                    figures.addAll(DemoProgramCheck.compare(stack.client(), stack.generation(), truth.programs()));
                }
                if (over || figures.stream().allMatch(DemoCheck.Figure::holds)) {
                    terminal.say("Shown: " + pulse);
                    return figures;
                }
            }
        }
    }

    private void report(List<DemoCheck.Figure> figures, DemoReport told, Instant asOf) {
        told.print(terminal);
        terminal.say("");
        terminal.say("Checked against what was sent"
                + (play.withPrograms()
                        ? ", and what programs did against what they must have, as of the last event, "
                                + DemoReport.time(asOf) + " UTC:"
                        : ":"));
        Table table = new Table("figure", "must be", "is", "");
        figures.forEach(figure -> table.row(
                figure.name(),
                figure.said(figure.expected()),
                figure.said(figure.found()),
                figure.holds() ? "ok" : "DIFFERS"));
        table.print(terminal);
        terminal.say("");
        if (!figures.stream().allMatch(DemoCheck.Figure::holds)) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "The warehouse does not show what was sent: see the figures that differ. It is kept in "
                            + order.data() + "; the log is beside it.");
        }
        terminal.say("Every figure is right. Go on:");
        told.printNext(terminal);
        terminal.say(
                "  ./milepost sql \"SELECT model, channel, currency, sum(weight), sum(amount_minor) FROM credits GROUP"
                        + " BY ALL ORDER BY ALL\"");
        terminal.say(
                "  ./milepost sql \"SELECT evidence, status, refusal, count() FROM bindings GROUP BY 1, 2, 3 ORDER BY 1, 2, 3\"");
    }
}
