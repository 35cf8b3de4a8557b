package dev.milepost.pipeline;

import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.FraudVerdict;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The verdicts of our own, and what people decided about their cases, as milestones hear of those of others. */
final class OwnVerdicts {

    private static final int MILLIONTHS = 6;

    private OwnVerdicts() {}

    /**
     * What is said from outside, with those verdicts and reviews for the others.
     *
     * @param outside verdicts, reviews and payouts
     * @param decisions reviews that cases have accepted, each of referrals by name
     */
    static DataStream<Change<Event>> inPlaceOf(
            DataStream<Change<Event>> outside,
            DataStream<Change<Verdict>> verdicts,
            DataStream<Change<Event>> decisions) {
        TypeInformation<Change<Event>> type = outside.getType();
        return outside.filter(change -> change.element().stream().equals(Streams.PAYOUTS))
                .uid("fraud-outside")
                .name("Fraud: payouts")
                .setParallelism(outside.getParallelism())
                .union(
                        decisions,
                        verdicts.map(change -> new Change<>(change.kind(), event(change.element())))
                                .returns(type)
                                .uid("fraud-verdict-events")
                                .name("Fraud: verdicts as events")
                                .setParallelism(verdicts.getParallelism()));
    }

    private static Event event(Verdict verdict) {
        FraudVerdict record = new FraudVerdict();
        record.setEventId(verdict.verdictId());
        record.setEventTime(Instant.ofEpochMilli(verdict.timeMillis()));
        record.setVerdictId(verdict.verdictId());
        record.setReferralId(verdict.subject().referralId());
        record.setProgramId(verdict.subject().programId());
        record.setAdvocateId(verdict.subject().advocateId());
        record.setRefereeId(verdict.subject().refereeId());
        record.setScore(BigDecimal.valueOf(verdict.scoreMillionths(), MILLIONTHS));
        record.setCodes(verdict.codes());
        return new Event(
                Streams.FRAUD_VERDICTS,
                verdict.subject().referralId(),
                verdict.verdictId(),
                verdict.timeMillis(),
                verdict.timeMillis(),
                0,
                Origin.ofStage("fraud"),
                record);
    }
}
