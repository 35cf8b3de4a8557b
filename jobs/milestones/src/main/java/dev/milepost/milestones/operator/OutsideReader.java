package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.ask.ReferralRisk;
import dev.milepost.milestones.model.ledger.LedgerFact;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Verdicts, reviews and payouts, as ledgers and asks hear of them; chained to whoever tells them.
 *
 * <p>Of reviews those that name their referrals and approve or reject them: what a review of a whole case is about, the case
 * operator knows.
 */
public final class OutsideReader extends ProcessFunction<Change<Event>, Change<LedgerNews>> {

    private static final long serialVersionUID = 1L;

    /** What the codes begin with that say that a referral is no second person, or one of a ring. */
    private static final Set<String> IDENTITY_OR_RING = Set.of("IDENTITY", "SELF", "RING");

    private static final int MILLIONTHS = 6;

    private OutsideReader() {}

    /** News for ledgers; those for asks are the side output {@link Sides#ASKS}. */
    public static SingleOutputStreamOperator<Change<LedgerNews>> of(DataStream<Change<Event>> outside) {
        return outside.process(new OutsideReader(), Sides.LEDGER_CHANGES)
                .uid("milestones-outside")
                .name("Milestones: verdicts, reviews, payouts")
                .setParallelism(outside.getParallelism());
    }

    @Override
    public void processElement(Change<Event> change, Context context, Collector<Change<LedgerNews>> out) {
        Event event = change.element();
        long time = event.eventTimeMillis();
        if (event.payload() instanceof FraudVerdict verdict) {
            long score = verdict.getScore().movePointRight(MILLIONTHS).longValueExact();
            out.collect(new Change<>(
                    change.kind(),
                    new LedgerNews(
                            verdict.getProgramId(),
                            new LedgerFact.Verdict(
                                    verdict.getReferralId(),
                                    time,
                                    event.eventId(),
                                    score,
                                    verdict.getCodes().stream().anyMatch(OutsideReader::isIdentityOrRing),
                                    event.receivedAtMillis()))));
            context.output(
                    Sides.ASKS,
                    new Change<>(
                            change.kind(),
                            new AskNews(
                                    verdict.getAdvocateId(),
                                    new ReferralRisk(verdict.getReferralId(), time, event.eventId(), score))));
        } else if (event.payload() instanceof Review review) {
            boolean approves = review.getAction() == ReviewAction.APPROVE;
            if (approves || review.getAction() == ReviewAction.REJECT) {
                for (String referral : review.getReferralIds()) {
                    out.collect(new Change<>(
                            change.kind(),
                            new LedgerNews(
                                    review.getProgramId(),
                                    new LedgerFact.Review(
                                            referral, time, event.eventId(), approves, event.receivedAtMillis()))));
                }
            }
        } else if (event.payload() instanceof Payout payout) {
            out.collect(new Change<>(
                    change.kind(),
                    new LedgerNews(
                            payout.getProgramId(),
                            new LedgerFact.Payout(
                                    payout.getRewardId(),
                                    time,
                                    event.eventId(),
                                    payout.getAmountMinor(),
                                    payout.getCurrency(),
                                    event.receivedAtMillis()))));
        }
    }

    private static boolean isIdentityOrRing(String code) {
        return IDENTITY_OR_RING.contains(code.toUpperCase(Locale.ROOT).split("_", 2)[0]);
    }
}
