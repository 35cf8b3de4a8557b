package dev.milepost.attribution.paths;

import java.math.BigInteger;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Shapley's value of each channel, in exact fractions: Shapley (1953), A Value for n-Person Games.
 *
 * <p>The worth v(S) of a set of channels is the conversions of paths whose channels are all in S. That makes v the sum, over paths, of
 * the game in which all channels of the path T, and they alone, are needed; of it Shapley's value is 1 ÷ |T| for each of them. The
 * value is additive, so
 *
 * <pre>value(c) = Σ over T ∋ c of conversions(T) ÷ |T|</pre>
 *
 * where the definition sums over all sets without c: the same fractions, whatever the number of channels. Over channels they sum to v
 * of all.
 */
public final class Shapley {

    private Shapley() {}

    /** Conversions by channel, of all currencies; 0 of a channel that only lost paths have. What no touch led to is not in it. */
    public static SortedMap<String, BigFraction> conversions(PathCounts paths) {
        SortedMap<String, BigFraction> values = zeros(paths);
        paths.sets().forEach((set, tallies) -> {
            long conversions =
                    tallies.values().stream().mapToLong(Tally::conversions).reduce(0, Math::addExact);
            share(values, set, BigInteger.valueOf(conversions));
        });
        return values;
    }

    /** Of the orders of one currency, something by channel: {@link Tally#minor}, or the conversions. */
    static SortedMap<String, BigFraction> of(PathCounts paths, String currency, Function<Tally, BigInteger> worth) {
        SortedMap<String, BigFraction> values = zeros(paths);
        paths.sets()
                .forEach((set, tallies) ->
                        share(values, set, worth.apply(tallies.getOrDefault(currency, Tally.NOTHING))));
        return values;
    }

    private static SortedMap<String, BigFraction> zeros(PathCounts paths) {
        SortedMap<String, BigFraction> values = new TreeMap<>();
        paths.channels().forEach(channel -> values.put(channel, BigFraction.ZERO));
        return values;
    }

    private static void share(Map<String, BigFraction> values, NavigableSet<String> set, BigInteger worth) {
        BigFraction each = new BigFraction(worth, BigInteger.valueOf(set.size()));
        set.forEach(channel -> values.merge(channel, each, BigFraction::add));
    }
}
