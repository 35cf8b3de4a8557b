package dev.milepost.testkit.population;

import dev.milepost.schemas.event.UserAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Traffic of no scene, among the people who meet: and what happens to records on their way. */
final class Background {

    private static final List<String> CHANNELS = List.of("direct", "direct", "email", "social", "paid_search");

    private Background() {}

    static void play(World world, PopulationPlan plan) {
        Cast cast = new Cast(world, true);
        for (int i = 0; i < plan.background(); i++) {
            traffic(world, cast.person());
        }
        for (int i = 0; i < plan.scenes(); i++) {
            refusedForItsTime(world, cast.person());
        }
        for (int i = 0; i < plan.scenes(); i++) {
            OutsideNews.play(world, cast.person());
        }
        deliverTwice(world, plan);
    }

    private static void traffic(World world, Person person) {
        Instant at = world.moment();
        switch (world.below(8)) {
            case 0 -> world.order(person.userId(), at, 100 + world.below(5_000));
            case 1 -> world.referralClick(person.anonymousId(), at, world.standingCode());
            case 2 ->
                world.add(UserAttributes.newBuilder()
                        .setEventId(world.id("e"))
                        .setEventTime(at)
                        .setUserId(person.userId())
                        .setAttributes(Map.of("segment", "regular"))
                        .build());
            case 3 ->
                world.add(world.click(person.anonymousId(), at)
                        .setUserId(person.userId())
                        .setChannel("social")
                        .build());
            case 4 ->
                world.add(world.click(person.anonymousId(), at)
                        .setSessionId(world.name("session", world.below(9)))
                        .build());
            default -> world.visit(person.anonymousId(), at, CHANNELS.get(world.below(CHANNELS.size())));
        }
    }

    /** Records received too late, and records from the future: they would change every answer if they counted. */
    private static void refusedForItsTime(World world, Person person) {
        Instant at = world.moment();
        Duration late = Duration.ofHours(24)
                .plusMillis(1)
                .plus(world.chance(0.3) ? Duration.ZERO : world.millisUpTo(Duration.ofDays(9)));
        world.add(
                world.signingUp(person, at)
                        .setReferralCode(world.standingCode())
                        .build(),
                late);
        world.add(
                world.click(person.anonymousId(), at)
                        .setUserId(person.userId())
                        .setChannel("display")
                        .build(),
                late);
        world.add(
                world.click(person.anonymousId(), at).setChannel("display").build(),
                Duration.ofMillis(-60_001).minus(world.chance(0.3) ? Duration.ZERO : world.millisUpTo(late)));
    }

    /** Exact copies: soon after, much later but in time, and (for some) so late that they are refused as late. */
    private static void deliverTwice(World world, PopulationPlan plan) {
        List<TimedRecord> once = List.copyOf(world.log());
        Random random = world.random();
        for (int i = 0; i < 6 * plan.scenes(); i++) {
            TimedRecord record = once.get(random.nextInt(once.size()));
            Duration delay = i % 10 == 9
                    ? Duration.ofHours(24).plusMillis(1 + world.below(3_600_000))
                    : world.millisUpTo(i % 2 == 0 ? Duration.ofSeconds(9) : Duration.ofHours(24));
            world.add(record.record(), delay);
        }
    }
}
