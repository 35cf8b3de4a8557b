package dev.milepost.milestones.model.people;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.people.PersonState.Known;
import java.util.Collection;
import java.util.Comparator;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What a user did and may still be told anew, in the order of time, and by identity. Immutable: each change costs the logarithm
 * of how much there is, and shares the rest.
 */
final class Recent {

    static final Recent NONE = new Recent(TreePMap.empty(), HashTreePMap.empty());

    private final PSortedMap<At, Known<SubjectEvent>> byTime;
    private final HashPMap<String, Known<SubjectEvent>> byIdentity;

    private record At(long timeMillis, String identity) implements Comparable<At> {
        private static final Comparator<At> ORDER =
                Comparator.comparingLong(At::timeMillis).thenComparing(At::identity);

        static At of(Known<SubjectEvent> known) {
            return new At(known.what().timeMillis(), known.what().identity());
        }

        @Override
        public int compareTo(At other) {
            return ORDER.compare(this, other);
        }
    }

    private Recent(PSortedMap<At, Known<SubjectEvent>> byTime, HashPMap<String, Known<SubjectEvent>> byIdentity) {
        this.byTime = byTime;
        this.byIdentity = byIdentity;
    }

    /** With that one, in place of the one of its identity. */
    Recent with(Known<SubjectEvent> known) {
        Known<SubjectEvent> former = byIdentity.get(known.what().identity());
        PSortedMap<At, Known<SubjectEvent>> others = former == null ? byTime : byTime.minus(At.of(former));
        return new Recent(
                others.plus(At.of(known), known), byIdentity.plus(known.what().identity(), known));
    }

    /** Null where there is none of that identity. */
    Known<SubjectEvent> get(String identity) {
        return byIdentity.get(identity);
    }

    boolean isEmpty() {
        return byTime.isEmpty();
    }

    /** There is one. */
    Known<SubjectEvent> first() {
        return byTime.firstEntry().getValue();
    }

    Recent withoutFirst() {
        return new Recent(
                byTime.minusFirstEntry(), byIdentity.minus(first().what().identity()));
    }

    /** In the order of time. */
    Collection<Known<SubjectEvent>> all() {
        return byTime.values();
    }
}
