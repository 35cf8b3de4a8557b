package dev.milepost.fraud.model.ring;

import dev.milepost.fraud.model.identifier.Decay;
import dev.milepost.fraud.model.identifier.IdentifierKind;
import dev.milepost.fraud.model.identifier.Omega;
import dev.milepost.fraud.model.ring.RingEvent.Label;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One component, searched. Counts are whole numbers until the end, so the order of members and links changes nothing. A search
 * costs as many steps as its accounts have memberships; with addresses, as these have pairs.
 */
final class Component {

    /** Cycles of one component are counted up to this. */
    private static final int CYCLES = 10_000;

    /** Accounts of a household: two of them that refer each other are friends. */
    private static final int HOUSEHOLD = 4;

    private final Generation generation;
    private final Forest forest;
    private final int root;
    private final List<Account> members = new ArrayList<>();

    Component(Generation generation, Account account) {
        this.generation = generation;
        this.forest = generation.forest(account);
        this.root = forest.root(account.number);
        forest.forEachMember(account.number, number -> members.add(generation.accounts.get(number)));
    }

    List<Account> members() {
        return members;
    }

    /**
     * What it is.
     *
     * @param asking the account whose own label does not count, and for which {@link #returned} counts too; null: none
     * @param search a number that no other search of the generation has
     */
    RingAnswer answer(Account asking, long timeMillis, long search) {
        int referrals = 0;
        int internal = 0;
        Set<List<Integer>> cycles = new HashSet<>();
        for (Account member : members) {
            for (Account.Referrer each : member.referrers) {
                referrals += each.bound() ? 1 : 0;
                internal += each.bound() && has(each.advocate()) ? 1 : 0;
            }
            cycles(member, cycles);
        }
        return new RingAnswer(
                generation.accounts.get(forest.least(root)).id,
                members.size(),
                referrals,
                internal,
                meanOmega(search),
                cycles.size() + (asking == null ? 0 : returned()),
                labels(Label.FRAUD, asking, timeMillis),
                labels(Label.BENIGN, asking, timeMillis),
                forest != generation.all);
    }

    /** The kinds that link it: of identifiers that two of its members share. To be asked after its {@link #answer}. */
    List<IdentifierKind> kinds() {
        Set<IdentifierKind> kinds = EnumSet.noneOf(IdentifierKind.class);
        for (Account member : members) {
            for (Membership each : member.memberships) {
                IdentifierKind kind = each.group.identifier.kind();
                if (each.group.counted > 1 && (forest == generation.all ? kind.links() : kind.isStrong())) {
                    kinds.add(kind);
                }
            }
        }
        return List.copyOf(kinds);
    }

    private boolean has(Account account) {
        return forest.root(account.number) == root;
    }

    /** Of each cycle its accounts in its order, the smallest number first. */
    private static void cycles(Account member, Set<List<Integer>> cycles) {
        for (Account.Referrer first : member.referrers) {
            Account second = first.advocate();
            if (cycles.size() >= CYCLES) {
                return;
            }
            if (second.wasReferredBy(member)) {
                cycles.add(turned(List.of(member.number, second.number)));
            }
            for (Account.Referrer next : second.referrers) {
                Account third = next.advocate();
                if (third != member && third.wasReferredBy(member)) {
                    cycles.add(turned(List.of(member.number, second.number, third.number)));
                }
            }
        }
    }

    /**
     * Components that refer accounts of this one and are referred by others of it. Where all that they share is known they are one;
     * one link that nobody saw makes two.
     */
    private int returned() {
        int returned = 0;
        Set<Integer> known = new HashSet<>();
        for (Account member : members) {
            for (Account.Referrer each : member.referrers) {
                if (has(each.advocate())) {
                    continue;
                }
                Component other = new Component(generation, each.advocate());
                boolean large = members.size() > HOUSEHOLD || other.members.size() > HOUSEHOLD;
                returned += known.add(other.forest.least(other.root)) && large && other.wasReferredBy(this) ? 1 : 0;
            }
        }
        return returned;
    }

    private boolean wasReferredBy(Component other) {
        for (Account member : members) {
            for (Account.Referrer each : member.referrers) {
                if (other.has(each.advocate())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Integer> turned(List<Integer> cycle) {
        int least = 0;
        for (int i = 1; i < cycle.size(); i++) {
            least = cycle.get(i) < cycle.get(least) ? i : least;
        }
        List<Integer> turned = new ArrayList<>(cycle.subList(least, cycle.size()));
        turned.addAll(cycle.subList(0, least));
        return turned;
    }

    /** Pairs are counted by degree first, so that they are added up in one order. */
    private double meanOmega(long search) {
        List<Group> groups = new ArrayList<>();
        for (Account member : members) {
            for (Membership each : member.memberships) {
                if (each.group.countedBy != search) {
                    each.group.countedBy = search;
                    each.group.counted = 0;
                    groups.add(each.group);
                }
                each.group.counted++;
            }
        }
        List<Long> pairsOfDegree = new ArrayList<>();
        for (Group group : groups) {
            while (pairsOfDegree.size() <= group.degree) {
                pairsOfDegree.add(0L);
            }
            pairsOfDegree.set(group.degree, pairsOfDegree.get(group.degree) + pairs(group));
        }
        long pairs = 0;
        double sum = 0;
        for (int degree = 0; degree < pairsOfDegree.size(); degree++) {
            pairs += pairsOfDegree.get(degree);
            sum += pairsOfDegree.get(degree) * Omega.of(degree);
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    private long pairs(Group group) {
        if (group.counted < 2) {
            return 0;
        }
        return group.identifier.kind().links() ? (long) group.counted * (group.counted - 1) / 2 : supportedPairs(group);
    }

    /** Those that are linked otherwise as well. */
    private long supportedPairs(Group group) {
        List<Account> here = new ArrayList<>();
        for (Membership each : group.members) {
            if (has(each.account)) {
                here.add(each.account);
            }
        }
        long pairs = 0;
        for (int i = 0; i < here.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs += here.get(i).isLinkedWith(here.get(j)) ? 1 : 0;
            }
        }
        return pairs;
    }

    private double labels(Label label, Account asking, long timeMillis) {
        List<Long> times = new ArrayList<>();
        for (Account member : members) {
            if (member != asking && member.label == label) {
                times.add(member.labelledMillis);
            }
        }
        times.sort(null);
        double sum = 0;
        for (long each : times) {
            sum += Decay.weight(each, timeMillis);
        }
        return sum;
    }
}
