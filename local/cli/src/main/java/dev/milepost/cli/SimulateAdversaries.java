package dev.milepost.cli;

import dev.milepost.adversaries.AdversaryPlan;
import dev.milepost.adversaries.AdversarySummary;
import dev.milepost.adversaries.AdversaryWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a world with adversaries, and says what is in it. */
final class SimulateAdversaries {

    private SimulateAdversaries() {}

    static void run(AdversaryPlan plan, Path out, Terminal terminal) throws IOException {
        AdversarySummary summary;
        try (Meter meter = Meter.of(terminal, "Simulating", "users", plan.users())) {
            summary = AdversaryWorld.write(plan, out, meter::to);
        }
        terminal.say("Simulated " + Text.count(summary.users(), "user") + " over " + Text.count(plan.days(), "day")
                + ", seed " + plan.seed() + ", into " + out);
        Table streams = new Table("stream", "lines");
        summary.lines().forEach(streams::row);
        streams.print(terminal);
        terminal.say("");
        Table typologies = new Table("typology", "referrals");
        summary.typologies().forEach(typologies::row);
        typologies.print(terminal);
        terminal.say("");
        terminal.say(String.format(
                Locale.ROOT,
                "%d of %s are fraud: %.2f %%. Which, of what typology, and what gives them away is in %s",
                summary.fraud(),
                Text.count(summary.referrals(), "referral"),
                100.0 * summary.fraud() / Math.max(1, summary.referrals()),
                out.resolve("truth").resolve("fraud.csv")));
        terminal.say("Next: ./milepost backfill --events " + out + " --programs programs");
    }
}
