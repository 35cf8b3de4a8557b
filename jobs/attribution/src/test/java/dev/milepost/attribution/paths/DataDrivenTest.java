package dev.milepost.attribution.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credit that is read out of all paths is what its definition says, and sums to what there is. */
class DataDrivenTest {

    /** Paths at random, as they were and as they are counted. */
    private record Sample(List<String> channels, Map<List<String>, long[]> paths, PathCounts counts) {}

    private static Sample paths(int channels, long seed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            names.add("channel-" + i);
        }
        Map<List<String>, long[]> paths = new LinkedHashMap<>();
        PathCounts counts = new PathCounts();
        names.forEach(name -> paths.put(List.of(name), new long[] {random.nextInt(3), 1 + random.nextInt(9)}));
        for (int i = 0; i < 40; i++) {
            List<String> path = new ArrayList<>();
            for (int step = random.nextInt(6); step >= 0; step--) {
                path.add(names.get(random.nextInt(channels)));
            }
            paths.put(path, new long[] {random.nextInt(20), random.nextInt(60)});
        }
        paths.forEach((path, times) -> {
            String currency = random.nextInt(4) == 0 ? "EUR" : "USD";
            counts.converted(
                    path, currency, new Tally(times[0], BigInteger.valueOf(times[0] * random.nextInt(100_000))));
            counts.lost(path, times[1]);
        });
        counts.converted(List.of(), "USD", new Tally(random.nextInt(30), BigInteger.valueOf(random.nextInt(9_999))));
        return new Sample(names, paths, counts);
    }

    static List<long[]> sizes() {
        return List.of(new long[] {1, 1}, new long[] {2, 2}, new long[] {5, 3}, new long[] {8, 4}, new long[] {12, 5});
    }

    /** φ(c) = Σ over S without c of |S|! (n − |S| − 1)! ÷ n! · (v(S ∪ c) − v(S)), with v as it is defined. */
    @ParameterizedTest
    @MethodSource("sizes")
    void shapleyIsTheMeanOfWhatAChannelAdds(long[] size) {
        Sample random = paths((int) size[0], size[1]);
        int n = random.channels().size();
        long[] worth = worth(random);
        BigFraction all = BigFraction.ZERO;
        for (int c = 0; c < n; c++) {
            BigFraction value = BigFraction.ZERO;
            for (int set = 0; set < 1 << n; set++) {
                if ((set & 1 << c) == 0) {
                    int members = Integer.bitCount(set);
                    BigFraction weight =
                            new BigFraction(factorial(members).multiply(factorial(n - members - 1)), factorial(n));
                    value = value.add(
                            weight.multiply(new BigFraction(BigInteger.valueOf(worth[set | 1 << c] - worth[set]))));
                }
            }
            assertThat(Shapley.conversions(random.counts())
                            .get(random.channels().get(c)))
                    .isEqualTo(value);
            all = all.add(value);
        }
        assertThat(all).isEqualTo(new BigFraction(BigInteger.valueOf(worth[(1 << n) - 1])));
        assertThat(worth[(1 << n) - 1]).isPositive();
    }

    /** v of every set of channels, as bits: conversions of paths whose channels are all in it. */
    private static long[] worth(Sample random) {
        long[] worth = new long[1 << random.channels().size()];
        random.paths().forEach((path, times) -> {
            int needed = path.stream()
                    .mapToInt(channel -> 1 << random.channels().indexOf(channel))
                    .reduce(0, (one, other) -> one | other);
            for (int set = 0; set < worth.length; set++) {
                worth[set] += (set & needed) == needed ? times[0] : 0;
            }
        });
        return worth;
    }

    private static BigInteger factorial(int n) {
        BigInteger factorial = BigInteger.ONE;
        for (int i = 2; i <= n; i++) {
            factorial = factorial.multiply(BigInteger.valueOf(i));
        }
        return factorial;
    }

    /** The chain is walked until nothing is left of it, with the channel's in-flow to null. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRemovalEffectIsWhatIsLostWhereTheChannelsInflowGoesToNull(long seed) {
        Sample random = paths(2 + (int) seed, seed);
        Markov markov = Markov.of(random.counts());
        double whole = walk(random, "");
        long converted =
                random.paths().values().stream().mapToLong(times -> times[0]).sum();
        long lost =
                random.paths().values().stream().mapToLong(times -> times[1]).sum();

        assertThat(markov.conversionProbability()).isCloseTo(whole, within(1e-9));
        assertThat(whole).isCloseTo((double) converted / (converted + lost), within(1e-9));
        for (String channel : random.channels()) {
            assertThat(markov.removalEffects().get(channel)).isCloseTo(1 - walk(random, channel) / whole, within(1e-9));
        }
        assertThat(markov.shares().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-12));
    }

    private static double walk(Sample random, String removed) {
        Map<String, Map<String, Double>> steps = new HashMap<>();
        random.paths().forEach((path, times) -> {
            String from = "start";
            for (String channel : path) {
                steps.computeIfAbsent(from, state -> new TreeMap<>())
                        .merge(channel, (double) times[0] + times[1], Double::sum);
                from = channel;
            }
            steps.computeIfAbsent(from, state -> new TreeMap<>()).merge("converted", (double) times[0], Double::sum);
            steps.get(from).merge("lost", (double) times[1], Double::sum);
        });
        Map<String, Double> there = new HashMap<>(Map.of("start", 1.0));
        double converted = 0;
        for (int i = 0; i < 2_000; i++) {
            Map<String, Double> next = new HashMap<>();
            there.forEach((state, share) -> {
                Map<String, Double> to = steps.get(state);
                double all =
                        to.values().stream().mapToDouble(Double::doubleValue).sum();
                to.forEach((step, times) -> next.merge(step, share * times / all, Double::sum));
            });
            next.remove(removed);
            next.remove("lost");
            converted += next.getOrDefault("converted", 0.0);
            next.remove("converted");
            there = next;
        }
        return converted;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void creditSumsToWhatThereIs(long seed) {
        PathCounts counts = paths(1 + (int) seed, seed).counts();
        List<ChannelCredit> credits = DataDriven.credits(counts, Markov.of(counts));
        for (String model : List.of("shapley", "markov")) {
            counts.orders().forEach((currency, orders) -> {
                List<ChannelCredit> of = credits.stream()
                        .filter(credit -> credit.model().equals(model)
                                && credit.currency().equals(currency))
                        .toList();
                assertThat(of).hasSize(counts.channels().size() + 1);
                assertThat(of).allSatisfy(credit -> {
                    assertThat(credit.conversions()).isNotNegative();
                    assertThat(credit.minor()).isNotNegative();
                });
                assertThat(of.stream().map(ChannelCredit::conversions).reduce(BigDecimal.ZERO, BigDecimal::add))
                        .isEqualByComparingTo(BigDecimal.valueOf(orders.conversions()));
                assertThat(of.stream().map(ChannelCredit::minor).reduce(BigInteger.ZERO, BigInteger::add))
                        .isEqualTo(orders.minor());
            });
        }
    }

    /** Three orders by hand: 10.00 by email alone, 1.00 by email and search, 0.05 by nobody. */
    @Test
    void moneyGoesWithTheSetOfChannels() {
        PathCounts counts = new PathCounts();
        counts.converted(List.of("email"), "USD", new Tally(1, BigInteger.valueOf(1_000)));
        counts.converted(List.of("search", "email", "search"), "USD", new Tally(1, BigInteger.valueOf(101)));
        counts.converted(List.of(), "USD", new Tally(1, BigInteger.valueOf(5)));
        counts.lost(List.of("display"), 1);
        Markov markov = Markov.of(counts);

        // start → email, search, display by thirds; email → conversion or search by halves; search → email or
        // conversion.
        assertThat(markov.conversionProbability()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(markov.removalEffects().get("display")).isZero();
        // Without email: start → search → conversion, 1/3 · 1/2. Without search: start → email → conversion, 1/3 · 1/2.
        assertThat(markov.removalEffects().get("email")).isCloseTo(0.75, within(1e-12));
        assertThat(markov.removalEffects().get("search")).isCloseTo(0.75, within(1e-12));
        assertThat(DataDriven.credits(counts, markov))
                .containsExactly(
                        new ChannelCredit("shapley", "(none)", "USD", nanos("1"), BigInteger.valueOf(5)),
                        new ChannelCredit("shapley", "display", "USD", nanos("0"), BigInteger.ZERO),
                        // 1000 + 101/2 and 101/2: the cent that is left over goes to the name that comes first.
                        new ChannelCredit("shapley", "email", "USD", nanos("1.5"), BigInteger.valueOf(1_051)),
                        new ChannelCredit("shapley", "search", "USD", nanos("0.5"), BigInteger.valueOf(50)),
                        new ChannelCredit("markov", "(none)", "USD", nanos("1"), BigInteger.valueOf(5)),
                        new ChannelCredit("markov", "display", "USD", nanos("0"), BigInteger.ZERO),
                        new ChannelCredit("markov", "email", "USD", nanos("1"), BigInteger.valueOf(551)),
                        new ChannelCredit("markov", "search", "USD", nanos("1"), BigInteger.valueOf(550)));
    }

    private static BigDecimal nanos(String number) {
        return new BigDecimal(number).setScale(9);
    }

    @Test
    void quotasThatAreNotOfTheTotalAreRefused() {
        Map<String, BigDecimal> quotas = Map.of("email", new BigDecimal("1.5"), "search", new BigDecimal("2.5"));

        assertThat(Apportionment.of(quotas, BigInteger.valueOf(4)))
                .isEqualTo(Map.of("email", BigInteger.TWO, "search", BigInteger.TWO));
        assertThatIllegalArgumentException().isThrownBy(() -> Apportionment.of(quotas, BigInteger.valueOf(40)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Apportionment.of(Map.of("email", new BigDecimal("4e9")), BigInteger.valueOf(4_000_001_000L)));
    }

    /** Doubles may sum to a little more than there is: the smallest remainder gives, of those that have something. */
    @Test
    void whatIsTooMuchIsTakenFromTheSmallestRemainder() {
        Map<String, BigDecimal> quotas = Map.of(
                "display", BigDecimal.ZERO, "email", new BigDecimal("2.0"), "search", new BigDecimal("3.0000001"));

        assertThat(Apportionment.of(quotas, BigInteger.valueOf(4)))
                .isEqualTo(
                        Map.of("display", BigInteger.ZERO, "email", BigInteger.ONE, "search", BigInteger.valueOf(3)));
    }

    /** A producer's own word for a channel may be that of none. */
    @Test
    void aChannelThatIsCalledNoneSharesItsLine() {
        PathCounts counts = new PathCounts();
        counts.converted(List.of("(none)", "email"), "USD", new Tally(2, BigInteger.valueOf(300)));
        counts.converted(List.of(), "USD", new Tally(1, BigInteger.valueOf(7)));

        assertThat(DataDriven.credits(counts, Markov.of(counts)))
                .containsExactly(
                        new ChannelCredit("shapley", "(none)", "USD", nanos("2"), BigInteger.valueOf(157)),
                        new ChannelCredit("shapley", "email", "USD", nanos("1"), BigInteger.valueOf(150)),
                        new ChannelCredit("markov", "(none)", "USD", nanos("2"), BigInteger.valueOf(157)),
                        new ChannelCredit("markov", "email", "USD", nanos("1"), BigInteger.valueOf(150)));
    }

    /** One channel, again and again: whoever stays in it leaves it in the end. */
    @Test
    void aPathThatRepeatsOneChannelIsThatChannels() {
        PathCounts counts = new PathCounts();
        counts.converted(Collections.nCopies(5_000, "email"), "USD", new Tally(3, BigInteger.valueOf(100)));
        counts.lost(List.of("email"), 1);
        Markov markov = Markov.of(counts);

        assertThat(markov.conversionProbability()).isCloseTo(0.75, within(1e-9));
        assertThat(markov.removalEffects().get("email")).isCloseTo(1, within(1e-9));
        assertThat(DataDriven.credits(counts, markov))
                .contains(
                        new ChannelCredit("shapley", "email", "USD", nanos("3"), BigInteger.valueOf(100)),
                        new ChannelCredit("markov", "email", "USD", nanos("3"), BigInteger.valueOf(100)));
    }

    @Test
    void whereNothingConvertedNobodyHasCredit() {
        PathCounts counts = new PathCounts();
        counts.lost(List.of("email", "search"), 7);
        Markov markov = Markov.of(counts);

        assertThat(markov.conversionProbability()).isZero();
        assertThat(markov.removalEffects().values()).containsOnly(0.0);
        assertThat(markov.shares()).isEmpty();
        assertThat(DataDriven.credits(counts, markov)).isEmpty();
        assertThat(Markov.of(new PathCounts()).removalEffects()).isEmpty();
    }

    @Test
    void whatIsNoChannelIsRefusedByName() {
        PathCounts counts = new PathCounts();
        for (int i = 0; i < PathCounts.MOST_CHANNELS; i++) {
            counts.lost(List.of("visit-" + i), 1);
        }
        assertThatThrownBy(() -> counts.converted(List.of("one more"), "USD", new Tally(1, BigInteger.ONE)))
                .isInstanceOf(TooManyChannelsException.class)
                .hasMessageContaining("more than 500 channels, among them one more, visit-0, visit-1, visit-10");
        assertThatIllegalArgumentException().isThrownBy(() -> counts.lost(List.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tally(1, BigInteger.ONE.negate()));
    }
}
