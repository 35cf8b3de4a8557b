package dev.milepost.adversaries;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What world to make. The same plan gives the same bytes; a larger one need not contain a smaller one.
 *
 * @param users how many accounts, at least 200; about half of them were referred
 * @param days length of the period: 30 to 3650
 * @param seed of all random numbers
 * @param start of the period
 * @param prevalence the share of referrals that are fraud: 0 to 0.5, met to the nearest referral that whole groups allow
 * @param mix how many of the fraudulent referrals are of each typology, in proportion; typologies that are not named have
 *     none. Empty: all alike
 * @param drift how far adversaries' ways change along the period, 0 to 1: devices take shorter turns, scripts' jitter grows
 */
public record AdversaryPlan(
        int users, int days, long seed, Instant start, double prevalence, Map<Typology, Double> mix, double drift) {

    /** The prevalence where none is given. */
    public static final double DEFAULT_PREVALENCE = 0.02;

    public AdversaryPlan {
        if (users < 200) {
            throw new IllegalArgumentException("users is " + users + "; it must be at least 200");
        }
        if (days < 30 || days > 3650) {
            throw new IllegalArgumentException("days is " + days
                    + "; it must be from 30 to 3650: adversaries need time to refund, and to do nothing");
        }
        if (start.toEpochMilli() < 0) {
            throw new IllegalArgumentException("start is " + start + "; it must not be before 1970");
        }
        if (!(prevalence >= 0 && prevalence <= 0.5)) {
            throw new IllegalArgumentException("prevalence is " + prevalence + "; it must be from 0 to 0.5");
        }
        if (!(drift >= 0 && drift <= 1)) {
            throw new IllegalArgumentException("drift is " + drift + "; it must be from 0 to 1");
        }
        mix = checked(mix);
    }

    long startMillis() {
        return start.toEpochMilli();
    }

    long endMillis() {
        return startMillis() + Duration.ofDays(days).toMillis();
    }

    /** How many of the fraudulent referrals are to be of one kind. */
    double share(Typology typology) {
        if (mix.isEmpty()) {
            return 1.0 / Typology.frauds().size();
        }
        double sum = mix.values().stream().mapToDouble(Double::doubleValue).sum();
        return mix.getOrDefault(typology, 0.0) / sum;
    }

    private static Map<Typology, Double> checked(Map<Typology, Double> mix) {
        Map<Typology, Double> weights = new TreeMap<>(mix);
        weights.forEach((typology, weight) -> {
            if (!typology.isFraud()) {
                throw new IllegalArgumentException("mix names " + typology.text() + ", which is no fraud; it may name "
                        + String.join(
                                ", ",
                                Typology.frauds().stream().map(Typology::text).toList()));
            }
            if (!(weight >= 0 && weight <= 1_000_000)) {
                throw new IllegalArgumentException(
                        "mix gives " + typology.text() + " the weight " + weight + "; it must be from 0 to 1000000");
            }
        });
        if (!weights.isEmpty() && weights.values().stream().allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("mix gives every typology the weight 0; give one more");
        }
        return weights.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(weights));
    }
}
