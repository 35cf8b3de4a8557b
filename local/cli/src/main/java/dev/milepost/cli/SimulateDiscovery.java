package dev.milepost.cli;

import dev.milepost.simulator.discovery.DiscoveryPlan;
import dev.milepost.simulator.discovery.DiscoverySummary;
import dev.milepost.simulator.discovery.DiscoveryWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Writes a world with planted milestones, and says what is in it. */
final class SimulateDiscovery {

    private SimulateDiscovery() {}

    /** The plan, or the reason why there is none. */
    static DiscoveryPlan plan(int users, int days, long seed, Instant start) {
        try {
            return new DiscoveryPlan(users, days, seed, start);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    static void run(DiscoveryPlan plan, Path out, Terminal terminal) throws IOException {
        DiscoverySummary summary;
        try (Meter meter = Meter.of(terminal, "Simulating", "users", plan.users())) {
            summary = DiscoveryWorld.write(plan, out, meter::to);
        }
        terminal.say("Simulated " + Text.count(summary.users(), "user") + " over " + Text.count(plan.days(), "day")
                + ", seed " + plan.seed() + ", into " + out);
        Table streams = new Table("stream", "lines");
        summary.lines().forEach(streams::row);
        streams.print(terminal);
        terminal.say("");
        terminal.say(Text.count(summary.sharers(), "user")
                + " shared. Which events move people, and which only look so, is in "
                + out.resolve("truth").resolve("discovery.csv"));
        terminal.say(
                "Next: ./milepost backfill --events " + out + ", then ./milepost discover --outcome referral_shared");
    }
}
