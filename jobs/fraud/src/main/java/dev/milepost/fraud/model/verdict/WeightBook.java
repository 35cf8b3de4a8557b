package dev.milepost.fraud.model.verdict;

import dev.milepost.fraud.model.score.Weights;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;

/** All versions of the weights that are known. */
public final class WeightBook implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<Weights> versions;

    /**
     * Makes a book.
     *
     * @param versions at least one that holds from the beginning of time
     */
    public WeightBook(Collection<Weights> versions) {
        this.versions = new ArrayList<>(versions);
        this.versions.sort(Comparator.comparingLong(Weights::validFromMillis).thenComparingInt(Weights::version));
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
