package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.Identifier;
import dev.milepost.fraud.model.ring.RingEvent.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One account of a generation. */
final class Account {

    /** More advocates of one referee are not kept: all but one of them were refused. */
    static final int ADVOCATES = 8;

    /** Who referred it, or tried to. */
    record Referrer(Account advocate, boolean bound, long timeMillis) {}

    final String id;

    /** Where it stands in its generation. */
    final int number;

    final List<Membership> memberships = new ArrayList<>(2);
    List<Referrer> referrers = List.of();
    Label label = Label.NONE;
    long labelledMillis;

    /** Identifiers that do not link it, and since when; null: there are none. */
    Map<Identifier, Long> barred;

    Account(String id, int number) {
        this.id = id;
        this.number = number;
    }

    /** Of several refused by one advocate the first counts; one that is bound takes the place of the one bound before. */
    void referredBy(Referrer referrer) {
        List<Referrer> all = new ArrayList<>(referrers);
        if (referrer.bound()) {
            all.removeIf(each -> each.bound() || each.advocate() == referrer.advocate());
        } else if (wasReferredBy(referrer.advocate())) {
            return;
        }
        if (all.size() == ADVOCATES) {
            if (!referrer.bound()) {
                return;
            }
            all.remove(ADVOCATES - 1);
        }
        all.add(referrer);
        referrers = List.copyOf(all);
    }

    boolean wasReferredBy(Account advocate) {
        for (Referrer each : referrers) {
            if (each.advocate() == advocate) {
                return true;
            }
        }
        return false;
    }

    boolean isBarred(Identifier identifier) {
        return barred != null && barred.containsKey(identifier);
    }

    void bar(Identifier identifier, long timeMillis) {
        if (barred == null) {
            barred = new TreeMap<>();
        }
        barred.put(identifier, timeMillis);
    }

    /** Whether they share an identifier that links. */
    boolean isLinkedWith(Account other) {
        for (Membership mine : memberships) {
            if (mine.group.identifier.kind().links()) {
                for (Membership theirs : other.memberships) {
                    if (mine.group == theirs.group) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
