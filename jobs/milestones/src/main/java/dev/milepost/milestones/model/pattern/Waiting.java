package dev.milepost.milestones.model.pattern;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.programs.model.Names;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a referee has done since their signup, for as long as a binding may come that shows it to the referral rules of its
 * program: kept once, not by each rule of each program that names it. Those rules begin with the binding, and are told of it then.
 * Immutable; empty a day after the signup, however often that is repeated, and of what does not sign up.
 *
 * @param events in the order in which they were told, the first of them the signup
 */
public record Waiting(Fifo<SubjectEvent> events) {

    public static final Waiting NONE = new Waiting(Fifo.empty());

    private static final SubjectEventCodec CODEC = new SubjectEventCodec();

    /** With another event of the subject, where it may matter to a referral rule. */
    public Waiting with(SubjectEvent event, RuleBook book) {
        if ((event.seenBy() & SubjectKind.REFERRAL.bit()) == 0 || Gates.isBinding(event)) {
            return this;
        }
        boolean begins = begins(event);
        if (events.isEmpty() ? !begins : !begins && !book.isOfReferrals(event.name())) {
            return this;
        }
        return new Waiting(events.push(event.keeping(book.referralFields(event.name()))));
    }

    private static boolean begins(SubjectEvent event) {
        return event.name().equals(Names.SIGNUP);
    }

    /** What a rule makes of it all, as if it had been told one by one; null where that is nothing. */
    public RuleState told(Rule rule) {
        RuleState state = null;
        Gates gates = Gates.NONE;
        for (SubjectEvent event : events.toList()) {
            if (rule.names().contains(event.name()) && rule.sees(event, state)) {
                state = rule.apply(state == null ? rule.empty(gates) : state, event, Reviews.NONE);
            }
            gates = gates.with(event);
        }
        return state == null || state.isSpent() ? null : state;
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    /** When {@link #expire} forgets it; Long.MAX_VALUE for never. */
    public long nextExpiry(Horizons horizons) {
        return events.isEmpty() ? Long.MAX_VALUE : events.first().timeMillis() + horizons.factMillis();
    }

    /** Forgets it where no binding can follow its signup any more; one that is repeated binds nobody. */
    public Waiting expire(long beforeMillis, Horizons horizons) {
        return nextExpiry(horizons) <= beforeMillis ? NONE : this;
    }

    public void write(DataOutput out) throws IOException {
        writeList(events.toList(), CODEC::write, out);
    }

    public static Waiting read(DataInput in) throws IOException {
        return new Waiting(Fifo.of(readList(each -> CODEC.read(CODEC.version(), each), in)));
    }
}
