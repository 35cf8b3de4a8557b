package dev.milepost.adversaries;

import dev.milepost.simulator.Delivery;
import dev.milepost.simulator.Dice;
import dev.milepost.simulator.EventFiles;
import dev.milepost.simulator.SimulatedEvent;
import dev.milepost.simulator.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Writes the stream files of a world with adversaries in it, and the truth about its referrals. */
public final class AdversaryWorld {

    private static final List<String> STREAMS =
            List.of(Story.CLICKSTREAM, Story.SIGNUPS, Story.PURCHASES, Story.USER_ATTRIBUTES);

    private AdversaryWorld() {}

    /**
     * Writes {@code clickstream.jsonl}, {@code signups.jsonl}, {@code purchases.jsonl} and {@code user_attributes.jsonl}, lines
     * in the order in which they are received, and the truth in {@code truth}. Files of these names are replaced.
     *
     * <p>The truth: {@code fraud.csv}, each referral that binds, by signup time; {@code groups.csv}, the members of each
     * scheme and of each look-alike's group, with the smallest user_id of those of the group that a device, an instrument or
     * an e-mail address ties a member to ({@code component}, empty where nothing does); {@code chargebacks.csv}, each
     * chargeback of a referee's order; {@code summary.json}, what is returned.
     *
     * @param out the folder; made where it is missing
     * @param usersTold hears, from time to time, how many accounts are done
     */
    public static AdversarySummary write(AdversaryPlan plan, Path out, IntConsumer usersTold) throws IOException {
        Calendar calendar = new Calendar(plan.startMillis(), plan.endMillis(), plan.drift());
        World world = new World(calendar, plan.users(), plan.seed());
        new Cast(plan, world).play();
        Files.createDirectories(out);
        Path spool = Files.createTempDirectory(out, ".spool");
        Map<String, Long> lines = new TreeMap<>();
        try (EventFiles files = new EventFiles(spool, STREAMS)) {
            Delivery delivery = Delivery.real();
            for (Account account : world.accounts()) {
                tell(plan, calendar, account, delivery, files, lines);
                if (account.index % 1_000 == 999
                        || account.index == world.accounts().size() - 1) {
                    usersTold.accept(account.index + 1);
                }
            }
            files.writeTo(out);
        } finally {
            Files.deleteIfExists(spool);
        }
        return new FraudTruth(world, out.resolve("truth")).write(lines);
    }

    private static void tell(
            AdversaryPlan plan,
            Calendar calendar,
            Account account,
            Delivery delivery,
            EventFiles files,
            Map<String, Long> lines)
            throws IOException {
        Story story = new Life(account, Dice.of(plan.seed(), account.index, Dice.Purpose.STORY), calendar).tell();
        Dice dice = Dice.of(plan.seed(), account.index, Dice.Purpose.DELIVERY);
        for (SimulatedEvent event : delivery.deliver(dice, story.drafts())) {
            files.add(event);
            lines.merge(event.stream(), 1L, Long::sum);
        }
    }
}
