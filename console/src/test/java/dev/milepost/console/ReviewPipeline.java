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

    /** The same, of which the warehouse has not heard yet. */
    Outcome hear(String program, String advocate, String referral, long moneyMinor, String ring, Duration ago) {
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
                        false,
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
        review.setReferralIds(List.of());
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
}
