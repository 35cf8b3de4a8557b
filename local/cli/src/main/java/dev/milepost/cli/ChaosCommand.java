package dev.milepost.cli;

import dev.milepost.cli.chaos.Chaos;
import dev.milepost.cli.chaos.ChaosPlan;
import dev.milepost.cli.chaos.ChaosReport;
import dev.milepost.cli.chaos.Victim;
import dev.milepost.runtime.settings.Durations;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "chaos",
        description =
                "Kill the processes of a real cluster at random under live traffic, and prove every row at the end.",
        footer = {
            "",
            "Examples:",
            "  ./milepost chaos --kills 10 --seed 1 --for 3m",
            "  ./milepost chaos --kills 8 --seed 2 --outage clickhouse=30s,broker=20s",
            "",
            "Kafka, ClickHouse, a job manager and two task managers run as processes of their own; each kind is killed "
                    + "in turn, some of them between an insert and its commit. The warehouse is then compared, row by row, with a "
                    + "run without kills over the same topics and with an independent oracle: any difference is exit code 8, "
                    + "and so is a process that ended by itself or outgrew its memory, or a blow that did not come about. "
                    + "What was in .milepost/chaos is removed first; logs and data of the run stay there."
        })
final class ChaosCommand implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many processes are killed; 8 by default, which is each kind twice.")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Of what is killed, when, and of traffic.")
    private long seed;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            defaultValue = "3m",
            description = "How long traffic flows at least: 3m by default.")
    private String time;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "200", description = "Events a second; 200 by default.")
    private double rate;

    @Option(
            names = "--outage",
            paramLabel = "WHAT=DURATION",
            split = ",",
            description = "Cut ClickHouse off, or freeze the broker, for a while: clickhouse=10m,broker=5m.")
    private Map<String, String> outages = Map.of();

    @Option(
            names = "--own-verdicts",
            description =
                    "Milepost judges the referrals, and reviews are of its cases; without it both are part of the traffic.")
    private boolean ownVerdicts;

    @Option(
            names = "--fill-disk",
            description = "Fill the disk of the checkpoints for a while. Needs root, and is refused where it cannot.")
    private boolean fillDisk;

    @Option(
            names = "--flip-bits",
            description =
                    "Flip bits of the latest checkpoint while the cluster is down: it must be refused, and the one"
                            + " before it be good.")
    private boolean flipBits;

    ChaosCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        if (kills < 0 || kills > 1000) {
            throw new CommandFailure(ExitCode.USAGE, "--kills is " + kills + "; it must be from 0 to 1000.");
        }
        if (kills == 0 && outages.isEmpty() && !fillDisk && !flipBits) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--kills 0 leaves nothing to prove: kill something, or name an --outage, --fill-disk or --flip-bits.");
        }
        if (!(rate > 0) || rate > 1e5) {
            throw new CommandFailure(ExitCode.USAGE, "--rate is " + rate + "; it must be above 0 and at most 100000.");
        }
        Path folder = context.home().root().resolve("chaos").toAbsolutePath();
        try (DataLock lock = DataLock.take(folder)) {
            for (Path child : Home.children(folder)) {
                if (!child.getFileName().toString().equals(DataLock.NAME)) {
                    Home.delete(child);
                }
            }
            ChaosPlan plan = new ChaosPlan(
                    kills,
                    seed,
                    duration("--for", time),
                    rate,
                    outages(),
                    ownVerdicts,
                    fillDisk,
                    flipBits,
                    ChaosPlan.AWAY,
                    folder,
                    clusterJar());
            return print(Chaos.run(plan, context.terminal()::tell), plan);
        }
    }

    private Map<Victim, Duration> outages() {
        Map<Victim, Duration> parsed = new EnumMap<>(Victim.class);
        outages.forEach((what, length) -> {
            Victim victim = switch (what) {
                case "clickhouse" -> Victim.CLICKHOUSE;
                case "broker" -> Victim.BROKER;
                default ->
                    throw new CommandFailure(
                            ExitCode.USAGE,
                            "--outage names '" + what + "'; it can be clickhouse=10m or broker=5m, or both.");
            };
            parsed.put(victim, duration("--outage " + what, length));
        });
        return parsed;
    }

    private static Duration duration(String option, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, option + " is '" + text + "'; it must be like 90s, 2m or 1h.", e);
        }
    }

    /** The build puts it beside this class's own jar, or folder of classes. */
    private static Path clusterJar() throws URISyntaxException {
        Path jar = Path.of(ChaosCommand.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolveSibling("cluster")
                .resolve("milepost-pipeline-cluster.jar");
        if (!Files.exists(jar)) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The jar for a cluster is not at " + jar + ": mvn -pl local/cli -am package builds it.");
        }
        return jar;
    }

    private int print(ChaosReport report, ChaosPlan plan) {
        Terminal terminal = context.terminal();
        terminal.say("");
        Table processes = new Table("process", "starts", "killed", "ended by itself", "peak MB", "at most");
        report.processes()
                .forEach(line -> processes.row(
                        line.name(),
                        line.starts(),
                        line.kills(),
                        line.endedByItself(),
                        line.peakMegabytes(),
                        line.mostMegabytes()));
        processes.print(terminal);
        terminal.say("");
        Table blows = new Table("killed", "times", "between insert and commit", "while recovering");
        report.kills()
                .forEach(line -> blows.row(line.victim(), line.kills(), line.afterInsert(), line.whileRecovering()));
        blows.print(terminal);
        terminal.say("");
        Table figures = new Table("figure", "");
        figures.row("events in the topics", report.events());
        report.figures().forEach(figure -> figures.row(figure.name(), figure.value()));
        figures.print(terminal);
        terminal.say("");
        Table rows = new Table("compared with", "rows of", "expected", "found", "lost", "extra", "different", "");
        report.comparisons()
                .forEach(line -> rows.row(
                        line.against(),
                        line.table(),
                        line.expected(),
                        line.found(),
                        line.lost(),
                        line.extra(),
                        line.different(),
                        line.holds() ? "ok" : "DIFFERS"));
        rows.print(terminal);
        terminal.say("");
        print("in the warehouse", "rows", report.checks());
        print("in the run", "counted", report.conduct());
        if (!report.rowsHold()) {
            terminal.say(report.firstDifference());
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "The rows are not what they must be. Everything is kept in " + plan.folder()
                            + "; to strike the same processes again: " + plan.command());
        }
        if (!report.holds()) {
            throw new CommandFailure(
                    ExitCode.FIGURES_DIFFER,
                    "The rows are what they must be, but the run was not what was asked for, or a process fell short:"
                            + " see what does not hold. Logs of every process are in "
                            + plan.folder().resolve("log")
                            + "; to strike the same processes again: " + plan.command());
        }
        terminal.say("Nothing is lost, nothing is there twice, nothing differs.");
        return ExitCode.OK;
    }

    private void print(String where, String counted, List<ChaosReport.Check> checks) {
        Terminal terminal = context.terminal();
        Table table = new Table(where, counted, "against it", "");
        checks.forEach(check ->
                table.row(check.what(), check.rows(), check.violations(), check.holds() ? "holds" : "DOES NOT HOLD"));
        table.print(terminal);
        terminal.say("");
    }
}
