package dev.milepost.attribution.paths;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.fraction.BigFraction;

/** The credit of channels under the models that are read out of all paths. */
public final class DataDriven {

    /** Their names, as in {@link ChannelCredit#model}. */
    public static final String SHAPLEY = "shapley";

    public static final String MARKOV = "markov";

    private static final int PLACES = 9;
    private static final int QUOTA_PLACES = 40;

    private final PathCounts paths;
    private final Map<String, Double> markovShares;

    private DataDriven(PathCounts paths, Markov markov) {
        this.paths = paths;
        this.markovShares = markov.shares();
    }

    /**
     * The credit of every channel, and of {@link PathCounts#NONE}, in every currency that has orders, under both models: conversions rounded to
     * 1e-9 and amounts to minor units, each by largest remainder, so that they sum to what there is. Markov's shares are of all currencies.
     */
    public static List<ChannelCredit> credits(PathCounts paths, Markov markov) {
        DataDriven dataDriven = new DataDriven(paths, markov);
        List<ChannelCredit> credits = new ArrayList<>();
        for (String currency : paths.orders().keySet()) {
            dataDriven.add(SHAPLEY, currency, worth -> dataDriven.shapley(currency, worth), credits);
            dataDriven.add(MARKOV, currency, worth -> dataDriven.markov(currency, worth), credits);
        }
        return credits;
    }

    private void add(
            String model,
            String currency,
            Function<Function<Tally, BigInteger>, Map<String, BigDecimal>> quotas,
            List<ChannelCredit> credits) {
        Function<Tally, BigInteger> nanos =
                tally -> BigInteger.valueOf(tally.conversions()).multiply(BigInteger.TEN.pow(PLACES));
        Tally touched = paths.touched().getOrDefault(currency, Tally.NOTHING);
        SortedMap<String, BigInteger> conversions = Apportionment.of(quotas.apply(nanos), nanos.apply(touched));
        SortedMap<String, BigInteger> amounts = Apportionment.of(quotas.apply(Tally::minor), touched.minor());
        Tally untouched = paths.untouched().getOrDefault(currency, Tally.NOTHING);
        // Touches whose producer calls their channel so are no other line.
        conversions.merge(PathCounts.NONE, nanos.apply(untouched), BigInteger::add);
        amounts.merge(PathCounts.NONE, untouched.minor(), BigInteger::add);
        SortedSet<String> channels = paths.channels();
        channels.add(PathCounts.NONE);
        for (String channel : channels) {
            credits.add(new ChannelCredit(
                    model,
                    channel,
                    currency,
                    new BigDecimal(conversions.getOrDefault(channel, BigInteger.ZERO), PLACES),
                    amounts.getOrDefault(channel, BigInteger.ZERO)));
        }
    }

    private Map<String, BigDecimal> shapley(String currency, Function<Tally, BigInteger> worth) {
        Map<String, BigDecimal> quotas = new TreeMap<>();
        Shapley.of(paths, currency, worth).forEach((channel, value) -> quotas.put(channel, decimal(value)));
        return quotas;
    }

    /** So many places that quotas which are equal stay so, and others do not become it. */
    private static BigDecimal decimal(BigFraction value) {
        return new BigDecimal(value.getNumerator())
                .divide(new BigDecimal(value.getDenominator()), QUOTA_PLACES, RoundingMode.HALF_EVEN);
    }

    private Map<String, BigDecimal> markov(String currency, Function<Tally, BigInteger> worth) {
        BigDecimal total = new BigDecimal(worth.apply(paths.touched().getOrDefault(currency, Tally.NOTHING)));
        Map<String, BigDecimal> quotas = new TreeMap<>();
        markovShares.forEach((channel, share) -> quotas.put(channel, total.multiply(new BigDecimal(share))));
        return quotas;
    }
}
