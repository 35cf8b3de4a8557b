package dev.milepost.testkit.population;

import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What others tell of rewards, cases and referrals. Some of it is keyed as a user is, and uses that user's
 * event_ids: streams do not share theirs.
 */
final class OutsideNews {

    private static final List<ReviewAction> ACTIONS =
            List.of(ReviewAction.CLAIM, ReviewAction.APPROVE, ReviewAction.REJECT, ReviewAction.APPEAL);

    private OutsideNews() {}

    static void play(World world, Person person) {
        Instant at = world.moment();
        boolean asUser = world.chance(0.5);
        String eventId = world.id("e");
        if (asUser) {
            world.add(world.signingUp(person, at).setEventId(eventId).build());
        }
        world.add(Payout.newBuilder()
                .setEventId(eventId)
                .setEventTime(at)
                .setRewardId(asUser ? person.userId() : world.id("reward"))
                .setProgramId("spring")
                .setAmountMinor(world.below(5_000))
                .setCurrency(world.chance(0.2) ? "gigabytes" : "USD")
                .setExternalReference(world.id("transfer"))
                .build());
        world.add(Review.newBuilder()
                .setEventId(eventId)
                .setEventTime(at)
                .setCaseId(asUser ? person.userId() : world.id("case"))
                .setProgramId("spring")
                .setAdvocateId(person.userId())
                .setExpectedVersion(world.below(9))
                .setPropensity(share(world))
                .setAction(ACTIONS.get(world.turn("review", ACTIONS.size())))
                .setReferralIds(world.chance(0.5) ? List.of() : List.of(world.id("referral")))
                .setReviewer("ada")
                .build());
        world.add(FraudVerdict.newBuilder()
                .setEventId(eventId)
                .setEventTime(at)
                .setVerdictId(world.id("verdict"))
                .setReferralId(world.id("referral"))
                .setProgramId("spring")
                .setAdvocateId(world.name("advocate", 0))
                .setRefereeId(person.userId())
                .setScore(share(world))
                .setCodes(List.of("SELF_DEVICE", "RING"))
                .build());
    }

    private static BigDecimal share(World world) {
        return BigDecimal.valueOf(world.below(1_000_001), 6);
    }
}
