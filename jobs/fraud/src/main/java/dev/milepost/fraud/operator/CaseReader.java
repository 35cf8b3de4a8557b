package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.desk.CaseFact;
import dev.milepost.fraud.model.desk.CaseFact.Judged;
import dev.milepost.fraud.model.desk.CaseFact.Reviewed;
import dev.milepost.fraud.model.desk.CaseFact.Source;
import dev.milepost.fraud.model.review.CaseReview;
import dev.milepost.fraud.model.review.Decision;
import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.Review;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/** Verdicts and reviews as what cases hear of, and what cases decide as reviews again. */
public final class CaseReader {

    private static final int MILLIONTHS = 6;

    /** What derived ids end with, of a review that decides both ways. */
    private static final String APPROVED = "#approved";

    public static final String REJECTED = "#rejected";

    private CaseReader() {}

    /**
     * Verdicts, and the reviews of what is said from outside; chained to whoever tells them.
     *
     * @param outside reviews among others, as a changelog
     */
    public static DataStream<Change<CaseFact>> of(
            DataStream<Change<Verdict>> verdicts, DataStream<Change<Event>> outside) {
        return verdicts.map(change -> new Change<CaseFact>(change.kind(), judged(change.element())))
                .returns(Sides.CASE_CHANGES)
                .uid("fraud-judged")
                .name("Fraud: verdicts for cases")
                .setParallelism(verdicts.getParallelism())
                .union(outside.flatMap(CaseReader::read)
                        .returns(Sides.CASE_CHANGES)
                        .uid("fraud-reviewed")
                        .name("Fraud: reviews of cases")
                        .setParallelism(outside.getParallelism()));
    }

    private static void read(Change<Event> change, Collector<Change<CaseFact>> out) {
        if (change.element().payload() instanceof Review) {
            out.collect(new Change<>(change.kind(), reviewed(change.element())));
        }
    }

    static CaseFact judged(Verdict verdict) {
        Reading ring = verdict.features().of(Signal.RING);
        return new Judged(
                verdict.subject().programId(),
                verdict.timeMillis(),
                verdict.verdictId(),
                verdict.subject().advocateId(),
                verdict.subject().referralId(),
                verdict.scoreMillionths(),
                verdict.hasIdentityOrRing(),
                ring.evidence().isEmpty() ? null : ring.evidence().get(0));
    }

    static CaseFact reviewed(Event event) {
        Review review = (Review) event.payload();
        return new Reviewed(
                new CaseReview(
                        review.getEventId(),
                        review.getEventTime().toEpochMilli(),
                        review.getCaseId(),
                        review.getProgramId(),
                        review.getAdvocateId(),
                        review.getExpectedVersion(),
                        review.getPropensity().movePointRight(MILLIONTHS).longValueExact(),
                        ReviewAction.valueOf(review.getAction().name()),
                        review.getReferralIds(),
                        review.getTypology(),
                        review.getReason(),
                        review.getReviewer(),
                        review.getNote()),
                new Source(
                        event.origin().name(),
                        event.origin().partition(),
                        event.origin().position(),
                        event.receivedAtMillis(),
                        event.contentHash()));
    }

    /** The review as it came. */
    static Review record(CaseReview review) {
        Review record = new Review();
        record.setEventId(review.eventId());
        record.setEventTime(Instant.ofEpochMilli(review.timeMillis()));
        record.setCaseId(review.caseId());
        record.setProgramId(review.programId());
        record.setAdvocateId(review.advocateId());
        record.setExpectedVersion(review.expectedVersion());
        record.setPropensity(BigDecimal.valueOf(review.propensityMillionths(), MILLIONTHS));
        record.setAction(
                dev.milepost.schemas.event.ReviewAction.valueOf(review.action().name()));
        record.setReferralIds(review.referralIds());
        record.setTypology(review.typology());
        record.setReason(review.reason());
        record.setReviewer(review.reviewer());
        record.setNote(review.note());
        return record;
    }

    /** Where a review was read. */
    static Origin origin(Source source) {
        return new Origin(source.name(), source.partition(), source.position());
    }

    /**
     * A decision as ledgers hear of it: an APPROVE or a REJECT, with the referrals that it changes. One that does both is two, whose
     * ids say so.
     *
     * @param cause the review that made it
     */
    static List<Event> decided(Decision decision, Reviewed cause) {
        boolean both = !decision.approved().isEmpty() && !decision.rejected().isEmpty();
        List<Event> events = new ArrayList<>();
        if (!decision.approved().isEmpty()) {
            events.add(decided(ReviewAction.APPROVE, decision.approved(), both ? APPROVED : "", cause));
        }
        if (!decision.rejected().isEmpty()) {
            events.add(decided(ReviewAction.REJECT, decision.rejected(), both ? REJECTED : "", cause));
        }
        return events;
    }

    private static Event decided(ReviewAction action, List<String> referrals, String ending, Reviewed cause) {
        Review record = record(cause.review());
        record.setEventId(record.getEventId() + ending);
        record.setAction(dev.milepost.schemas.event.ReviewAction.valueOf(action.name()));
        record.setReferralIds(referrals);
        return new Event(
                Streams.REVIEWS,
                record.getCaseId(),
                record.getEventId(),
                cause.timeMillis(),
                cause.source().receivedAtMillis(),
                cause.source().contentHash(),
                origin(cause.source()),
                record);
    }
}
