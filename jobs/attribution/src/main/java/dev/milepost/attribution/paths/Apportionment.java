package dev.milepost.attribution.paths;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whole units by the method of the largest remainder. */
final class Apportionment {

    /** More than doubles are off, as a share of the total. */
    private static final BigDecimal ERROR = new BigDecimal("1e-12");

    private Apportionment() {}

    /**
     * Rounds each quota so that all sum to the total: down, and what is left over goes one by one to the largest remainders, of equal ones to
     * the name that comes first.
     *
     * @param quotas at least 0, whose sum is the total but for the error of doubles
     * @param total at least 0
     * @throws IllegalArgumentException where they do not
     */
    static SortedMap<String, BigInteger> of(Map<String, BigDecimal> quotas, BigInteger total) {
        SortedMap<String, BigInteger> units = new TreeMap<>();
        quotas.forEach((name, quota) ->
                units.put(name, quota.setScale(0, RoundingMode.FLOOR).toBigInteger()));
        if (units.isEmpty()) {
            return units;
        }
        List<String> byRemainder = units.keySet().stream()
                .sorted(Comparator.comparing(
                                (String name) -> quotas.get(name).subtract(new BigDecimal(units.get(name))))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        BigInteger left = units.values().stream().reduce(total, BigInteger::subtract);
        BigDecimal most = new BigDecimal(total).multiply(ERROR).add(BigDecimal.valueOf(units.size()));
        if (new BigDecimal(left.abs()).compareTo(most) > 0) {
            throw new IllegalArgumentException("The quotas " + quotas + " do not sum to " + total);
        }
        for (int i = 0; left.signum() != 0; i = (i + 1) % byRemainder.size()) {
            String name = byRemainder.get(left.signum() > 0 ? i : byRemainder.size() - 1 - i);
            BigInteger one = BigInteger.valueOf(left.signum());
            if (units.get(name).add(one).signum() >= 0) {
                units.merge(name, one, BigInteger::add);
                left = left.subtract(one);
            }
        }
        return units;
    }
}
