package dev.milepost.milestones.model.pattern;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.programs.model.Names;
import dev.milepost.runtime.codec.Fields;
import dev.milepost.runtime.fold.Timed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What decides which programs' referral rules see a subject, and who referred it: its signup, and in which program it is bound by
 * whom; of an account, which of its users were bound. Kept for the subject, not for a rule, because a rule may be new.
 * Immutable; of a user that was not bound in time nothing is kept, of an account only the day's bindings and the first hundred of
 * each program, about 100 bytes each: where those before it are rejected, the next one says who referred it.
 *
 * @param events the first signup, where it is known, and each binding that stands
 * @param programs those in which a referee is, or was, bound: only their referral rules have anything to do with it
 */
public record Gates(List<SubjectEvent> events, Set<String> programs) {

    public static final Gates NONE = new Gates(List.of(), Set.of());

    private static final SubjectEventCodec CODEC = new SubjectEventCodec();
    private static final Set<String> KEPT = Set.of(SubjectEvent.ADVOCATE_ID);

    /** Of an account, in each program. */
    private static final int MOST_BINDINGS = 100;

    public Gates {
        events = List.copyOf(events);
        programs = Set.copyOf(programs);
    }

    /** Whether an event is a signup or a binding, of the subject itself. */
    static boolean isGate(SubjectEvent event) {
        return isOf(SubjectKind.REFERRAL, event) && (begins(event) || isBinding(event));
    }

    private static boolean isKept(SubjectEvent event) {
        return isGate(event) || (isBinding(event) && isOf(SubjectKind.ACCOUNT, event));
    }

    private static boolean isOf(SubjectKind kind, SubjectEvent event) {
        return (event.seenBy() & kind.bit()) != 0;
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
        if (!isKept(event) || (begins(event) && events.stream().anyMatch(Gates::begins))) {
            return this;
        }
        List<SubjectEvent> all = new ArrayList<>(events);
        all.removeIf(each -> each.identity().equals(event.identity()));
        if (event.stands()) {
            all.add(event.keeping(KEPT));
        }
        all.sort(Timed.ORDER);
        return new Gates(all, referring(event));
    }

    private Set<String> referring(SubjectEvent event) {
        boolean another = isBinding(event) && isGate(event) && event.program() != null && event.stands();
        if (!another || programs.contains(event.program())) {
            return programs;
        }
        Set<String> more = new HashSet<>(programs);
        more.add(event.program());
        return more;
    }

    /** Those of one program that referrals go by. */
    List<SubjectEvent> of(String program) {
        return events.stream()
                .filter(event -> isGate(event) && isOfProgram(event, program))
                .toList();
    }

    private static boolean isOfProgram(SubjectEvent event, String program) {
        return event.program() == null || event.program().equals(program);
    }

    /**
     * Who referred the subject in a program, from when on: a referee by their own {@code referral.bound}, an account by the first
     * of its that stands; none where there is none, and of other kinds.
     */
    public List<Referrer> referrers(SubjectKind kind, String program, Reviews reviews) {
        return switch (kind) {
            case REFERRAL -> Referrer.of(bindings(kind, program).limit(1).toList(), Reviews.NONE);
            case ACCOUNT ->
                Referrer.of(bindings(kind, program).limit(MOST_BINDINGS).toList(), reviews);
            default -> List.of();
        };
    }

    private Stream<SubjectEvent> bindings(SubjectKind kind, String program) {
        return events.stream().filter(event -> isBinding(event) && isOf(kind, event) && isOfProgram(event, program));
    }

    /** Whether both say the same of who referred the subject. */
    public boolean refersAs(Gates other) {
        return bindings().equals(other.bindings());
    }

    /** Whether a decision about a referral may change who referred the subject. */
    public boolean goesBy(SubjectEvent review) {
        return ofAccount().containsAll(review.referrals());
    }

    /** The referrals of an account's users that it is referred by, or may come to be. */
    Set<String> ofAccount() {
        return events.stream()
                .filter(event -> isBinding(event) && !isGate(event))
                .flatMap(event -> event.referrals().stream())
                .collect(Collectors.toSet());
    }

    private List<SubjectEvent> bindings() {
        return events.stream().filter(Gates::isBinding).toList();
    }

    /** When {@link #expire} forgets something; Long.MAX_VALUE for never. */
    public long nextExpiry(Horizons horizons) {
        if (events.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (bindings().isEmpty()) {
            return events.get(0).timeMillis() + horizons.factMillis();
        }
        long next = Long.MAX_VALUE;
        for (SubjectEvent event : beyond()) {
            // From then on neither it nor one of those before it can come in another version.
            next = Math.min(next, event.timeMillis() + horizons.factMillis());
        }
        return next;
    }

    /** The bindings of an account behind the first of each program by which it may be referred. */
    private List<SubjectEvent> beyond() {
        if (events.size() <= MOST_BINDINGS) {
            return List.of();
        }
        Map<String, Integer> before = new HashMap<>();
        return events.stream()
                .filter(event -> isBinding(event) && !isGate(event))
                .filter(event -> before.merge(event.program(), 1, Integer::sum) > MOST_BINDINGS)
                .toList();
    }

    /** Forgets a signup that no binding can follow any more, and bindings that are not among an account's first. */
    public Gates expire(long beforeMillis, Horizons horizons) {
        if (nextExpiry(horizons) > beforeMillis) {
            return this;
        }
        if (bindings().isEmpty()) {
            return NONE;
        }
        List<SubjectEvent> left = new ArrayList<>(events);
        left.removeAll(beyond().stream()
                .filter(event -> event.timeMillis() + horizons.factMillis() <= beforeMillis)
                .toList());
        return new Gates(left, programs);
    }

    public void write(DataOutput out) throws IOException {
        writeList(events, CODEC::write, out);
        // Sorted: equal states have equal bytes.
        writeList(programs.stream().sorted().toList(), Fields::writeText, out);
    }

    public static Gates read(DataInput in) throws IOException {
        List<SubjectEvent> events = readList(each -> CODEC.read(CODEC.version(), each), in);
        return new Gates(events, Set.copyOf(readList(Fields::readName, in)));
    }
}
