package dev.milepost.fraud.model.lookup;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.fraud.model.advocate.AdvocateFact;
import dev.milepost.fraud.model.identifier.Link;
import dev.milepost.fraud.model.lookup.RingFact.Asked;
import dev.milepost.fraud.model.lookup.RingFact.Happened;
import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.fraud.model.ring.RingAnswer;
import dev.milepost.fraud.model.ring.RingBook;
import dev.milepost.fraud.model.ring.RingBookCodec;
import dev.milepost.fraud.model.ring.RingChange;
import dev.milepost.fraud.model.ring.RingEvent;
import dev.milepost.fraud.model.ring.RingRegister;
import dev.milepost.fraud.model.ring.RingRegister.RegisterCodec;
import dev.milepost.fraud.model.signal.Component;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the rings hear and answer. There is one. */
public final class RingDesk {

    private final State state;

    public RingDesk(State state) {
        this.state = state;
    }

    /** What is kept: the {@link RingBook}, the {@link RingRegister}, and what waits. */
    public static final class State {

        final InOrder<RingFact> waiting;
        final RingBook rings;
        final RingRegister register;

        /** Numbers what waits, so that nothing takes another's place. */
        long heard;

        /** The time of the latest that was applied. */
        long appliedMillis = Long.MIN_VALUE;

        private State(InOrder<RingFact> waiting, RingBook rings, RingRegister register) {
            this.waiting = waiting;
            this.rings = rings;
            this.register = register;
        }

        public static State empty() {
            return new State(new InOrder<>(), new RingBook(), new RingRegister());
        }
    }

    /** Writes it. */
    public static final class StateCodec implements Codec<State> {

        private static final long serialVersionUID = 1L;

        private final RingFactCodec facts = new RingFactCodec();
        private final RingBookCodec books = new RingBookCodec();
        private final RegisterCodec registers = new RegisterCodec();

        @Override
        public int version() {
            return 1;
        }

        @Override
        public State copy(State state) {
            State copy = new State(state.waiting.copy(), books.copy(state.rings), registers.copy(state.register));
            copy.heard = state.heard;
            copy.appliedMillis = state.appliedMillis;
            return copy;
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.waiting.facts()), facts::write, out);
            out.writeLong(state.appliedMillis);
            books.write(state.rings, out);
            registers.write(state.register, out);
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            List<RingFact> waiting = readList(each -> facts.read(facts.version(), each), in);
            long applied = in.readLong();
            RingBook rings = books.read(books.version(), in);
            State state = new State(new InOrder<>(), rings, registers.read(registers.version(), in));
            state.appliedMillis = applied;
            RingDesk desk = new RingDesk(state);
            waiting.forEach(desk::accept);
            return state;
        }
    }

    public void accept(RingFact fact) {
        state.heard++;
        state.waiting.put(new Place(fact.timeMillis(), 0, Long.toString(state.heard)), fact);
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    public long nextMillis() {
        return Math.min(state.waiting.nextMillis(), state.rings.nextTimer());
    }

    /**
     * Decides all up to that time, itself included: a midnight first, then all of one time at once, and what is asked after what
     * happened.
     *
     * @param rings takes which rings are others, in the order of time
     */
    public void decide(long untilMillis, Consumer<AdvocateFact.Linked> answers, Consumer<RingChange> rings) {
        while (nextMillis() <= untilMillis) {
            if (state.rings.nextTimer() <= state.waiting.nextMillis()) {
                state.appliedMillis = Math.max(state.appliedMillis, state.rings.nextTimer());
                state.register.advanceTo(state.rings, state.appliedMillis, rings);
                continue;
            }
            // What comes late counts now: the rings do not go back.
            long time = Math.max(state.waiting.nextMillis(), state.appliedMillis);
            List<RingEvent> events = new ArrayList<>();
            List<Asked> asked = new ArrayList<>();
            for (RingFact fact = state.waiting.poll(time); fact != null; fact = state.waiting.poll(time)) {
                if (fact instanceof Happened happened) {
                    events.add(at(time, happened.event()));
                } else {
                    asked.add((Asked) fact);
                }
            }
            state.appliedMillis = time;
            state.register.apply(state.rings, time, events, rings);
            asked.forEach(each -> answers.accept(answer(each, time)));
        }
    }

    private static RingEvent at(long time, RingEvent event) {
        if (event.timeMillis() == time) {
            return event;
        } else if (event instanceof RingEvent.Linked linked) {
            Link link = linked.link();
            return new RingEvent.Linked(
                    new Link(link.identifier(), link.account(), link.degree(), link.joined(), time, link.sequence()));
        } else if (event instanceof RingEvent.Referred referred) {
            return new RingEvent.Referred(referred.advocate(), referred.referee(), referred.bound(), time);
        } else if (event instanceof RingEvent.Labelled labelled) {
            return new RingEvent.Labelled(labelled.account(), labelled.label(), time, labelled.sequence());
        }
        return new RingEvent.NotLinked(((RingEvent.NotLinked) event).account(), time);
    }

    private AdvocateFact.Linked answer(Asked asked, long time) {
        return new AdvocateFact.Linked(
                asked.advocateId(), asked.assessmentId(), asked.timeMillis(), component(asked, time));
    }

    /** The referee's; of one who is linked with nobody, and of whom no reviewer said so, the advocate's. */
    private Component component(Asked asked, long time) {
        RingAnswer own = state.rings.answer(asked.refereeId(), time);
        if (own.size() > 1 || state.rings.isDeclaredUnlinked(asked.refereeId())) {
            return component(own);
        }
        RingAnswer advocates = state.rings.answer(asked.advocateId(), time);
        return advocates.size() > 1
                ? Component.ofTheAdvocate(
                        advocates.size(),
                        advocates.referrals(),
                        advocates.internalReferrals(),
                        advocates.meanOmega(),
                        Math.max(own.cycles(), advocates.cycles()))
                : component(own);
    }

    private static Component component(RingAnswer ring) {
        return new Component(
                ring.ringId(),
                ring.size(),
                ring.referrals(),
                ring.internalReferrals(),
                ring.meanOmega(),
                ring.cycles(),
                ring.fraud(),
                ring.benign());
    }
}
