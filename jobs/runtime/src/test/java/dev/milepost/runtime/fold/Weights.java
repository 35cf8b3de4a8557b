package dev.milepost.runtime.fold;

import dev.milepost.runtime.rules.RuleException;
import dev.milepost.runtime.rules.RuleLanguage;
import dev.milepost.runtime.rules.RuleVersion;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The rules of {@link WeightModel}: what a visit weighs from a time on. Of two of one time the one with the greater id holds.
 *
 * @param versions by time and id
 */
record Weights(List<Weight> versions) implements Serializable {

    /** From that time on a visit weighs that much. */
    record Weight(long from, String id, int weight) implements Serializable {}

    static final RuleLanguage<Weights> LANGUAGE = new Language();

    /** 1 before every version. */
    int at(long time) {
        int weight = 1;
        for (Weight version : versions) {
            weight = version.from <= time ? version.weight : weight;
        }
        return weight;
    }

    /** The first time after {@code time} at which a version begins to hold; Long.MAX_VALUE where there is none. */
    long nextAfter(long time) {
        return versions.stream()
                .mapToLong(Weight::from)
                .filter(from -> from > time)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    static RuleVersion version(String id, long from, int weight) {
        return new RuleVersion(id, from, id + " " + from + " " + weight);
    }

    /** Texts are {@code ID FROM WEIGHT}; weights are not negative. */
    private static final class Language implements RuleLanguage<Weights> {

        private static final long serialVersionUID = 1L;

        @Override
        public RuleVersion read(String text) throws RuleException {
            String[] words = text.split(" ", -1);
            if (words.length != 3) {
                throw new RuleException(text + " is no weight");
            }
            return new RuleVersion(words[0], Long.parseLong(words[1]), text);
        }

        @Override
        public Weights compile(Collection<RuleVersion> versions) throws RuleException {
            List<Weight> weights = new ArrayList<>();
            for (RuleVersion version : versions) {
                int weight = Integer.parseInt(version.text().split(" ", -1)[2]);
                if (weight < 0) {
                    throw new RuleException(version.id() + " is negative");
                }
                weights.add(new Weight(version.validFromMillis(), version.id(), weight));
            }
            weights.sort(Comparator.comparingLong(Weight::from).thenComparing(Weight::id));
            return new Weights(weights);
        }
    }
}
