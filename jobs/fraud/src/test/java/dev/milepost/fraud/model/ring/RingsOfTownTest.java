package dev.milepost.fraud.model.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** How well rings are found where most people share addresses with hundreds of others. */
class RingsOfTownTest {

    private static final int SEEDS = 3;
    private static final long EVENING = 45 * RingBook.DAY_MILLIS;

    /** Pairs, of all towns. */
    private static final class Pairs {

        private long right;
        private long told;
        private long true_;

        double f1() {
            return 2.0 * right / (told + true_);
        }

        @Override
        public String toString() {
            return String.format(
                    "F1 %.3f, precision %.3f, recall %.3f", f1(), (double) right / told, (double) right / true_);
        }
    }

    private static Neighbourhood live(Town town, Predicate<Neighbourhood.Seen> used) {
        Neighbourhood neighbourhood = new Neighbourhood();
        int next = 0;
        for (Neighbourhood.Seen each : town.seen) {
            while (next < town.referrals.size() && town.referrals.get(next).timeMillis() <= each.timeMillis()) {
                neighbourhood.tell(town.referrals.get(next++));
            }
            if (used.test(each)) {
                neighbourhood.see(each);
            }
        }
        neighbourhood.advanceTo(EVENING);
        return neighbourhood;
    }

    private static void count(List<Ring> rings, Map<String, Integer> truth, Pairs pairs) {
        Map<Integer, Long> sizes = new HashMap<>();
        truth.values().forEach(each -> sizes.merge(each, 1L, Long::sum));
        sizes.values().forEach(size -> pairs.true_ += size * (size - 1) / 2);
        for (Ring ring : rings) {
            Map<Integer, Long> inside = new HashMap<>();
            ring.accounts().forEach(each -> inside.merge(truth.getOrDefault(each, -1), 1L, Long::sum));
            inside.remove(-1);
            inside.values().forEach(size -> pairs.right += size * (size - 1) / 2);
            long size = ring.accounts().size();
            pairs.told += size * (size - 1) / 2;
        }
    }

    @Test
    void ringsAreFoundAndNeitherCarriersNorLibrariesChainThemTogether() {
        Pairs ringPairs = new Pairs();
        Pairs linkPairs = new Pairs();
        int largest = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Town town = new Town(seed);
            RingBook book = live(town, each -> true).book;
            List<Ring> linked = book.rings(2, EVENING);
            Map<String, Integer> belong = new HashMap<>(town.rings);
            town.homes.forEach((account, home) -> belong.put(account, 1_000 + home));
            count(linked, belong, linkPairs);
            List<Ring> rings = linked.stream()
                    .filter(ring -> ring.answer().size() >= 4 && ring.answer().internalReferralShare() > 0.5)
                    .toList();
            count(rings, town.rings, ringPairs);
            largest = Math.max(
                    largest,
                    linked.stream().mapToInt(ring -> ring.answer().size()).max().orElse(0));
        }
        System.out.println("Rings: " + ringPairs + "; all who belong together: " + linkPairs + "; the largest has "
                + largest + " accounts");
        assertThat(ringPairs.f1()).isGreaterThanOrEqualTo(0.90);
        assertThat(linkPairs.f1()).isGreaterThanOrEqualTo(0.90);
        assertThat(largest).isLessThanOrEqualTo(60);
    }

    /** Carriers' addresses have hundreds of accounts in the window, homes two to four. */
    @Test
    void addressesAloneLinkNobody() {
        Town town = new Town(0);
        Map<String, Integer> carriers = new HashMap<>();
        Neighbourhood seen = live(town, each -> each.identifier().kind() == IdentifierKind.IP);
        assertThat(seen.book.rings(2, EVENING)).isEmpty();
        seen.identifiers.forEach((identifier, state) -> carriers.merge(
                identifier.hash().startsWith("carrier") ? "carrier" : "own", state.degree(EVENING), Math::max));
        assertThat(carriers.get("carrier")).isGreaterThan(300);
    }
}
