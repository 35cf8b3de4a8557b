package dev.milepost.milestones.model.pattern;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Timed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What decides which programs' referral rules see a subject: its signup, and in which program it is bound. Kept for the subject, not
 * for a rule, because a rule may be new. Immutable; of a user that was not bound in time nothing is kept.
 *
 * @param events the first signup, where it is known, and each binding that stands
 */
public record Gates(List<SubjectEvent> events) {

    public static final Gates NONE = new Gates(List.of());

    private static final SubjectEventCodec CODEC = new SubjectEventCodec();

    public Gates {
        events = List.copyOf(events);
    }

    /** Whether an event is a signup or a binding, of the subject itself. */
    static boolean isGate(SubjectEvent event) {
        return (event.seenBy() & SubjectKind.REFERRAL.bit()) != 0 && (begins(event) || isBinding(event));
    }

    private static boolean begins(SubjectEvent event) {
        return event.name().equals(Names.SIGNUP);
    }

    /** Whether an event says that, or where, a referral is bound. */
    public static boolean isBinding(SubjectEvent event) {
        return event.name().equals(Names.REFERRAL_BOUND);
    }

    /** With another event of the subject. */
    public Gates with(SubjectEvent event) {
        if (!isGate(event) || (begins(event) && events.stream().anyMatch(Gates::begins))) {
            return this;
        }
        List<SubjectEvent> all = new ArrayList<>(events);
        all.removeIf(each -> each.identity().equals(event.identity()));
        if (event.stands()) {
            all.add(event.keeping(Set.of()));
        }
        all.sort(Timed.ORDER);
        return new Gates(all);
    }

    /** Those of one program. */
    List<SubjectEvent> of(String program) {
        return events.stream()
                .filter(event -> event.program() == null || event.program().equals(program))
                .toList();
    }

    /** When {@link #expire} forgets something; Long.MAX_VALUE for never. */
    public long nextExpiry(Horizons horizons) {
        return events.isEmpty() || events.stream().anyMatch(Gates::isBinding)
                ? Long.MAX_VALUE
                : events.get(0).timeMillis() + horizons.factMillis();
    }

    /** Forgets a signup that no binding can follow any more. */
    public Gates expire(long beforeMillis, Horizons horizons) {
        return nextExpiry(horizons) <= beforeMillis ? NONE : this;
    }

    public void write(DataOutput out) throws IOException {
        writeList(events, CODEC::write, out);
    }

    public static Gates read(DataInput in) throws IOException {
        return new Gates(readList(each -> CODEC.read(CODEC.version(), each), in));
    }
}
