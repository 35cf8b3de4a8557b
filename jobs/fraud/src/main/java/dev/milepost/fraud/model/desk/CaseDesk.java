package dev.milepost.fraud.model.desk;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.fraud.model.desk.CaseFact.Judged;
import dev.milepost.fraud.model.desk.CaseFact.Reviewed;
import dev.milepost.fraud.model.learn.Audit;
import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.fraud.model.review.Alert;
import dev.milepost.fraud.model.review.CaseBook;
import dev.milepost.fraud.model.review.CaseBookCodec;
import dev.milepost.fraud.model.review.CasePolicy;
import dev.milepost.fraud.model.review.Outcome;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Span;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The cases of one program, in the order of event time: what is due at a time, then the verdicts of that time, then its reviews,
 * each in the order of ids.
 *
 * <p>A verdict is an alert where its score is above the program's {@code risk_over}, and where its referral is of the random
 * audit. What is above is shown with certainty, what is only audited with the audit's share. Of a program without a policy of
 * review nothing begins; cases that it has wait for people.
 */
public final class CaseDesk {

    private static final int VERDICTS = 0;
    private static final int REVIEWS = 1;

    private static final long WEEK = 7 * 86_400_000L;
    private static final long MILLION = 1_000_000;
    private static final long AUDITED = Math.round(Audit.SHARE * MILLION);

    /** Of a program that says nothing any more: one is enough, and nobody is late. */
    private static final CasePolicy SILENT =
            new CasePolicy(Long.MAX_VALUE, OnTimeout.ESCALATE, Span.ofMillis(WEEK), Long.MAX_VALUE, ZoneOffset.UTC);

    private final State state;

    public CaseDesk(State state) {
        this.state = state;
    }

    /** What programs say about it. */
    public interface Terms {

        /** Null: nothing. */
        CasePolicy policy(String programId, long timeMillis);

        /** Millionths: above it somebody has to look. */
        long riskOver(String programId, long timeMillis);

        /** Millionths: from it on, with a code of identity or ring, it is blocked; Long.MAX_VALUE: never. */
        long blockOver(String programId, long timeMillis);

        /** What rewards give for a referral, as far as the program alone tells, in minor units; 0: it does not. */
        long atRiskMinor(String programId, long timeMillis);
    }

    /** Takes what comes of a fact, or of time. */
    @FunctionalInterface
    public interface Told {

        /**
         * Takes it.
         *
         * @param cause null unless it was a review
         */
        void accept(Outcome outcome, Reviewed cause);
    }

    /** What is kept of a program: its {@link CaseBook}, and what waits. */
    public static final class State {

        final InOrder<CaseFact> waiting;
        final CaseBook book;

        private State(InOrder<CaseFact> waiting, CaseBook book) {
            this.waiting = waiting;
            this.book = book;
        }

        public static State empty() {
            return new State(new InOrder<>(), new CaseBook());
        }

        public boolean isEmpty() {
            return waiting.isEmpty() && book.isEmpty();
        }
    }

    /** Writes it. */
    public static final class StateCodec implements Codec<State> {

        private static final long serialVersionUID = 1L;

        /** That of the books too, which each change of theirs raises. */
        private static final int VERSION = 2;

        private final CaseFactCodec facts = new CaseFactCodec();
        private final CaseBookCodec books = new CaseBookCodec();

        @Override
        public int version() {
            return VERSION;
        }

        @Override
        public State copy(State state) {
            return new State(state.waiting.copy(), books.copy(state.book));
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.waiting.facts()), facts::write, out);
            books.write(state.book, out);
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            InOrder<CaseFact> waiting = new InOrder<>();
            readList(each -> facts.read(facts.version(), each), in).forEach(fact -> waiting.put(place(fact), fact));
            return new State(waiting, books.read(version, in));
        }
    }

    private static Place place(CaseFact fact) {
        return new Place(fact.timeMillis(), fact instanceof Judged ? VERDICTS : REVIEWS, fact.identity());
    }

    public void accept(CaseFact fact) {
        state.waiting.put(place(fact), fact);
    }

    /** It is not true any more. What was decided by it stays: it was told. */
    public void retract(CaseFact fact) {
        state.waiting.remove(fact.identity());
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    public long nextMillis() {
        return Math.min(state.waiting.nextMillis(), state.book.nextTimer());
    }

    /** Decides all up to that time, itself included: what is due before what happens then. */
    public void decide(long untilMillis, Terms terms, Told out) {
        CasePolicy.Policies policies = (program, time) -> {
            CasePolicy policy = terms.policy(program, time);
            return policy == null ? SILENT : policy;
        };
        while (nextMillis() <= untilMillis) {
            if (state.book.nextTimer() <= state.waiting.nextMillis()) {
                out.accept(state.book.advanceTo(state.book.nextTimer(), policies), null);
                continue;
            }
            CaseFact fact = state.waiting.poll(untilMillis);
            if (fact instanceof Reviewed reviewed) {
                out.accept(state.book.review(reviewed.review(), policies), reviewed);
            } else if (fact instanceof Judged judged && isShown(judged, terms)) {
                out.accept(state.book.alert(alert(judged, terms), policies), null);
            }
        }
    }

    private static boolean isShown(Judged judged, Terms terms) {
        return terms.policy(judged.programId(), judged.timeMillis()) != null
                && (isRisky(judged, terms) || Audit.holds(judged.referralId()));
    }

    private static boolean isRisky(Judged judged, Terms terms) {
        return judged.scoreMillionths() > terms.riskOver(judged.programId(), judged.timeMillis());
    }

    private static Alert alert(Judged judged, Terms terms) {
        return new Alert(
                judged.verdictId(),
                judged.timeMillis(),
                judged.programId(),
                judged.advocateId(),
                judged.referralId(),
                judged.scoreMillionths(),
                terms.atRiskMinor(judged.programId(), judged.timeMillis()),
                isRisky(judged, terms) ? MILLION : AUDITED,
                judged.identityOrRing()
                        && judged.scoreMillionths() >= terms.blockOver(judged.programId(), judged.timeMillis()),
                judged.ringId());
    }
}
