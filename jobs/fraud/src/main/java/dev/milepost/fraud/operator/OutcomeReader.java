package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.account.AccountFact.Opinion;
import dev.milepost.fraud.model.outcome.OutcomeFact;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Review;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/**
 * Assessments, money that went back, and what reviewers say of referrals that they name, as outcomes hear of them; chained to
 * whoever tells them.
 */
public final class OutcomeReader {

    private OutcomeReader() {}

    /**
     * What is heard of referrals.
     *
     * @param money what accounts tell of it
     * @param outside reviews, among others, each once
     */
    public static DataStream<Change<OutcomeFact>> of(
            DataStream<Change<Signalled>> signals,
            DataStream<Change<OutcomeFact>> money,
            DataStream<Change<Event>> outside) {
        return signals.map(change -> new Change<OutcomeFact>(change.kind(), new OutcomeFact.Assessed(change.element())))
                .returns(Sides.OUTCOME_CHANGES)
                .uid("fraud-outcomes-assessed")
                .name("Fraud: assessments")
                .setParallelism(signals.getParallelism())
                .union(money)
                .union(outside.flatMap(OutcomeReader::labels)
                        .returns(Sides.OUTCOME_CHANGES)
                        .uid("fraud-outcomes-reviewed")
                        .name("Fraud: labels")
                        .setParallelism(outside.getParallelism()));
    }

    private static void labels(Change<Event> change, Collector<Change<OutcomeFact>> out) {
        Event event = change.element();
        if (!(event.payload() instanceof Review review)) {
            return;
        }
        Opinion opinion = ReviewedReferrals.opinion(review);
        if (opinion != Opinion.FRAUD && opinion != Opinion.BENIGN) {
            return;
        }
        for (String referral : review.getReferralIds()) {
            out.collect(new Change<>(
                    change.kind(),
                    new OutcomeFact.Reviewed(
                            referral,
                            event.eventTimeMillis(),
                            event.eventId(),
                            review.getCaseId(),
                            review.getExpectedVersion(),
                            opinion == Opinion.FRAUD,
                            review.getPropensity().doubleValue())));
        }
    }
}
