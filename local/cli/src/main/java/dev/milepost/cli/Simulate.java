package dev.milepost.cli;

import dev.milepost.simulator.Simulation;
import dev.milepost.simulator.SimulationPlan;
import dev.milepost.simulator.SimulationSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes a simulation, and says what is in it. */
final class Simulate {

    private Simulate() {}

    static SimulationSummary run(SimulationPlan plan, Path out, Terminal terminal) throws IOException {
        SimulationSummary summary;
        try (Meter meter = Meter.of(terminal, "Simulating", "users", plan.users())) {
            summary = Simulation.write(plan, out, meter::to);
        }
        terminal.say("Simulated " + Text.count(plan.users(), "user") + " over " + Text.count(plan.days(), "day")
                + ", seed " + plan.seed() + ", into " + out);
        Table streams = new Table("stream", "lines", "accepted", "duplicates", "too late");
        summary.streams()
                .forEach((stream, counts) ->
                        streams.row(stream, counts.lines(), counts.accepted(), counts.duplicates(), counts.tooLate()));
        streams.print(terminal);
        terminal.say("");
        Table money = new Table("currency", "orders", "with refunds", "gross", "net");
        summary.money()
                .forEach((currency, sums) ->
                        money.row(currency, sums.orders(), sums.refundedOrders(), sums.grossMinor(), sums.netMinor()));
        money.print(terminal);
        long bound = summary.referrals().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("bound:"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        terminal.say("");
        terminal.say(Text.count(bound, "bound referral") + "; amounts are in minor units. The truth is in "
                + out.resolve("truth"));
        terminal.say(
                Text.count(sum(summary.milestones()), "milestone") + " and " + sum(summary.entries())
                        + " ledger entries of the programs ask-onboarding-trio, ten-for-both and one-five-ten, where they hold.");
        if (plan.effect() != null) {
            terminal.say("What the experiment up-and-running-timing must find is in "
                    + out.resolve("truth").resolve("experiments.csv")
                    + "; once backfilled, ./milepost experiment status up-and-running-timing says what it finds.");
        }
        terminal.say(
                "Next: ./milepost backfill --events " + out + " --programs programs --set fraud.own_verdicts=false");
        return summary;
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
