package dev.milepost.fraud.model.verdict;

import dev.milepost.fraud.model.score.Weights;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** All versions of the weights that are known. */
public final class WeightBook {

    private final List<Weights> versions;

    /**
     * Makes a book.
     *
     * @param versions at least one that holds from the beginning of time
     */
    public WeightBook(Collection<Weights> versions) {
        this.versions = versions.stream()
                .sorted(Comparator.comparingLong(Weights::validFromMillis).thenComparingInt(Weights::version))
                .toList();
    }

    /** Those that score what is assessed at that time. */
    public Weights at(long timeMillis) {
        Weights found = null;
        for (Weights each : versions) {
            if (each.validFromMillis() <= timeMillis) {
                found = each;
            }
        }
        if (found == null) {
            throw new IllegalStateException("No weights hold at " + timeMillis);
        }
        return found;
    }
}
