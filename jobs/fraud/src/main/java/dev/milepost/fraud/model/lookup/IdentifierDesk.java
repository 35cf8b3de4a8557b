package dev.milepost.fraud.model.lookup;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.fraud.model.account.AccountNews;
import dev.milepost.fraud.model.account.AccountNews.Labelled;
import dev.milepost.fraud.model.account.AccountNews.Lookup;
import dev.milepost.fraud.model.account.AccountNews.OfIdentifier;
import dev.milepost.fraud.model.account.AccountNews.Sighting;
import dev.milepost.fraud.model.account.AccountNewsCodec;
import dev.milepost.fraud.model.account.Shown;
import dev.milepost.fraud.model.advocate.AdvocateFact.Answered;
import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.identifier.IdentifierAnswer;
import dev.milepost.fraud.model.identifier.IdentifierAnswer.Seen;
import dev.milepost.fraud.model.identifier.IdentifierState;
import dev.milepost.fraud.model.identifier.IdentifierStateCodec;
import dev.milepost.fraud.model.identifier.Link;
import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.fraud.model.signal.IdentifierEvidence;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What one identifier hears, tells the rings and answers. */
public final class IdentifierDesk {

    /** So many accounts on one device or card within the window, and the next is linked at once. */
    private static final int HIGH_RISK_FROM = 3;

    private static final long NO_GAP = -1;

    private final State state;

    public IdentifierDesk(State state) {
        this.state = state;
    }

    /** What is kept of it: {@link IdentifierState}, and what waits. */
    public static final class State {

        final InOrder<AccountNews> waiting;
        final IdentifierState identifier;

        /** Null before the first fact. */
        Shown shown;

        /** The time of the latest that was noted. */
        long notedMillis = Long.MIN_VALUE;

        private State(InOrder<AccountNews> waiting, IdentifierState identifier) {
            this.waiting = waiting;
            this.identifier = identifier;
        }

        public static State empty() {
            return new State(new InOrder<>(), new IdentifierState());
        }

        public boolean isEmpty() {
            return waiting.isEmpty() && identifier.isEmpty();
        }
    }

    /** Writes it. */
    public static final class StateCodec implements Codec<State> {

        private static final long serialVersionUID = 1L;

        private final AccountNewsCodec news = new AccountNewsCodec();
        private final IdentifierStateCodec identifiers = new IdentifierStateCodec();

        @Override
        public int version() {
            return 1;
        }

        @Override
        public State copy(State state) {
            State copy = new State(state.waiting.copy(), identifiers.copy(state.identifier));
            copy.shown = state.shown;
            copy.notedMillis = state.notedMillis;
            return copy;
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.waiting.facts()), news::write, out);
            out.writeBoolean(state.shown != null);
            if (state.shown != null) {
                state.shown.write(out);
            }
            out.writeLong(state.notedMillis);
            identifiers.write(state.identifier, out);
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            InOrder<AccountNews> waiting = new InOrder<>();
            readList(each -> news.read(news.version(), each), in).forEach(each -> waiting.put(place(each), each));
            Shown shown = in.readBoolean() ? Shown.read(in) : null;
            long noted = in.readLong();
            State state = new State(waiting, identifiers.read(identifiers.version(), in));
            state.shown = shown;
            state.notedMillis = noted;
            return state;
        }
    }

    /** A sighting, a label or a lookup. */
    public void accept(AccountNews news) {
        state.waiting.put(place(news), news);
    }

    /** Sightings of a time come before the labels of that time, and those before its lookups. */
    private static Place place(AccountNews news) {
        long time = news.timeMillis();
        if (news instanceof Sighting sighting) {
            return new Place(time, 0, "seen/" + time + "/" + sighting.userId());
        } else if (news instanceof Labelled labelled) {
            // By number, so that nothing is taken back before it is counted.
            String number = String.format(Locale.ROOT, "%019d", labelled.sequence());
            return new Place(time, 1, "labelled/" + time + "/" + labelled.userId() + "/" + number);
        }
        return new Place(time, 2, "asked/" + ((Lookup) news).assessmentId());
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    public long nextMillis() {
        return Math.min(state.waiting.nextMillis(), state.identifier.nextTimer());
    }

    /** Decides all up to that time, itself included. */
    public void decide(long untilMillis, Consumer<Answered> answers, Consumer<Link> links) {
        while (nextMillis() <= untilMillis) {
            if (state.identifier.nextTimer() <= state.waiting.nextMillis()) {
                state.notedMillis = Math.max(state.notedMillis, state.identifier.nextTimer());
                state.identifier.advanceTo(self(), state.notedMillis).forEach(links);
                continue;
            }
            AccountNews news = state.waiting.poll(untilMillis);
            state.shown = ((OfIdentifier) news).shown();
            if (news instanceof Sighting sighting) {
                see(sighting, links);
            } else if (news instanceof Labelled labelled) {
                state.identifier.label(labelled.label(), labelled.takenBack());
            } else if (news instanceof Lookup lookup) {
                answers.accept(answer(lookup));
            }
        }
    }

    private Identifier self() {
        return new Identifier(state.shown.kind(), state.shown.hash());
    }

    private void see(Sighting sighting, Consumer<Link> links) {
        // What comes late counts now: an identifier does not go back.
        long time = Math.max(sighting.timeMillis(), state.notedMillis);
        boolean highRisk = self().kind().isStrong() && state.identifier.degree(time) >= HIGH_RISK_FROM;
        state.identifier.see(self(), sighting.userId(), time, highRisk).forEach(links);
        state.notedMillis = time;
    }

    private Answered answer(Lookup lookup) {
        IdentifierAnswer answer = state.identifier.answer(
                self(), lookup.refereeId(), lookup.advocateId(), lookup.own(), lookup.timeMillis());
        return new Answered(
                lookup.advocateId(),
                lookup.assessmentId(),
                lookup.timeMillis(),
                new IdentifierEvidence(
                        lookup.shown().kind(),
                        lookup.shown().hash(),
                        Math.max(1, answer.degree()),
                        answer.isShared(),
                        answer.isShared() ? gap(answer.referee(), answer.advocate()) : NO_GAP,
                        answer.fraud(),
                        answer.benign()));
    }

    /** Between the times that one was seen at and those of the other; 0 where they overlap. */
    private static long gap(Seen one, Seen other) {
        return Math.max(0, Math.max(one.firstMillis() - other.lastMillis(), other.firstMillis() - one.lastMillis()));
    }
}
