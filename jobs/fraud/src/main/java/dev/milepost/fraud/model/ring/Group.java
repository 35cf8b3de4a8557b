package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.Identifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Those whom one identifier links. */
final class Group {

    /** What says most comes first. */
    static final Comparator<Group> BY_WEIGHT =
            Comparator.<Group>comparingInt(group -> group.degree).thenComparing(group -> group.identifier);

    final Identifier identifier;

    /** As it was told last: accounts seen in 90 d. */
    int degree;

    /** At most 20 that have not ended. */
    final List<Membership> members = new ArrayList<>(2);

    /** The search that counted here last, and what it counted. */
    long countedBy;

    int counted;

    Group(Identifier identifier) {
        this.identifier = identifier;
    }

    Membership of(Account account) {
        for (Membership each : members) {
            if (each.account == account) {
                return each;
            }
        }
        return null;
    }
}
