package dev.milepost.console;

import dev.milepost.fraud.model.review.Alert;
import dev.milepost.fraud.model.review.AuditEvent;
import dev.milepost.fraud.model.review.CaseBook;
import dev.milepost.fraud.model.review.CasePolicy;
import dev.milepost.fraud.model.review.CaseReview;
import dev.milepost.fraud.model.review.CaseView;
import dev.milepost.fraud.model.review.Outcome;
import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Span;
import dev.milepost.schemas.event.Review;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What the pipeline makes of alerts and reviews, by the book that it has of cases, and puts into the warehouse: so what pages say of a
 * refusal is of what is refused, and not of what a test thinks.
 */
final class ReviewPipeline {

    /** Two people over 500.00; of the program {@code voids} what nobody decides in seven days is voided. */
    private static final long SECOND_PERSON_OVER = 50_000;

    private final CaseBook book = new CaseBook();
    private final ReviewWorld world;
    private final CasePolicy.Policies policies = (program, time) -> new CasePolicy(
            SECOND_PERSON_OVER,
            program.equals("voids") ? OnTimeout.VOID : OnTimeout.ESCALATE,
            Span.ofMillis(Duration.ofDays(7).toMillis()),
            900_000,
            ZoneOffset.UTC);

    ReviewPipeline(ReviewWorld world) {
        this.world = world;
    }

    /** Tells an alert of an hour ago, and the warehouse of it; returns the case. */
    String alert(String program, String advocate, String referral, long moneyMinor) {
        return alert(program, advocate, referral, moneyMinor, null, Duration.ofHours(1));
    }

    String alert(String program, String advocate, String referral, long moneyMinor, String ring, Duration ago) {
        return told(hear(program, advocate, referral, moneyMinor, ring, ago));
    }

    /** An alert whose rewards are blocked. */
    String blocked(String program, String advocate, String referral) {
        return told(hear(program, advocate, referral, 1_000, null, Duration.ofHours(1), true));
    }

    /** The same, of which the warehouse has not heard yet. */
    Outcome hear(String program, String advocate, String referral, long moneyMinor, String ring, Duration ago) {
        return hear(program, advocate, referral, moneyMinor, ring, ago, false);
    }

    private Outcome hear(
            String program,
            String advocate,
            String referral,
            long moneyMinor,
            String ring,
            Duration ago,
            boolean blocked) {
        long time = ReviewWorld.NOW.minus(ago).toEpochMilli();
        advance(time);
        return book.alert(
                new Alert(
                        "v:" + referral,
                        time,
                        program,
                        advocate,
                        referral,
                        812_500,
                        moneyMinor,
                        1_000_000,
                        blocked,
                        ring),
                policies);
    }

    void advance(long millis) {
        tell(book.advanceTo(millis, policies));
    }

    /** Takes in what was sent since, and tells the warehouse. */
    void read() {
        for (Review each : world.sent()) {
            review(each);
        }
    }

    /** Takes in what another reviewer says of the case as it is. */
    void review(String caseId, ReviewAction action, String reviewer) {
        review(caseId, action, reviewer, List.of());
    }

    void review(String caseId, ReviewAction action, String reviewer, List<String> referrals) {
        CaseView view = book.view(caseId);
        Review review = new Review();
        review.setEventId("of-" + reviewer + "-" + action + "-" + view.version());
        review.setEventTime(ReviewWorld.NOW.plusMillis(view.version()));
        review.setCaseId(caseId);
        review.setProgramId(view.programId());
        review.setAdvocateId(view.advocateId());
        review.setExpectedVersion(view.version());
        review.setPropensity(java.math.BigDecimal.valueOf(1_000_000, 6));
        review.setAction(dev.milepost.schemas.event.ReviewAction.valueOf(action.name()));
        review.setReferralIds(referrals);
        review.setTypology("ring");
        review.setReason("seen");
        review.setReviewer(reviewer);
        review(review);
    }

    void review(Review review) {
        long time = review.getEventTime().toEpochMilli();
        advance(time);
        Outcome outcome = book.review(
                new CaseReview(
                        review.getEventId(),
                        time,
                        review.getCaseId(),
                        review.getProgramId(),
                        review.getAdvocateId(),
                        review.getExpectedVersion(),
                        review.getPropensity().movePointRight(6).longValueExact(),
                        ReviewAction.valueOf(review.getAction().name()),
                        review.getReferralIds(),
                        review.getTypology(),
                        review.getReason(),
                        review.getReviewer(),
                        review.getNote()),
                policies);
        tell(outcome);
        if (outcome.refusal() != null) {
            world.execute(
                    "INSERT INTO milepost_store.dead_letters (dead_letter_id, reason, detail, stream, origin, event_id, revision)"
                            + " VALUES (" + ReviewWorld.text(review.getEventId()) + ", 'review_refused', "
                            + ReviewWorld.text(outcome.refusal().reason().code() + ": "
                                    + outcome.refusal().sentence())
                            + ", 'reviews', 'reviews', " + ReviewWorld.text(review.getEventId()) + ", 1)");
        }
    }

    CaseView view(String caseId) {
        return book.view(caseId);
    }

    /** Puts what came out into the warehouse; returns the case that was changed first. */
    String told(Outcome outcome) {
        tell(outcome);
        return outcome.cases().get(0).caseId();
    }

    private void tell(Outcome outcome) {
        outcome.cases().forEach(world::put);
        for (AuditEvent event : outcome.events()) {
            world.execute(
                    "INSERT INTO milepost_store.fraud_case_events (program_id, case_id, sequence, happened_at, kind, version, actor,"
                            + " cause_id, detail, previous_hash, hash, revision) VALUES ("
                            + String.join(
                                    ", ",
                                    ReviewWorld.text(program(event.caseId())),
                                    ReviewWorld.text(event.caseId()),
                                    Long.toString(event.sequence()),
                                    ReviewWorld.time(event.timeMillis()),
                                    ReviewWorld.text(event.kind()),
                                    Long.toString(event.version()),
                                    ReviewWorld.text(event.actor()),
                                    ReviewWorld.text(event.causeId()),
                                    ReviewWorld.text(event.detail()),
                                    "''",
                                    "''",
                                    "1")
                            + ")");
        }
    }

    private String program(String caseId) {
        return book.view(caseId).programId();
    }

    /** A verdict of 0.8125, and the binding that it is of. */
    void verdict(String referral, String advocate, String referee, String codes) {
        world.execute(
                "INSERT INTO milepost_store.fraud_verdicts (program_id, referral_id, verdict_id, advocate_id, referee_id,"
                        + " assessed_for, decided_at, score, codes, logit, intercept, contributions, missing, segment,"
                        + " model_version, rule_version, weights_version, revision) VALUES ('spring', "
                        + ReviewWorld.text(referral) + ", " + ReviewWorld.text("v:" + referral) + ", "
                        + ReviewWorld.text(advocate) + ", " + ReviewWorld.text(referee)
                        + ", 'settled_soon', '2026-03-10 11:00:00', 0.8125, " + codes + ", 1.466337, -3,"
                        + " {'IDENTITY':'4.000000','VELOCITY':'0.966337','TIMING':'-0.500000'}, {'RING':'NO_RING'}, 'consumer', 2, 3, 4, 1)",
                "INSERT INTO milepost_store.bindings (referee_id, referral_id, advocate_id, code, program_id, evidence, status,"
                        + " refusal, bound_time, revision) VALUES (" + ReviewWorld.text(referee) + ", "
                        + ReviewWorld.text(referral) + ", " + ReviewWorld.text(advocate)
                        + ", 'C', 'spring', 'code', 'bound', '', '2026-03-10 10:00:00', 1)");
    }

    /** A reward of 20 dollars that hangs on that referral alone. */
    void reward(String id, String referral, String state, String reason, int revision) {
        world.execute(
                "INSERT INTO milepost_store.rewards (program_id, beneficiary_id, reward_id, side, rule_id, referral_ids, kind,"
                        + " state, reason, amount_minor, owed_minor, currency, earned_at, hold_until, updated_at, revision) VALUES ('spring',"
                        + " 'ana', '" + id + "', 'advocate', 'r', [" + ReviewWorld.text(referral) + "], 'cash', '"
                        + state + "', '" + reason
                        + "', 2000, 2000, 'USD', '2026-03-10 10:00:00', '2026-03-11 00:00:00', '2026-03-10 10:00:00', "
                        + revision + ")");
    }

    /** An entry of its ledger. */
    void step(String id, String step, String cause, String at) {
        world.execute(
                "INSERT INTO milepost_store.ledger (program_id, beneficiary_id, reward_id, entry_id, step, side, kind, amount_minor,"
                        + " currency, effective_at, known_at, cause_event_id, reason, revision, sequence) VALUES ('spring', 'ana', '"
                        + id + "', '"
                        + id + step + "', '" + step + "', 'advocate', 'cash', 0, 'USD', '" + at + "', '" + at + "', '"
                        + cause
                        + "', 'approved', 1, 1)");
    }
}
