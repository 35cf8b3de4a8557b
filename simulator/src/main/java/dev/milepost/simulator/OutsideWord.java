package dev.milepost.simulator;

import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What others tell of a person's referral: who judges it, who reviews it, who pays. */
final class OutsideWord {

    private static final BigDecimal CERTAIN = Story.value(1, 0);

    private final Story story;
    private final String program;
    private final String advocate;
    private final String referral;
    private int said;

    /**
     * About the referral of the person whose story it is.
     *
     * @param referral its id
     */
    OutsideWord(Story story, String program, String advocate, String referral) {
        this.story = story;
        this.program = program;
        this.advocate = advocate;
        this.referral = referral;
    }

    /** A verdict, with its score in hundredths. */
    void verdict(long time, long hundredths, List<String> codes) {
        FraudVerdict verdict = FraudVerdict.newBuilder()
                .setEventId("f" + id())
                .setEventTime(Instant.ofEpochMilli(time))
                .setVerdictId("verdict-" + story.person.name())
                .setReferralId(referral)
                .setProgramId(program)
                .setAdvocateId(advocate)
                .setRefereeId(story.person.userId())
                .setScore(Story.value(hundredths, 2))
                .setCodes(codes)
                .build();
        story.add(Story.VERDICTS, referral, verdict, time, true);
    }

    void review(long time, ReviewAction action, String reason) {
        String caseId = "case-" + story.person.name();
        Review review = new Review();
        review.setEventId("r" + id());
        review.setEventTime(Instant.ofEpochMilli(time));
        review.setCaseId(caseId);
        review.setProgramId(program);
        review.setAdvocateId(advocate);
        review.setExpectedVersion(1L);
        review.setPropensity(CERTAIN);
        review.setAction(action);
        review.setReferralIds(List.of(referral));
        review.setReason(reason);
        review.setReviewer("reviewer-" + (1 + story.dice.below(3)));
        story.add(Story.REVIEWS, caseId, review, time, true);
    }

    void payout(long time, String rewardId, long amountMinor, String currency) {
        Payout payout = new Payout();
        payout.setEventId("m" + id());
        payout.setEventTime(Instant.ofEpochMilli(time));
        payout.setRewardId(rewardId);
        payout.setProgramId(program);
        payout.setAmountMinor(amountMinor);
        payout.setCurrency(currency);
        payout.setExternalReference("transfer-" + story.person.name() + "-" + said);
        story.add(Story.PAYOUTS, rewardId, payout, time, true);
    }

    private String id() {
        return story.person.name() + "-" + ++said;
    }
}
