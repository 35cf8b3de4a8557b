package dev.milepost.fraud.model.score;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions that may be in force: what a scorer keeps of the broadcast.
 *
 * @param versions by rising version and time, the experts' first until they are dropped; at most {@link #MOST}, 0.7 KB each
 */
public record WeightVersions(List<Weights> versions) implements Serializable {

    /** One a day: a scorer is never a week behind its watermark. */
    static final int MOST = 8;

    public static final WeightVersions EXPERT = new WeightVersions(List.of(ExpertWeights.V1));

    public WeightVersions {
        versions = List.copyOf(versions);
    }

    /** With another version; one that is known already, or older than the latest, changes nothing. */
    public WeightVersions with(Weights weights) {
        Weights latest = versions.get(versions.size() - 1);
        if (weights.version() <= latest.version()) {
            return this;
        }
        List<Weights> more = new ArrayList<>(versions);
        more.add(weights);
        return new WeightVersions(more.size() > MOST ? more.subList(1, more.size()) : more);
    }

    /** What is in force at a time: the latest that holds by then, and before all of them the earliest. */
    public Weights at(long millis) {
        Weights inForce = versions.get(0);
        for (Weights each : versions) {
            if (each.validFromMillis() <= millis) {
                inForce = each;
            }
        }
        return inForce;
    }
}
