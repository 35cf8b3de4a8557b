package dev.milepost.experiments.model;

import dev.milepost.experiments.model.UnitEvent.Happened;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is remembered of one user. Mutable; the elements are not.
 *
 * <p>Size: 100 bytes for each own order of the last 90 days. Of who was exposed besides, about 300 for each exposure until its
 * horizon has been over for as long as an order may be refunded, and 150 for each thing of its horizon that may still change: what referees
 * do for a day, refunds as long as they may be cancelled.
 */
public final class UnitState {

    /** By experiment. */
    final Map<String, Exposure> exposures = new TreeMap<>();

    /** By identity. */
    final Map<String, Happened> happened = new TreeMap<>();

    UnitState copy() {
        UnitState copy = new UnitState();
        copy.exposures.putAll(exposures);
        copy.happened.putAll(happened);
        return copy;
    }

    boolean isEmpty() {
        return exposures.isEmpty() && happened.isEmpty();
    }

    /** All that counts for it, settled or not. */
    Tally tally(Exposure exposure) {
        Tally tally = exposure.settled();
        for (Happened each : happened.values()) {
            if (exposure.counts(each)) {
                tally = tally.plus(each, exposure.exposed().currency());
            }
        }
        return tally;
    }

    /** Of its covariate, settled or not. */
    BigInteger covariate(Exposure exposure, long covariateMillis) {
        if (exposure.covariateMinor() != null) {
            return exposure.covariateMinor();
        }
        BigInteger covariate = BigInteger.ZERO;
        String currency = exposure.exposed().currency();
        for (Happened each : happened.values()) {
            boolean counts = isBefore(each, exposure, covariateMillis)
                    && !currency.isEmpty()
                    && each.currency().equals(currency);
            if (counts) {
                covariate = covariate.add(BigInteger.valueOf(each.amountMinor()));
            }
        }
        return covariate;
    }

    private static boolean isBefore(Happened happened, Exposure exposure, long covariateMillis) {
        long exposedMillis = exposure.exposed().timeMillis();
        return happened.what() == Happening.OWN_SALE
                && happened.stands()
                && happened.happenedMillis() < exposedMillis
                && happened.happenedMillis() >= exposedMillis - covariateMillis;
    }
}
