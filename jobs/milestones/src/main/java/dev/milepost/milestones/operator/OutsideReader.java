package dev.milepost.milestones.operator;

import dev.milepost.milestones.model.ask.ReferralRisk;
import dev.milepost.milestones.model.judgement.Judgement;
import dev.milepost.milestones.model.ledger.LedgerFact;
import dev.milepost.milestones.model.people.PersonEvent;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.fold.Change;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.fold.output.Rows;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.JsonText;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.event.Payout;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import dev.milepost.schemas.row.DeadLetterRow;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Verdicts, reviews and payouts, as ledgers, asks and referees hear of them; chained to whoever tells them.
 *
 * <p>Of reviews those that approve or reject referrals by name. Those that decide about others are {@linkplain UnresolvedReviews
 * dead letters}. All other actions are steps of a case, and no word about a reward: CLAIM, RELEASE_CLAIM and ESCALATE say who has
 * it, NOT_LINKED is about a link between accounts, and APPEAL opens it again, which leaves what was decided as it is.
 *
 * <p>Verdicts of a stage of the pipeline itself are of referrals that were there when they were made: nobody has to hear that they
 * are there no more. Of them those alone that may block are said to referrals.
 */
public final class OutsideReader extends ProcessFunction<Change<Event>, Change<LedgerNews>> {

    private static final long serialVersionUID = 1L;

    /** What the codes begin with that say that a referral is no second person, or one of a ring. */
    private static final Set<String> IDENTITY_OR_RING = Set.of("IDENTITY", "SELF", "DISPOSABLE", "RING", "OVERRIDE");

    private static final int MILLIONTHS = 6;

    /** An event is told once, and taken back once at most: two revisions are enough for the letter of one. */
    private final long toldRevision;

    private transient RowEncoder letters;

    /** Of a run of that generation. */
    OutsideReader(long generation) {
        toldRevision = FoldSettings.firstRevision(generation) + 1;
    }

    /**
     * News for ledgers; those for asks are the side output {@link Sides#ASKS}, those for referees {@link Sides#PERSONS}, those of
     * referrals, whoever they are, {@link Sides#JUDGEMENTS}, dead letters {@link Rows#SIDE}.
     *
     * @param generation of the run
     */
    public static SingleOutputStreamOperator<Change<LedgerNews>> of(
            DataStream<Change<Event>> outside, long generation) {
        return outside.process(new OutsideReader(generation), Sides.LEDGER_CHANGES)
                .uid("milestones-outside")
                .name("Milestones: verdicts, reviews, payouts")
                .setParallelism(outside.getParallelism());
    }

    @Override
    public void open(OpenContext context) {
        letters = RowEncoder.of(DeadLetterRow.SCHEMA$);
    }

    @Override
    public void processElement(Change<Event> change, Context context, Collector<Change<LedgerNews>> out) {
        Event event = change.element();
        long time = event.eventTimeMillis();
        if (event.payload() instanceof FraudVerdict verdict) {
            long score = verdict.getScore().movePointRight(MILLIONTHS).longValueExact();
            boolean identityOrRing = verdict.getCodes().stream().anyMatch(OutsideReader::isIdentityOrRing);
            out.collect(new Change<>(
                    change.kind(),
                    new LedgerNews(
                            verdict.getProgramId(),
                            new LedgerFact.Verdict(
                                    verdict.getReferralId(),
                                    time,
                                    event.eventId(),
                                    score,
                                    identityOrRing,
                                    event.receivedAtMillis()))));
            context.output(
                    Sides.ASKS,
                    new Change<>(
                            change.kind(),
                            new AskNews(
                                    verdict.getAdvocateId(),
                                    new ReferralRisk(verdict.getReferralId(), time, event.eventId(), score))));
            boolean ofStage = event.origin().isOfStage();
            if (identityOrRing || !ofStage) {
                Judgement judgement = judgement(
                        event,
                        ofStage ? Judgement.OF_STAGE : "verdict",
                        verdict.getProgramId(),
                        identityOrRing ? score : Judgement.NONE);
                judged(verdict.getReferralId(), judgement, change.kind(), context);
            }
        } else if (event.payload() instanceof Review review) {
            reviewed(event, review, change.kind(), context, out);
            DeadLetterRow letter = UnresolvedReviews.letter(event, review);
            if (letter != null) {
                boolean takenBack = change.kind() == Change.Kind.REMOVE;
                context.output(Rows.SIDE, letters.encode(letter, toldRevision + (takenBack ? 1 : 0), takenBack));
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
                                    event.receivedAtMillis(),
                                    source(event)))));
        }
    }

    private static LedgerFact.Source source(Event event) {
        Origin origin = event.origin();
        return new LedgerFact.Source(
                JsonText.of(event.payload()), origin.name(), origin.partition(), origin.position());
    }

    private static void judged(String referral, Judgement judgement, Change.Kind kind, Context context) {
        context.output(Sides.JUDGEMENTS, new Change<>(kind, JudgementNews.of(referral, judgement)));
    }

    private static Judgement judgement(Event event, String what, String program, long blockScore) {
        Origin origin = event.origin();
        return new Judgement(
                what,
                event.stream(),
                event.eventId(),
                program,
                event.eventTimeMillis(),
                event.receivedAtMillis(),
                blockScore,
                JsonText.of(event.payload()),
                origin.name(),
                origin.partition(),
                origin.position());
    }

    private static void reviewed(
            Event event, Review review, Change.Kind kind, Context context, Collector<Change<LedgerNews>> out) {
        boolean approves = review.getAction() == ReviewAction.APPROVE;
        if (!approves && review.getAction() != ReviewAction.REJECT) {
            return;
        }
        for (String referral : review.getReferralIds()) {
            out.collect(new Change<>(
                    kind,
                    new LedgerNews(
                            review.getProgramId(),
                            new LedgerFact.Review(
                                    referral,
                                    event.eventTimeMillis(),
                                    event.eventId(),
                                    approves,
                                    event.receivedAtMillis()))));
            Judgement judgement = judgement(event, review.getAction().name(), review.getProgramId(), Judgement.NONE);
            judged(referral, judgement, kind, context);
            for (String referee : Referees.of(referral)) {
                context.output(
                        Sides.PERSONS,
                        new Change<>(
                                kind,
                                new PersonEvent.Reviewed(
                                        referee,
                                        referral,
                                        review.getProgramId(),
                                        event.eventId(),
                                        event.eventTimeMillis(),
                                        event.receivedAtMillis(),
                                        !approves)));
            }
        }
    }

    private static boolean isIdentityOrRing(String code) {
        return IDENTITY_OR_RING.contains(code.toUpperCase(Locale.ROOT).split("_", 2)[0]);
    }
}
