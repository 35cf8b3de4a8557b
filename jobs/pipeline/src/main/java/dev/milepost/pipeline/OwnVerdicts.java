package dev.milepost.pipeline;

import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.row.DeadLetterRow;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/** The verdicts of our own, and what people decided about their cases, as milestones hear of those of others. */
final class OwnVerdicts {

    private static final String REFUSED = "verdict_refused";
    private static final String REFUSAL =
            "Milepost judges referrals itself: a verdict that comes by this stream counts only with"
                    + " fraud.own_verdicts=false";

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

    /** A verdict of somebody else's on what Milepost judges itself is a dead letter: it is not lost, and counts for nothing. */
    static DataStream<DeadLetterRow> refused(DataStream<Change<Event>> outside) {
        return outside.flatMap(OwnVerdicts::refuse, AvroCodec.typeInfo(DeadLetterRow.class))
                .uid("fraud-verdicts-from-outside")
                .name("Fraud: refused verdicts")
                .setParallelism(outside.getParallelism());
    }

    private static void refuse(Change<Event> change, Collector<DeadLetterRow> out) {
        if (change.element().stream().equals(Streams.FRAUD_VERDICTS) && change.kind() != Change.Kind.REMOVE) {
            out.collect(DeadLetters.of(REFUSED, REFUSAL, change.element()));
        }
    }

    private static Event event(Verdict verdict) {
        FraudVerdict record = FraudVerdict.newBuilder()
                .setEventId(verdict.verdictId())
                .setEventTime(Instant.ofEpochMilli(verdict.timeMillis()))
                .setVerdictId(verdict.verdictId())
                .setReferralId(verdict.subject().referralId())
                .setProgramId(verdict.subject().programId())
                .setAdvocateId(verdict.subject().advocateId())
                .setRefereeId(verdict.subject().refereeId())
                .setScore(BigDecimal.valueOf(verdict.scoreMillionths(), MILLIONTHS))
                .setCodes(verdict.codes())
                .build();
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
