package dev.milepost.attribution.paths;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Removal effects in a Markov chain of order 1: Anderl, Becker, von Wangenheim and Schumann (2016), Mapping the Customer Journey,
 * International Journal of Research in Marketing 33(3), 457–474.
 *
 * <p>The chain goes from the start over channels to a conversion or to null, by the shares of steps in all paths. Without channel c,
 * whatever went to c goes to null; so what is lost is what would have come to c and then converted. With N = (I − Q)⁻¹ of the steps Q
 * between the start and the channels (Kemeny and Snell, 1960, Finite Markov Chains, theorems 3.2.4 and 3.3.7), and B the probability to
 * convert from a state,
 *
 * <pre>
 * removal effect(c) = N(start, c) ÷ N(c, c) · B(c) ÷ B(start)
 * share(c)          = removal effect(c) ÷ Σ of all
 * </pre>
 *
 * @param conversionProbability B(start): orders with touches, of all paths; 0 where there is none
 * @param removalEffects by channel, from 0 to 1; all 0 where there is no order with touches
 */
public record Markov(double conversionProbability, SortedMap<String, Double> removalEffects) {

    /** Of all paths. */
    public static Markov of(PathCounts paths) {
        List<String> states = new ArrayList<>();
        states.add(Chain.START);
        states.addAll(paths.channels());
        RealMatrix visits = visits(paths.chain(), states);
        double[] converts = visits.operate(states.stream()
                .mapToDouble(state -> paths.chain().probability(state, Chain.CONVERSION))
                .toArray());
        SortedMap<String, Double> effects = new TreeMap<>();
        for (int i = 1; i < states.size(); i++) {
            double comes = visits.getEntry(0, i) / visits.getEntry(i, i);
            effects.put(states.get(i), converts[0] == 0 ? 0 : comes * converts[i] / converts[0]);
        }
        return new Markov(converts[0], effects);
    }

    /** N: how often each state is visited from each. */
    private static RealMatrix visits(Chain chain, List<String> states) {
        RealMatrix stays = MatrixUtils.createRealIdentityMatrix(states.size());
        for (int i = 0; i < states.size(); i++) {
            for (int j = 0; j < states.size(); j++) {
                stays.addToEntry(i, j, -chain.probability(states.get(i), states.get(j)));
            }
        }
        return new LUDecomposition(stays).getSolver().getInverse();
    }

    /** Each channel's share of what touches have led to; sums to 1, or is empty where they have led to nothing. */
    public SortedMap<String, Double> shares() {
        double all = removalEffects.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        SortedMap<String, Double> shares = new TreeMap<>();
        if (all > 0) {
            removalEffects.forEach((channel, effect) -> shares.put(channel, effect / all));
        }
        return shares;
    }
}
