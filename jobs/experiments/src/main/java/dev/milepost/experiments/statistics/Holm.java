package dev.milepost.experiments.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Several comparisons judged together, so that with probability 1 − α none is called a winner that is none (Holm 1979, "A Simple
 * Sequentially Rejective Multiple Test Procedure").
 *
 * <p>With p(1) ≤ … ≤ p(m), the adjusted p(i) = max over j ≤ i of min(1, (m − j + 1) p(j)).
 */
public final class Holm {

    private Holm() {}

    /** Adjusted p, in the order of those given. */
    public static double[] adjusted(List<Double> p) {
        int[] ascending = IntStream.range(0, p.size())
                .boxed()
                .sorted(Comparator.comparing(p::get))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.size()];
        double greatest = 0;
        for (int i = 0; i < ascending.length; i++) {
            greatest = Math.max(greatest, Math.min(1, (ascending.length - i) * p.get(ascending[i])));
            adjusted[ascending[i]] = greatest;
        }
        return adjusted;
    }
}
